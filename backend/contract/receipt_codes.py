"""The code on a receipt: what a person keeps until the request has a number, easy to dictate.

Twelve symbols in three groups, «K7M4-9XAT-3CEY». The symbols are digits and the letters that look the
same in Cyrillic and Latin, as on car plates, so nobody asks which alphabet; О and З, which look like
digits, and 0 and 1 are left out. The last symbol is a check: nineteen symbols, a prime, and a different
weight for each place find every single wrong symbol and every two that changed places.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

SYMBOLS: Final = "23456789ABCEHKMPTXY"
RANDOM_SYMBOLS: Final = 11  # 46 bits: nobody guesses one that exists
GROUP: Final = 4


def receipt_code(pick: Callable[[int], int]) -> str:
    """A new code; `pick(n)` gives a number from 0 to n - 1 that nobody can foresee."""
    symbols = "".join(SYMBOLS[pick(len(SYMBOLS))] for _ in range(RANDOM_SYMBOLS))
    return grouped(symbols + _check_symbol(symbols))


def is_receipt_code(code: str) -> bool:
    """Whether it is one, written as it is stored, with a check symbol that fits."""
    symbols = code.replace("-", "")
    if len(symbols) != RANDOM_SYMBOLS + 1 or grouped(symbols) != code or set(symbols) - set(SYMBOLS):
        return False
    return _check_symbol(symbols[:-1]) == symbols[-1]


def grouped(symbols: str) -> str:
    """In groups of four."""
    return "-".join(symbols[start : start + GROUP] for start in range(0, len(symbols), GROUP))


def _check_symbol(symbols: str) -> str:
    total = sum(weight * SYMBOLS.index(symbol) for weight, symbol in enumerate(symbols, start=1))
    return SYMBOLS[-total * pow(RANDOM_SYMBOLS + 1, -1, len(SYMBOLS)) % len(SYMBOLS)]
