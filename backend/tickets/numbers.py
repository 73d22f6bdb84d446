"""The number and the code on a ticket: short enough to be dictated, and told by nothing else.

A number is seven random digits and a check digit by Damm's algorithm (H. M. Damm, 2004), which finds
every single wrong digit and every two neighbours that changed places. The code is four digits that
follow from the number under the backend's key: nothing is stored, and a ticket can be printed again.
Ten thousand codes are few, so wrong ones are counted.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from backend.vault import Vault

RANDOM_DIGITS: Final = 7
CODE_DIGITS: Final = 4
# A totally anti-symmetric quasigroup of order 10 (Damm, 2004).
_TABLE: Final = (
    (0, 3, 1, 7, 5, 9, 8, 6, 4, 2),
    (7, 0, 9, 2, 1, 5, 4, 8, 6, 3),
    (4, 2, 0, 6, 8, 7, 1, 3, 5, 9),
    (1, 7, 5, 0, 9, 8, 3, 4, 2, 6),
    (6, 1, 2, 3, 0, 4, 5, 9, 7, 8),
    (3, 6, 7, 4, 2, 0, 9, 5, 8, 1),
    (5, 8, 6, 9, 7, 2, 0, 1, 3, 4),
    (8, 9, 4, 5, 3, 6, 2, 0, 1, 7),
    (9, 4, 3, 8, 6, 1, 7, 2, 0, 5),
    (2, 5, 8, 1, 4, 3, 6, 7, 9, 0),
)


def ticket_number(pick: Callable[[int], int]) -> str:
    """A new number; `pick(n)` gives a number from 0 to n - 1 that nobody can foresee."""
    digits = f"{pick(10**RANDOM_DIGITS):0{RANDOM_DIGITS}d}"
    return f"{digits}{_interim(digits)}"


def is_ticket_number(number: str) -> bool:
    """Whether its check digit fits."""
    fits = len(number) == RANDOM_DIGITS + 1 and number.isascii() and number.isdigit()
    return fits and _interim(number) == 0


def ticket_code(vault: Vault, number: str) -> str:
    """The four digits that go with a number."""
    return f"{int(vault.hash_of('ticket code', number), 16) % 10**CODE_DIGITS:0{CODE_DIGITS}d}"


def _interim(digits: str) -> int:
    interim = 0
    for digit in digits:
        interim = _TABLE[interim][int(digit)]
    return interim
