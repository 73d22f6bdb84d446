"""SQL of the audit journal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, bindparam, insert, or_, select

from backend.audit.tables import audit_events

_ADD = insert(audit_events).inline()
_OF_PERSON = (
    select(
        audit_events.c.at,
        audit_events.c.actor,
        audit_events.c.action,
        audit_events.c.outcome,
        audit_events.c.person,
        audit_events.c.holder,
        audit_events.c.card,
        audit_events.c.purpose,
    )
    .where(audit_events.c.person == bindparam("of_person"))
    .order_by(audit_events.c.at.desc(), audit_events.c.event.desc())
    .limit(bindparam("most"))
)


def add(connection: Connection, rows: list[dict[str, Any]]) -> None:
    connection.execute(_ADD, rows if len(rows) > 1 else rows[0])


def of_person(connection: Connection, person: str, limit: int) -> Sequence[RowMapping]:
    return connection.execute(_OF_PERSON, {"of_person": person, "most": limit}).mappings().all()


def kept(
    connection: Connection,
    since: datetime,
    before: datetime,
    equal: Mapping[str, str],
    older_than: int,
    most: int,
) -> Sequence[RowMapping]:
    """The newest first, from behind the line `older_than` on; `equal` says what columns hold."""
    statement = (
        select(audit_events)
        .where(audit_events.c.at >= since, audit_events.c.at < before)
        .where(*(audit_events.c[name] == value for name, value in equal.items()))
        .order_by(audit_events.c.at.desc(), audit_events.c.event.desc())
        .limit(most)
    )
    if older_than:
        last = select(audit_events.c.at).where(audit_events.c.event == older_than).scalar_subquery()
        statement = statement.where(
            or_(
                audit_events.c.at < last,
                (audit_events.c.at == last) & (audit_events.c.event < older_than),
            )
        )
    return connection.execute(statement).mappings().all()
