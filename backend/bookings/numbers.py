"""Booking numbers and the codes on the paper."""

from __future__ import annotations

from dataclasses import dataclass, field
from secrets import randbelow

from backend.vault import Vault

NUMBER_LENGTH = 8
CODE_LENGTH = 4
SPARE_NUMBERS = 6  # drawn beside two for each seat, should some be taken
# H. M. Damm, "Total anti-symmetrische Quasigruppen" (2004): each wrong digit and each swap is found.
_DAMM = (
    "0317598642",
    "7092154863",
    "4206871359",
    "1750983426",
    "6123045978",
    "3674209581",
    "5869720134",
    "8945362017",
    "9438617205",
    "2581436790",
)


@dataclass(frozen=True, slots=True)
class FreshNumbers:
    """Numbers drawn outside the transaction; the first that no booking has is taken."""

    numbers: tuple[str, ...] = field(repr=False)


def draw_numbers(seats: int = 1) -> FreshNumbers:
    """Enough for so many seats; drawn in one go, since each draw asks the system."""
    length = NUMBER_LENGTH - 1
    digits = enough_for(seats) * length
    drawn = f"{randbelow(10**digits):0{digits}d}"
    each = (drawn[start : start + length] for start in range(0, digits, length))
    return FreshNumbers(tuple(dict.fromkeys(map(with_check_digit, each))))


def enough_for(seats: int) -> int:
    """How many to draw: where three of ten numbers are taken, six seats still find theirs."""
    return seats * 2 + SPARE_NUMBERS


def with_check_digit(digits: str) -> str:
    return digits + _interim(digits)


def is_checked(digits: str) -> bool:
    """Whether the last digit is the right one."""
    return _interim(digits) == "0"


def is_number(text: str) -> bool:
    """Whether it can be a booking's number: a slip of the finger never is."""
    return len(text) == NUMBER_LENGTH and text.isascii() and text.isdigit() and is_checked(text)


def code_of(vault: Vault, number: str) -> str:
    """The four digits on the paper: derived under the vault's key, so that a reprint shows the same."""
    return f"{int(vault.hash_of('booking code', number), 16) % 10**CODE_LENGTH:0{CODE_LENGTH}d}"


def _interim(digits: str) -> str:
    interim = "0"
    for digit in digits:
        interim = _DAMM[int(interim)][int(digit)]
    return interim
