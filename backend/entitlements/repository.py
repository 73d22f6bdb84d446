"""Statements over the `entitlements` table, built once."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Connection, RowMapping, bindparam, func, or_, select

from backend.entitlements.tables import entitlements

_OF_PERSON = (
    select(entitlements)
    .where(entitlements.c.person == bindparam("person_id"))
    .order_by(entitlements.c.since.desc(), entitlements.c.entitlement)
    .limit(bindparam("row_limit"))
)
_RUNNING_BY_MEASURE = (
    select(entitlements.c.measure, func.count())
    .where(
        entitlements.c.person == bindparam("person_id"),
        entitlements.c.state == "active",
        entitlements.c.since <= bindparam("today"),
        or_(entitlements.c.until.is_(None), entitlements.c.until >= bindparam("today")),
    )
    .group_by(entitlements.c.measure)
)


def of_person(connection: Connection, person: str, row_limit: int) -> list[RowMapping]:
    found = connection.execute(_OF_PERSON, {"person_id": person, "row_limit": row_limit})
    return list(found.mappings())


def running_by_measure(connection: Connection, person: str, today: date) -> list[tuple[str, int]]:
    found = connection.execute(_RUNNING_BY_MEASURE, {"person_id": person, "today": today})
    return [(row[0], row[1]) for row in found]
