"""Values of facts: read from their written form (JSON, YAML) and written back.

Money is whole kopecks, a number is a whole number of its last decimal place, a date is a date. Absent
and null mean that a fact is not known; «не знаю» (`DECLINED`) means so too, and that it was asked.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import lru_cache
from typing import Final

from content.rules.model import Fact, FactType, MemberField
from content.rules.problems import FactInvalidError
from content.suggestions import suggest

KOPECK_PLACES: Final = 2
MOST_DIGITS: Final = 15  # of a number or an amount
MOST_MEMBERS: Final = 50  # of a household
BOUNDS_KEPT: Final = 1024

_MONEY: Final = re.compile(r"-?\d{1,13}(\.\d{1,2})?")
_DATE: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_DECLINED_FORM: Final[Mapping[str, object]] = {"unknown": True}


class Answer(Enum):
    """What is said in place of a value."""

    DECLINED = "declined"


DECLINED: Final = Answer.DECLINED

Member = Mapping[str, "Value"]
"""Field → value; what is not known is absent."""

Value = bool | int | str | date | frozenset[str] | tuple[Member, ...] | Answer


def read_facts(facts: Mapping[str, Fact], written: Mapping[str, object]) -> dict[str, Value]:
    """The known facts of a person as written in JSON; raises FactInvalidError."""
    read: dict[str, Value] = {}
    for name, value in written.items():
        if (fact := facts.get(name)) is None:
            raise FactInvalidError(name, "there is no such fact", _nearest(name, facts))
        if value is not None:
            read[name] = read_value(fact, value)
    return read


def read_value(fact: Fact, written: object) -> Value:
    """The value of a fact out of its written form, not null; raises FactInvalidError."""
    if written == _DECLINED_FORM:
        return DECLINED
    if fact.type is FactType.HOUSEHOLD:
        return _household(fact, written)
    return _single(fact, fact.id, written)


def write_value(fact: Fact | MemberField, value: Value) -> object:
    """The written form of a value: what `read_value` reads."""
    if isinstance(value, Answer):
        return dict(_DECLINED_FORM)
    if isinstance(value, tuple):
        fields = {field.id: field for field in fact.fields} if isinstance(fact, Fact) else {}
        return [{name: write_value(fields[name], said) for name, said in member.items()} for member in value]
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, date):
        return value.isoformat()
    if fact.type is FactType.MONEY and isinstance(value, int):
        return f"{Decimal(value).scaleb(-KOPECK_PLACES):.{KOPECK_PLACES}f}"
    if fact.type is FactType.NUMBER and isinstance(value, int):
        return value if fact.decimals == 0 else float(Decimal(value).scaleb(-fact.decimals))
    return value


def read_number(written: object, decimals: int) -> int | None:
    """A JSON number as a whole number of its last place, or None where it is none of that form."""
    if isinstance(written, bool) or not isinstance(written, int | float):
        return None
    if isinstance(written, int) and decimals == 0:
        return written if abs(written) < 10**MOST_DIGITS else None
    return _scaled(Decimal(repr(written)), decimals)


def read_money(written: object) -> int | None:
    """Kopecks out of roubles in a string: "18939.00", or None."""
    if not isinstance(written, str) or not _MONEY.fullmatch(written):
        return None
    return _scaled(Decimal(written), KOPECK_PLACES)


def read_date(written: object) -> date | None:
    """A date out of "2026-02-01", or None."""
    if isinstance(written, str) and _DATE.fullmatch(written):
        try:
            return date.fromisoformat(written)
        except ValueError:
            return None
    return None


def bounds(fact: Fact | MemberField) -> tuple[int | None, int | None]:
    """The least and the greatest value of a number, money or date as whole numbers; None: no bound."""
    return _bound(fact, fact.min), _bound(fact, fact.max)


def _bound(fact: Fact | MemberField, written: object) -> int | None:
    # What is neither is no value of these types; a list could not be looked up.
    return _read_bound(fact.type, fact.decimals, written) if isinstance(written, str | int | float) else None


@lru_cache(maxsize=BOUNDS_KEPT, typed=True)
def _read_bound(type_: FactType, decimals: int, written: str | float) -> int | None:
    """Kept, since every value of everybody is held against it."""
    read = _ordered(type_, decimals, written)
    return read.toordinal() if isinstance(read, date) else read


def _ordered(type_: FactType, decimals: int, written: object) -> int | date | None:
    if type_ is FactType.MONEY:
        return read_money(written)
    if type_ is FactType.DATE:
        return read_date(written)
    return read_number(written, decimals)


def _scaled(number: Decimal, decimals: int) -> int | None:
    if not number.is_finite() or number.adjusted() >= MOST_DIGITS:
        return None
    scaled = number.scaleb(decimals)
    return int(scaled) if scaled == scaled.to_integral_value() else None


def _single(fact: Fact | MemberField, name: str, written: object) -> Value:
    if fact.type is FactType.YES_NO:
        if isinstance(written, bool):
            return written
        raise FactInvalidError(name, f"{written!r} is neither yes nor no", "Write true or false")
    if fact.type in (FactType.CHOICE, FactType.REGION):
        return _option(fact, name, written)
    if fact.type is FactType.SET:
        if isinstance(written, list):
            return frozenset(_option(fact, name, item) for item in written)
        raise FactInvalidError(name, f"{written!r} is no list", "Write a list of options; [] means none")
    read = _ordered(fact.type, fact.decimals, written)
    if read is None:
        raise FactInvalidError(name, f"{written!r} is no {fact.type.value}", _form(fact))
    _within(fact, name, read)
    return read


def _option(fact: Fact | MemberField, name: str, written: object) -> str:
    if isinstance(written, str):
        for option in fact.options:
            if option.id == written:
                return written
    known = [option.id for option in fact.options]
    raise FactInvalidError(name, f"there is no option {written!r}", _nearest(str(written), known))


def _within(fact: Fact | MemberField, name: str, read: int | date) -> None:
    value = read.toordinal() if isinstance(read, date) else read
    least, greatest = bounds(fact)
    if (least is not None and value < least) or (greatest is not None and value > greatest):
        said = write_value(fact, read)
        between = f"Write a value from {fact.min} to {fact.max}"
        raise FactInvalidError(name, f"{said} is out of bounds", between.replace("None", "any"))


def _household(fact: Fact, written: object) -> tuple[Member, ...]:
    if not isinstance(written, list) or not all(isinstance(member, dict) for member in written):
        raise FactInvalidError(fact.id, "it is no list of members", 'Write [{"field": value}, …]')
    if len(written) > MOST_MEMBERS:
        raise FactInvalidError(fact.id, f"it has {len(written)} members", f"Write at most {MOST_MEMBERS}")
    return tuple(_member(fact, member) for member in written)


def _member(fact: Fact, written: Mapping[str, object]) -> Member:
    fields = {field.id: field for field in fact.fields}
    read: dict[str, Value] = {}
    for name, value in written.items():
        if (field := fields.get(name)) is None:
            raise FactInvalidError(f"{fact.id}.{name}", "there is no such field", _nearest(name, fields))
        if value is not None and value != _DECLINED_FORM:
            read[name] = _single(field, f"{fact.id}.{name}", value)
    return read


def _nearest(name: str, known: Mapping[str, object] | list[str]) -> str:
    alike = suggest(name, known)
    return f"Did you mean {alike}" if alike else f"Use one of: {', '.join(known)}"


def _number_form(fact: Fact | MemberField) -> str:
    places = f"with at most {fact.decimals} places after the point" if fact.decimals else "a whole number"
    return f"Write it without quotes, {places}"


def _form(fact: Fact | MemberField) -> str:
    if fact.type is FactType.MONEY:
        return 'Write roubles in quotes: "18939.00"'
    return _number_form(fact) if fact.type is FactType.NUMBER else 'Write the date as "2026-02-01"'
