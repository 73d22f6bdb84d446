"""Telephone numbers in one form, E.164, from whatever way people and exchanges write them."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import unquote

import phonenumbers

HOME_REGION = "RU"
LONGEST: Final = 200
# «доб. 12», «добавочный 12», «внутр. 12», «ext. 12», «x12», «#12», «;ext=12»
_EXTENSION: Final = re.compile(
    r"[\s,;.(\[]*(?:доб(?:ав(?:очный|\.)?|\.)?|вн(?:утр(?:енний|\.)?|\.)|тоновый набор|ext(?:ension|n)?"
    r"|[xх#])[\s.:=№]*[0-9]{1,7}[\s)\].]*$",
    re.IGNORECASE,
)
_LABEL: Final = re.compile(
    r"^\s*(?:(?:моб(?:ильный)?|сот(?:овый)?|раб(?:очий)?|дом(?:ашний)?|гор(?:одской)?|тел(?:ефон)?|т|факс"
    r"|phone|tel|mob(?:ile)?|cell)\b[\s.:/№]*)+",
    re.IGNORECASE,
)
_URI: Final = re.compile(
    r"^\s*(?:\"[^\"]*\"|[^<\":]*)?\s*<?\s*(?:sips?|tel):([^>;?]*)(?:[;?][^>]*)?>?.*$",
    re.IGNORECASE | re.DOTALL,
)
_CODE_IN_TRUNK: Final = re.compile(r"^[+\s]*8\s*[-–—./(]*\s*10\s*[-–—./]*")  # Russia's way abroad
_DOUBLE_ZERO: Final = re.compile(r"^\s*00")
_SEPARATORS: Final = re.compile(
    r"[\s\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad()\[\]{}/\\|.,:;_*~'\"«»–—−‒‐‑-]+"
)
_PLUSES: Final = str.maketrans({"＋": "+", "﹢": "+"})
_DIGITS: Final = re.compile(r"\+?[0-9]{3,20}")
_NATIONAL: Final = 10  # digits of a Russian number without 8 or +7


class PhoneInvalid(ValueError):
    """Not a telephone number; never repeats it."""

    code = "phone-invalid"

    def __init__(self) -> None:
        super().__init__("Give the number with its code, like +7 815 255-01-42.")


def parse(text: str) -> str:
    """«8 (815) 255-01-42 доб. 12» as "+78152550142"; a number without a country is a Russian one.

    Takes 8, +8, 7, +7 and nothing before the code, brackets, dots, slashes and blanks anywhere, a word before
    the number, an extension after it, and the URIs `sip:` and `tel:` (RFC 3261, RFC 3966).
    """
    digits = plain(text)
    for dialled in (digits, _with_seven(digits)):
        found = _e164(dialled)
        if found:
            return found
    raise PhoneInvalid


def plain(text: str) -> str:
    """The digits to dial, with "+" where the country is named; `PhoneInvalid` for what is no number."""
    if len(text) > LONGEST:
        raise PhoneInvalid
    written = _user_of_uri(text.translate(_PLUSES))
    written = _LABEL.sub("", _EXTENSION.sub("", written))
    abroad = _DOUBLE_ZERO.match(written) or _CODE_IN_TRUNK.match(written)
    if abroad and not _is_home(written):
        written = "+" + written[abroad.end() :]
    digits = _SEPARATORS.sub("", written)
    if not _DIGITS.fullmatch(digits):
        raise PhoneInvalid
    return digits


def dialled(text: str) -> str:
    """What would be dialled, also for numbers within a house; "" for what is no number at all."""
    user = _user_of_uri(text[:LONGEST]).strip()
    try:
        return user if user.isascii() and user.isdigit() else plain(text)
    except PhoneInvalid:
        return ""


def _e164(digits: str) -> str:
    """ "" for what no country's plan has."""
    try:
        number = phonenumbers.parse(digits, HOME_REGION)
    except phonenumbers.NumberParseException:
        return ""
    if not phonenumbers.is_valid_number(number):
        return ""
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _with_seven(digits: str) -> str:
    """«+8 921 …» is a common slip for +7, where no other country has the number."""
    is_slip = digits.startswith("+8") and len(digits) == len("+8") + _NATIONAL
    return "+7" + digits[2:] if is_slip else digits


def _user_of_uri(text: str) -> str:
    uri = _URI.match(text)
    return unquote(uri[1].partition("@")[0].partition(";")[0]) if uri else text


def _is_home(written: str) -> bool:
    """«8 10…» with as many digits as a number at home has is one at home."""
    return sum(each.isdigit() for each in written) == 1 + _NATIONAL and not written.lstrip().startswith("0")
