"""Statements over the tables of people, built once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import (
    Connection,
    RowMapping,
    and_,
    bindparam,
    case,
    exists,
    insert,
    literal,
    or_,
    select,
    union_all,
)

from backend.database.upsert import insert_if_absent
from backend.people.register_words import RegisterWord
from backend.people.tables import (
    family_ties,
    identity_documents,
    people,
    person_categories,
    register_fragments,
    representatives,
)

_PERSON = select(
    people.c.last_name,
    people.c.first_name,
    people.c.middle_name,
    people.c.sex,
    people.c.birth_date,
    people.c.birth_place,
    people.c.town,
    people.c.address,
    people.c.snils,
    people.c.clinic,
).where(people.c.person == bindparam("person_id"))
_SUMMARY = select(people.c.first_name, people.c.last_name, people.c.language).where(
    people.c.person == bindparam("person_id")
)
_DOCUMENTS = (
    select(
        identity_documents.c.kind,
        identity_documents.c.series,
        identity_documents.c.number,
        identity_documents.c.issued_by,
        identity_documents.c.issued_on,
    )
    .where(identity_documents.c.person == bindparam("person_id"))
    .order_by(identity_documents.c.issued_on.desc(), identity_documents.c.kind)
)
_CATEGORIES = (
    select(
        person_categories.c.category,
        person_categories.c.since,
        person_categories.c.until,
        person_categories.c.evidence,
    )
    .where(person_categories.c.person == bindparam("person_id"))
    .order_by(person_categories.c.since.desc(), person_categories.c.category)
)
# A parent's right ends with the child's 18th birthday: `adults_born_by` is the day 18 years ago. A
# guardian or trustee may be one of an adult, so there the recorded period alone decides.
_RUNNING = and_(
    representatives.c.representative == bindparam("representative_id"),
    representatives.c.since <= bindparam("today"),
    or_(representatives.c.until.is_(None), representatives.c.until >= bindparam("today")),
    or_(representatives.c.relation != "parent", people.c.birth_date > bindparam("adults_born_by")),
)
_JOINED = representatives.join(people, people.c.person == representatives.c.person)
_RELATIONS = (
    select(people.c.person, people.c.first_name, people.c.last_name, representatives.c.relation)
    .select_from(_JOINED)
    .where(_RUNNING)
    .order_by(people.c.birth_date, people.c.person)
)
_MAY_ACT = select(
    exists(select(1).select_from(_JOINED).where(_RUNNING, people.c.person == bindparam("person_id")))
)

_BY_POLICY = select(people.c.person).where(
    people.c.policy == bindparam("digits"), people.c.birth_date == bindparam("born")
)
_BY_SNILS = select(people.c.person).where(
    people.c.snils == bindparam("digits"), people.c.birth_date == bindparam("born")
)
_NAMED = select(
    people.c.person,
    people.c.last_name,
    people.c.first_name,
    people.c.middle_name,
    people.c.birth_date,
    people.c.clinic,
).where(people.c.person.in_(bindparam("persons", expanding=True)))
_CONTACT = (people.c.person, people.c.language, people.c.phone, people.c.email)
_HAS_CONTACT = or_(people.c.phone.is_not(None), people.c.email.is_not(None))
_OWN_CONTACT = select(*_CONTACT).where(people.c.person == bindparam("person_id"), _HAS_CONTACT)
_BENEFICIARY = people.alias("beneficiary")
_CONTACTS_OF_REPRESENTATIVES = (
    select(*_CONTACT)
    .join(representatives, representatives.c.representative == people.c.person)
    .join(_BENEFICIARY, _BENEFICIARY.c.person == representatives.c.person)
    .where(
        representatives.c.person == bindparam("person_id"),
        representatives.c.since <= bindparam("today"),
        or_(representatives.c.until.is_(None), representatives.c.until >= bindparam("today")),
        or_(representatives.c.relation != "parent", _BENEFICIARY.c.birth_date > bindparam("adults_born_by")),
        _HAS_CONTACT,
    )
    .order_by(people.c.person)
    .distinct()
)
_HAS_SNILS = select(exists(select(1).where(people.c.snils == bindparam("digits"))))


_CATEGORIES_OF = (
    select(
        person_categories.c.person,
        person_categories.c.category,
        person_categories.c.since,
        person_categories.c.until,
    )
    .where(person_categories.c.person.in_(bindparam("persons", expanding=True)))
    .order_by(person_categories.c.since.desc(), person_categories.c.category)
)
_MEMBER = (people.c.person, people.c.sex, people.c.birth_date)
_OLDER_TIES = (
    select(*_MEMBER, case((family_ties.c.tie == "spouse", "spouse"), else_="parent").label("relation"))
    .join(family_ties, family_ties.c.relative == people.c.person)
    .where(family_ties.c.person == bindparam("person_id"))
)
_CHILDREN = (
    select(*_MEMBER, literal("child").label("relation"))
    .join(family_ties, family_ties.c.person == people.c.person)
    .where(family_ties.c.relative == bindparam("person_id"), family_ties.c.tie != "spouse")
)
_WARDS = (
    select(*_MEMBER, literal("ward").label("relation"))
    .join(representatives, representatives.c.person == people.c.person)
    .where(
        representatives.c.representative == bindparam("person_id"),
        representatives.c.relation != "parent",
        representatives.c.since <= bindparam("today"),
        or_(representatives.c.until.is_(None), representatives.c.until >= bindparam("today")),
    )
)
_FAMILY = union_all(_OLDER_TIES, _CHILDREN, _WARDS)


def family(connection: Connection, person_id: str, today: date) -> list[RowMapping]:
    return list(connection.execute(_FAMILY, {"person_id": person_id, "today": today}).mappings())


def person(connection: Connection, person_id: str) -> RowMapping | None:
    return connection.execute(_PERSON, {"person_id": person_id}).mappings().one_or_none()


def summary(connection: Connection, person_id: str) -> RowMapping | None:
    return connection.execute(_SUMMARY, {"person_id": person_id}).mappings().one_or_none()


def documents(connection: Connection, person_id: str) -> list[RowMapping]:
    return list(connection.execute(_DOCUMENTS, {"person_id": person_id}).mappings())


def categories(connection: Connection, person_id: str) -> list[RowMapping]:
    return list(connection.execute(_CATEGORIES, {"person_id": person_id}).mappings())


def categories_of(connection: Connection, persons: Sequence[str]) -> list[RowMapping]:
    return list(connection.execute(_CATEGORIES_OF, {"persons": persons}).mappings())


def relations(
    connection: Connection, representative: str, today: date, adults_born_by: date
) -> list[RowMapping]:
    arguments = {"representative_id": representative, "today": today, "adults_born_by": adults_born_by}
    return list(connection.execute(_RELATIONS, arguments).mappings())


def may_act(
    connection: Connection, representative: str, person_id: str, today: date, adults_born_by: date
) -> bool:
    arguments = {
        "representative_id": representative,
        "person_id": person_id,
        "today": today,
        "adults_born_by": adults_born_by,
    }
    return bool(connection.execute(_MAY_ACT, arguments).scalar_one())


def by_policy(connection: Connection, digits: str, born: date) -> str | None:
    return connection.execute(_BY_POLICY, {"digits": digits, "born": born}).scalars().first()


def by_snils(connection: Connection, digits: str, born: date) -> str | None:
    return connection.execute(_BY_SNILS, {"digits": digits, "born": born}).scalars().first()


def named(connection: Connection, persons: Sequence[str]) -> list[RowMapping]:
    return list(connection.execute(_NAMED, {"persons": persons}).mappings())


def contacts(connection: Connection, person_id: str, today: date, adults_born_by: date) -> list[RowMapping]:
    own = list(connection.execute(_OWN_CONTACT, {"person_id": person_id}).mappings())
    if own:
        return own
    arguments = {"person_id": person_id, "today": today, "adults_born_by": adults_born_by}
    return list(connection.execute(_CONTACTS_OF_REPRESENTATIVES, arguments).mappings())


def has_snils(connection: Connection, snils: str) -> bool:
    return bool(connection.execute(_HAS_SNILS, {"digits": snils}).scalar_one())


def add_person(connection: Connection, values: Mapping[str, Any]) -> None:
    connection.execute(insert(people), dict(values))


def add_words(connection: Connection, words: Iterable[RegisterWord]) -> None:
    """What is known already stays."""
    for kind, fragment, word in words:
        row = {"kind": kind, "fragment": fragment, "word": word}
        insert_if_absent(connection, register_fragments, row)


def add_representative(connection: Connection, values: Mapping[str, Any]) -> None:
    connection.execute(insert(representatives), dict(values))
