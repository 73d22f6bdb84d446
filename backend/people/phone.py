"""Telephone numbers in one form, E.164."""

from __future__ import annotations

import phonenumbers

HOME_REGION = "RU"


class PhoneInvalid(ValueError):
    """Not a telephone number; never repeats it."""

    code = "phone-invalid"

    def __init__(self) -> None:
        super().__init__("Give the number with its code, like +7 815 255-01-42.")


def parse(text: str) -> str:
    """«8 (815) 255-01-42» as "+78152550142"; a number without a country is a Russian one."""
    try:
        number = phonenumbers.parse(text, HOME_REGION)
    except phonenumbers.NumberParseException:
        raise PhoneInvalid from None
    if not phonenumbers.is_valid_number(number):
        raise PhoneInvalid
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
