"""Figures in an English text written out: dates, times, phones, money, percentages, numbers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from content.numerals_en import cardinal, ordinal, year

MONTHS: Final = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip

_GROUPED: Final = r"\d{1,3}(?:,\d{3})+(?!\d)|\d+"
_BEFORE: Final = r"(?<![\w.,:-])"
_MONTH: Final = "|".join(MONTHS)

_ISO_DATE: Final = re.compile(rf"{_BEFORE}(\d{{4}})-(\d{{2}})-(\d{{2}})(?!\d)")
_DATE: Final = re.compile(rf"{_BEFORE}(\d{{1,2}})\.(\d{{2}})\.(\d{{4}})(?!\d)")
_DAY_OF_MONTH: Final = re.compile(rf"{_BEFORE}(\d{{1,2}}) ({_MONTH})(?: (\d{{4}}))?(?!\w)")
_YEAR: Final = re.compile(r"\b(in|since|from|until|of) ([12]\d{3})(?![\d,])")
_TIMES: Final = re.compile(r"(\d{1,2}:\d{2})\s?[–—-]\s?(\d{1,2}:\d{2})(?!\d)")
_TIME: Final = re.compile(rf"{_BEFORE}(\d{{1,2}}):(\d{{2}})(?!\d)")
_PHONE: Final = re.compile(
    r"(?<![\w-])(\+7|8)[ -]?\(?(\d{3})\)?[ -]?(\d{3})[ -]?(\d{2})[ -]?(\d{2})(?![\d-])"
)
_RANGE: Final = re.compile(rf"{_BEFORE}({_GROUPED})\s?[–—]\s?({_GROUPED})(?![\d-])")
_AMOUNT: Final = re.compile(
    rf"(?<![\w.,:])(?P<minus>[−-])?(?P<whole>{_GROUPED})(?:\.(?P<part>\d+))?"
    r"(?: ?(?P<sign>[^\W\d_]+\.?|[₽%°]))?"
)
_LONGEST_QUANTITY: Final = 12  # digits; what is longer is the number of a document
_LEFT_OVER: Final = re.compile(r"\d+")


class EnglishFigures:
    """Writes out the figures of a text; `units` gives singular and plural of unit signs."""

    def __init__(self, units: Mapping[str, tuple[str, ...]]) -> None:
        self._units = units

    def written_out(self, text: str) -> str:
        """`text` without figures; the order matters: what looks most special goes first."""
        text = _PHONE.sub(_phone, text)
        text = _ISO_DATE.sub(lambda found: _date(found[0], int(found[3]), int(found[2]), int(found[1])), text)
        text = _DATE.sub(lambda found: _date(found[0], int(found[1]), int(found[2]), int(found[3])), text)
        text = _DAY_OF_MONTH.sub(_day_of_month, text)
        text = _YEAR.sub(lambda found: f"{found[1]} {year(int(found[2]))}", text)
        text = _TIME.sub(_time, _TIMES.sub(r"\1 to \2", text))
        text = _RANGE.sub(lambda found: f"{_integer(found[1])} to {_integer(found[2])}", text)
        text = _AMOUNT.sub(self._amount, text)
        return _LEFT_OVER.sub(lambda found: f" {_integer(found[0])} ", text)

    def _amount(self, found: re.Match[str]) -> str:
        sign, part = found["sign"] or "", found["part"] or ""
        minus = "minus " if found["minus"] else ""
        forms = self._units.get(sign)
        singular = found["whole"] == "1" and not part
        noun = (forms[0] if singular else forms[1]) if forms else sign
        if sign == "₽" and len(part) == 2:
            return f"{minus}{_integer(found['whole'])} {noun} {cardinal(int(part))} kopecks"
        digits = f" point {' '.join(cardinal(int(digit)) for digit in part)}" if part else ""
        return f"{minus}{_integer(found['whole'])}{digits} {noun}".strip()


def _integer(digits: str) -> str:
    plain = digits.replace(",", "")
    if len(plain) > _LONGEST_QUANTITY or (plain.startswith("0") and len(plain) > 1):
        return " ".join(cardinal(int(digit)) for digit in plain)
    return cardinal(int(plain))


def _date(written: str, day: int, month: int, year_number: int) -> str:
    if not (1 <= day <= 31 and 1 <= month <= 12):
        return written.replace(".", " ").replace("-", " ")
    return f"the {ordinal(day)} of {MONTHS[month - 1]} {year(year_number)}"


def _day_of_month(found: re.Match[str]) -> str:
    said_year = f" {year(int(found[3]))}" if found[3] else ""
    return f"the {ordinal(int(found[1]))} of {found[2]}{said_year}"


def _time(found: re.Match[str]) -> str:
    hour, minute = int(found[1]), int(found[2])
    if minute == 0:
        return f"{cardinal(hour)} o'clock"
    return f"{cardinal(hour)} {'oh ' if minute < 10 else ''}{cardinal(minute)}"


def _phone(found: re.Match[str]) -> str:
    country = "plus seven" if found[1] == "+7" else "eight"
    groups = (" ".join(cardinal(int(digit)) for digit in found[group]) for group in (2, 3, 4, 5))
    return ", ".join([country, *groups])
