"""From what an operator types or ticks to the written form of a fact's value. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from callcenter.wizard.state import DECLINED, Written
from content.rules.model import Fact, FactType
from content.rules.problems import FactInvalidError
from content.rules.values import bounds, read_date, read_money, read_number, read_value

YES, NO, NONE_OF_THEM, DECLINE = "yes", "no", "none", "decline"
TICKED: Final = "on:"  # before an option of a set, in the name of its field
MOST_TYPED: Final = 40
_DATE: Final = re.compile(r"(\d{1,2})[\s./-]?(\d{1,2})[\s./-]?(\d{4})")
_SEPARATORS: Final = re.compile(r"[\s\u00a0\u202f₽]+")
_FIGURES: Final = frozenset({FactType.NUMBER, FactType.MONEY, FactType.DATE})


@dataclass(frozen=True, slots=True)
class Unclear:
    """Why what was told cannot be taken; `reason` ends the key of its words."""

    reason: str


def is_typed(fact: Fact) -> bool:
    """Whether the answer is a figure or a date."""
    return fact.type in _FIGURES


def written_in(fact: Fact, fields: Mapping[str, str], today: date) -> Written | Unclear:
    """The answer that a form gives; what was typed before «Не знаю» counts for nothing."""
    chosen = fields.get("answer", "")
    if chosen == DECLINE:
        return dict(DECLINED)
    if fact.type is FactType.YES_NO:
        return chosen == YES if chosen in {YES, NO} else Unclear("nothing")
    if fact.type is FactType.SET:
        ticked = [one.id for one in fact.options if f"{TICKED}{one.id}" in fields]
        return ticked if ticked or chosen == NONE_OF_THEM else Unclear("nothing")
    if not is_typed(fact):
        return chosen if any(one.id == chosen for one in fact.options) else Unclear("nothing")
    return _figure(fact, fields.get("figure", "").strip()[:MOST_TYPED], today)


def _figure(fact: Fact, text: str, today: date) -> Written | Unclear:
    if not text:
        return Unclear("nothing")
    written = _date(text) if fact.type is FactType.DATE else _number(fact, text)
    if isinstance(written, Unclear):
        return written
    try:
        value = read_value(fact, written)
    except FactInvalidError:
        return _out_of_bounds(fact, written)
    if isinstance(value, date) and fact.id.endswith("birth-date") and value > today:
        return Unclear("too_large")
    return written


def _date(text: str) -> Written | Unclear:
    found = _DATE.fullmatch(text)
    if found is None:
        return Unclear("date_short")
    day, month, year = (int(part) for part in found.groups())
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return Unclear("no_such_date")


def _number(fact: Fact, text: str) -> Written | Unclear:
    plain = _SEPARATORS.sub("", text).replace(",", ".")
    if fact.type is FactType.MONEY:
        return plain if read_money(plain) is not None else Unclear("no_figure")
    try:
        number = float(plain) if "." in plain else int(plain)
    except ValueError:
        return Unclear("no_figure")
    return number if read_number(number, fact.decimals) is not None else Unclear("no_figure")


def _out_of_bounds(fact: Fact, written: Written) -> Unclear:
    if fact.type is FactType.DATE:
        day = read_date(written)
        value = None if day is None else day.toordinal()
    else:
        value = read_money(written) if fact.type is FactType.MONEY else read_number(written, fact.decimals)
    least = bounds(fact)[0]
    return Unclear("too_small" if value is not None and least is not None and value < least else "too_large")
