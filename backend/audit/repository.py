"""SQL of the audit journal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, RowMapping, bindparam, insert, select

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
