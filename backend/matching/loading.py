"""Reads the register chunk by chunk, in five statements a chunk, as the wizard's prefill wants it."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Select,
    and_,
    bindparam,
    case,
    func,
    literal,
    or_,
    select,
    union_all,
)

from backend.entitlements.tables import entitlements
from backend.people.tables import family_ties, people, person_categories, representatives
from backend.registry.tables import registry_records
from content.wizard.prefill import HouseholdPerson, RegisterPerson, RegistryValue

CHUNK = 2_000
_COUNT = select(func.count()).select_from(people)
_IDS = select(people.c.person).order_by(people.c.person)
_PEOPLE = (
    select(people.c.person, people.c.sex, people.c.birth_date, people.c.town)
    .where(people.c.person > bindparam("after"))
    .order_by(people.c.person)
    .limit(bindparam("most"))
)


def _running(since: Column[date], until: Column[date]) -> ColumnElement[bool]:
    return and_(since <= bindparam("today"), or_(until.is_(None), until >= bindparam("today")))


def _among(column: Column[str]) -> ColumnElement[bool]:
    return column.between(bindparam("first"), bindparam("last"))


_CATEGORIES = select(person_categories.c.person, person_categories.c.category).where(
    _among(person_categories.c.person), _running(person_categories.c.since, person_categories.c.until)
)
_RECORDS = select(registry_records).where(_among(registry_records.c.person))
_RECEIVED = select(entitlements.c.person, entitlements.c.measure).where(
    _among(entitlements.c.person),
    entitlements.c.state != "ended",
    or_(entitlements.c.until.is_(None), entitlements.c.until >= bindparam("today")),
)
_MEMBER = (people.c.sex, people.c.birth_date)
_FAMILY = union_all(
    select(
        family_ties.c.person.label("of"),
        case((family_ties.c.tie == "spouse", "spouse"), else_="parent").label("relation"),
        *_MEMBER,
    )
    .join(people, people.c.person == family_ties.c.relative)
    .where(_among(family_ties.c.person)),
    select(family_ties.c.relative.label("of"), literal("child"), *_MEMBER)
    .join(people, people.c.person == family_ties.c.person)
    .where(_among(family_ties.c.relative), family_ties.c.tie != "spouse"),
    select(representatives.c.representative.label("of"), literal("ward"), *_MEMBER)
    .join(people, people.c.person == representatives.c.person)
    .where(
        _among(representatives.c.representative),
        representatives.c.relation != "parent",
        _running(representatives.c.since, representatives.c.until),
    ),
)


@dataclass(frozen=True, slots=True)
class Registered:
    """One person of the register, and the measures they have or are about to have."""

    person: str = field(repr=False)
    known: RegisterPerson = field(repr=False)
    receives: frozenset[str] = field(repr=False)


def how_many(connection: Connection) -> int:
    return int(connection.execute(_COUNT).scalar_one())


def beginnings(connection: Connection, size: int = CHUNK) -> tuple[str, ...]:
    """After which id each chunk of the register begins; "" is the first."""
    ids = connection.execute(_IDS).scalars()
    return ("", *(person for number, person in enumerate(ids, 1) if number % size == 0))


def chunk_after(connection: Connection, after: str, today: date, most: int = CHUNK) -> list[Registered]:
    """The next people by id; empty at the end."""
    rows = connection.execute(_PEOPLE, {"after": after, "most": most}).all()
    if not rows:
        return []
    span = {"first": rows[0].person, "last": rows[-1].person}
    on = {**span, "today": today}
    categories = _grouped(connection, _CATEGORIES, on)
    receives = _grouped(connection, _RECEIVED, on)
    families: dict[str, list[HouseholdPerson]] = defaultdict(list)
    for person, relation, sex, birth_date in connection.execute(_FAMILY, on):
        families[person].append(HouseholdPerson(relation, sex, birth_date))
    records: dict[str, dict[str, RegistryValue]] = defaultdict(dict)
    for person, key, value, source, as_of in connection.execute(_RECORDS, span):
        records[person][key] = RegistryValue(json.loads(value), source, as_of)
    return [
        Registered(
            person,
            RegisterPerson(
                sex,
                birth_date,
                town,
                frozenset(categories[person]),
                (HouseholdPerson("self", sex, birth_date), *families[person]),
                records[person],
            ),
            frozenset(receives[person]),
        )
        for person, sex, birth_date, town in rows
    ]


def _grouped(
    connection: Connection, statement: Select[Any], parameters: dict[str, object]
) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for row in connection.execute(statement, parameters):
        found[row[0]].append(row[1])
    return found
