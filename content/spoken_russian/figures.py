"""Figures in a Russian text written out: first what is special, then amounts, then what is left.

The case of a number follows the preposition before it («до», «от», «с», «более» take the genitive),
its gender the noun after it as far as endings tell; both are what a listener notices first.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from content.numerals_ru import Case, agreeing
from content.spoken_russian.calendar import CALENDAR
from content.spoken_russian.context import ALONE, GENITIVE_BEFORE, Rule, case_after
from content.spoken_russian.counting import (
    LONGEST_QUANTITY,
    Forms,
    counted,
    decimal,
    digit_by_digit,
    gender_of,
    integer,
    with_noun,
)
from content.spoken_russian.numbering import NUMBERING, PHONES

_SPECIAL_FIRST: Final[tuple[Rule, ...]] = (*PHONES, *CALENDAR, *NUMBERING)

_GROUPED: Final = r"\d{1,3}(?: \d{3})+(?!\d)|\d+"
_RANGE: Final = re.compile(rf"{ALONE}({_GROUPED})(?:\s?[–—]\s?|-(?=\d{{1,3}} [а-я]))({_GROUPED})(?![\d-])")
_HYPHEN_IN_NUMBER: Final = re.compile(r"(?<=\d)-(?=\d)")
_LEFT_OVER: Final = re.compile(r"\d+")
_NOT_A_PREPOSITION: Final = rf"(?!(?:{'|'.join(sorted(GENITIVE_BEFORE))})\b)"
_AMOUNT: Final = re.compile(
    rf"(?:(?P<before>[^\W\d_]+) )?(?<![\w.,:])(?P<minus>[−-])?(?P<whole>{_GROUPED})(?:,(?P<part>\d+))?"
    rf"(?P<scale> ?(?:тыс\.|млн|млрд)(?!\w))?(?: ?(?P<sign>{_NOT_A_PREPOSITION}[^\W\d_]+\.?|м²|[₽%°]))?"
)
_ROUBLE_SIGNS: Final = frozenset({"₽", "руб.", "руб", "рублей", "рубля", "рубль"})
_KOPECKS: Final = ("копейка", "копейки", "копеек")
_SCALES: Final = {
    "тыс.": ("тысяча", "тысячи", "тысяч"),
    "млн": ("миллион", "миллиона", "миллионов"),
    "млрд": ("миллиард", "миллиарда", "миллиардов"),
}


class RussianFigures:
    """Writes out the figures of a text; `units` gives the plural forms of unit signs."""

    def __init__(self, units: Mapping[str, tuple[str, ...]]) -> None:
        self._units: Mapping[str, Forms] = {
            sign: (one, few, many) for sign, (one, few, many) in units.items()
        }

    def written_out(self, text: str) -> str:
        """`text` without figures; the order matters: what looks most special goes first."""
        for pattern, said in _SPECIAL_FIRST:
            text = pattern.sub(said, text)
        text = _HYPHEN_IN_NUMBER.sub(", ", _RANGE.sub(_range, text))
        text = _AMOUNT.sub(self._amount, text)
        return _LEFT_OVER.sub(lambda found: f" {integer(found[0])} ", text)

    def _amount(self, found: re.Match[str]) -> str:
        before, whole, part = found["before"] or "", found["whole"], found["part"] or ""
        scale, sign = (found["scale"] or "").strip(), found["sign"] or ""
        if len(whole.replace(" ", "")) > LONGEST_QUANTITY:
            return f"{before} {digit_by_digit(whole)} {digit_by_digit(part)} {sign}"
        minus = "минус " if found["minus"] else ""
        return f"{before} {minus}{self._quantity(whole, part, scale, sign, case_after(before))}".strip()

    def _quantity(self, whole: str, part: str, scale: str, sign: str, case: Case) -> str:
        number = int(whole.replace(" ", ""))
        forms = self._units.get("₽" if sign in _ROUBLE_SIGNS else sign)
        if scale:
            return f"{_scaled(number, part, _SCALES[scale], case)} {forms[2] if forms else sign}".strip()
        if part and forms and len(part) == 2 and sign in _ROUBLE_SIGNS:
            return f"{counted(number, forms, case)} {counted(int(part), _KOPECKS, case)}"
        if part:
            return f"{decimal(number, part, case)} {forms[1] if forms else sign}".strip()
        if forms:
            return f"{integer(whole, gender_of(forms), case)} {agreeing(number, forms, case)}"
        return with_noun(whole, sign, case)


def _scaled(number: int, part: str, forms: Forms, case: Case) -> str:
    return f"{decimal(number, part, case)} {forms[1]}" if part else counted(number, forms, case)


def _range(found: re.Match[str]) -> str:
    return f"от {integer(found[1], case=Case.GENITIVE)} до {integer(found[2], case=Case.GENITIVE)}"
