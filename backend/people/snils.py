"""SNILS, the number of an individual personal account: check digits, form and mask.

The rule of the Pension Fund (Инструкция по заполнению форм документов индивидуального учёта):
digit i of the nine counts (10 − i) times; the sum modulo 101, where 100 counts as 00, gives the two
check digits. It holds for numbers above 001-001-998; lower ones carry no controlled digits.
"""

from __future__ import annotations

LENGTH = 11
NUMBER_LENGTH = 9
LAST_UNCONTROLLED = 1_001_998
_MODULUS = 101
_SEPARATORS = str.maketrans("", "", "- \u00a0")


class SnilsInvalid(ValueError):
    """Not a SNILS; says which rule was broken and never repeats the number."""

    code = "snils-invalid"


def check_digits(number: int) -> int:
    """The two check digits of a nine-digit number, 0–99."""
    digits = f"{number:09d}"
    total = sum(int(digit) * weight for digit, weight in zip(digits, range(9, 0, -1), strict=True))
    remainder = total % _MODULUS
    return 0 if remainder == _MODULUS - 1 else remainder


def with_check_digits(number: int) -> str:
    """The eleven digits of the SNILS with this nine-digit number."""
    if not 0 < number < 10**NUMBER_LENGTH:
        raise SnilsInvalid("the number has nine digits and is not zero")
    return f"{number:09d}{check_digits(number):02d}"


def parse(text: str) -> str:
    """The eleven digits of a SNILS written with or without hyphens and blanks."""
    digits = text.translate(_SEPARATORS)
    if len(digits) != LENGTH or not (digits.isascii() and digits.isdigit()):
        raise SnilsInvalid("a SNILS has eleven digits")
    number = int(digits[:NUMBER_LENGTH])
    if number == 0:
        raise SnilsInvalid("the number is zero")
    if number > LAST_UNCONTROLLED and int(digits[NUMBER_LENGTH:]) != check_digits(number):
        raise SnilsInvalid("the check digits do not fit the number")
    return digits


def masked(digits: str | None) -> str:
    """«•••-•••-•45 95»: the holder knows it again, nobody else can use it; "" when there is none."""
    return f"•••-•••-•{digits[7:9]} {digits[9:]}" if digits else ""
