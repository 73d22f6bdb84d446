"""The paper that goes out with a new card: its first PIN and its PUK, for the holder alone."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

FIRST_PIN_DIGITS = 6
PUK_DIGITS = 8
Digit = Callable[[], int]


def first_pin(digit: Digit) -> str:
    """Six digits that are neither one figure repeated nor a run up or down."""
    while True:
        figures = _figures(FIRST_PIN_DIGITS, digit)
        steps = {(second - first) % 10 for first, second in pairwise(figures)}
        if len(steps) > 1:
            return "".join(map(str, figures))


def puk(digit: Digit) -> str:
    return "".join(map(str, _figures(PUK_DIGITS, digit)))


def slip(masked: str, pin: str, puk_code: str) -> str:
    """The text of the slip, in the holder's language; it names no person."""
    return "\n".join(
        (
            "СОЦИАЛЬНАЯ КАРТА",
            f"Карта {masked}",
            "",
            f"Первый ПИН-код: {pin}",
            f"Код разблокировки (PUK): {puk_code}",
            "",
            "Смените ПИН-код в отделении при получении карты.",
            "Никому не говорите эти цифры. Сотрудники их не спрашивают.",
            "",
        )
    )


def _figures(count: int, digit: Digit) -> list[int]:
    return [digit() for _ in range(count)]
