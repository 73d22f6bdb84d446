"""Statements that find people by an index each, built once; every one of them is limited."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, Final

from sqlalchemy import Connection, RowMapping, bindparam, select

from backend.cards.tables import cards
from backend.people.tables import people, register_fragments

MOST_ROWS: Final = 60
MOST_WORDS: Final = 200
_LAST: Final = "\U0010ffff"  # behind everything that begins alike

_COLUMNS = (
    people.c.person,
    people.c.last_name,
    people.c.first_name,
    people.c.middle_name,
    people.c.birth_date,
    people.c.town,
    people.c.address,
    people.c.snils,
)
_PEOPLE = select(*_COLUMNS).limit(MOST_ROWS)
_BY_IDS = _PEOPLE.where(people.c.person.in_(bindparam("persons", expanding=True)))
_BY_PHONE = _PEOPLE.where(people.c.phone == bindparam("number"))
_BY_SNILS = _PEOPLE.where(people.c.snils == bindparam("number"))
_BY_POLICY = _PEOPLE.where(people.c.policy == bindparam("number"))
_BY_CARD = _PEOPLE.join(cards, cards.c.person == people.c.person).where(cards.c.serial == bindparam("number"))
_BY_NAME = _PEOPLE.where(people.c.last_name.in_(bindparam("surnames", expanding=True)))
_BY_FULL_NAME = _BY_NAME.where(people.c.first_name.in_(bindparam("first_names", expanding=True)))
_BY_BIRTH_DATES = _PEOPLE.where(people.c.birth_date.in_(bindparam("days", expanding=True)))
_BY_NAME_AND_BIRTH_DATES = _BY_BIRTH_DATES.where(
    people.c.last_name.in_(bindparam("surnames", expanding=True))
)
_BY_ADDRESS = {
    "sqlite": _PEOPLE.where(
        people.c.address >= bindparam("first", type_=people.c.address.type),
        people.c.address < bindparam("last", type_=people.c.address.type),
    ),
    # text_pattern_ops: by bytes, whatever the server's language
    "postgresql": _PEOPLE.where(
        people.c.address.op("~>=~")(bindparam("first", type_=people.c.address.type)),
        people.c.address.op("~<~")(bindparam("last", type_=people.c.address.type)),
    ),
}
_WORDS = (
    select(register_fragments.c.word)
    .distinct()
    .where(
        register_fragments.c.kind == bindparam("of_kind"),
        register_fragments.c.fragment.in_(bindparam("fragments", expanding=True)),
    )
    .order_by(register_fragments.c.word)
    .limit(MOST_WORDS)
)


def by_ids(connection: Connection, persons: Sequence[str]) -> list[RowMapping]:
    return _found(connection, _BY_IDS, persons=persons)


def by_phone(connection: Connection, number: str) -> list[RowMapping]:
    return _found(connection, _BY_PHONE, number=number)


def by_snils(connection: Connection, number: str) -> list[RowMapping]:
    return _found(connection, _BY_SNILS, number=number)


def by_policy(connection: Connection, number: str) -> list[RowMapping]:
    return _found(connection, _BY_POLICY, number=number)


def by_card(connection: Connection, number: str) -> list[RowMapping]:
    return _found(connection, _BY_CARD, number=number)


def by_name(connection: Connection, surnames: Sequence[str], first_names: Sequence[str]) -> list[RowMapping]:
    """Whoever bears one of these surnames, and one of these first names if there are any."""
    if first_names:
        return _found(connection, _BY_FULL_NAME, surnames=surnames, first_names=first_names)
    return _found(connection, _BY_NAME, surnames=surnames)


def by_birth_dates(connection: Connection, days: Sequence[date]) -> list[RowMapping]:
    return _found(connection, _BY_BIRTH_DATES, days=days)


def by_name_and_birth_dates(
    connection: Connection, surnames: Sequence[str], days: Sequence[date]
) -> list[RowMapping]:
    return _found(connection, _BY_NAME_AND_BIRTH_DATES, surnames=surnames, days=days)


def by_address(connection: Connection, beginning: str) -> list[RowMapping]:
    """Whose address begins so, letter by letter."""
    statement = _BY_ADDRESS[connection.dialect.name]
    return _found(connection, statement, first=beginning, last=beginning + _LAST)


def words(connection: Connection, kind: str, fragments: Iterable[str]) -> list[str]:
    """Surnames or streets of the register with one of these fragments."""
    asked = {"of_kind": kind, "fragments": sorted(fragments)}
    return list(connection.execute(_WORDS, asked).scalars())


def _found(connection: Connection, statement: Any, **asked: Any) -> list[RowMapping]:
    return list(connection.execute(statement, asked).mappings())
