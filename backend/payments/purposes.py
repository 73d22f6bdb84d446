"""Invoice numbers, and how they stand in a payment's purpose. Pure but for the key the numbers come from."""

from __future__ import annotations

import re
from typing import Final

from backend.bookings.numbers import is_checked, with_check_digit
from backend.vault import Vault

NUMBER_LENGTH: Final = 9
_NINE_DIGITS: Final = re.compile(r"(?<![0-9])[0-9]{9}(?![0-9])")


def number_of(vault: Vault, invoice: str, attempt: int) -> str:
    """Drawn from the invoice's id under the vault's key: a transaction that is run again draws the same."""
    drawn = int(vault.hash_of("invoice number", f"{invoice}/{attempt}"), 16) % 10 ** (NUMBER_LENGTH - 1)
    return with_check_digit(f"{drawn:0{NUMBER_LENGTH - 1}d}")


def purpose_of(number: str) -> str:
    """«Оплата билетов, заказ 123456789»"""
    return f"Оплата билетов, заказ {number}"


def numbers_in(purpose: str) -> tuple[str, ...]:
    """Nine digits with the right check digit, as payers and banks have written them, in their order."""
    found = _NINE_DIGITS.findall(purpose)
    return tuple(dict.fromkeys(number for number in found if is_checked(number)))
