"""SQL of calendar keys."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, bindparam, func, insert, select, update

from backend.feeds.tables import calendar_keys

_STANDS = select(calendar_keys.c.resource).where(
    calendar_keys.c.key_hash == bindparam("of_key"),
    calendar_keys.c.resource == bindparam("of_resource"),
    calendar_keys.c.revoked_at.is_(None),
)
_REVOKE = (
    update(calendar_keys)
    .where(calendar_keys.c.resource == bindparam("of_resource"), calendar_keys.c.revoked_at.is_(None))
    .values(revoked_at=bindparam("now"))
)
_COUNTS = (
    select(
        calendar_keys.c.resource,
        func.count().label("keys"),
        func.max(calendar_keys.c.made_at).label("made_at"),
    )
    .where(calendar_keys.c.revoked_at.is_(None))
    .group_by(calendar_keys.c.resource)
    .order_by(calendar_keys.c.resource)
)


def add(connection: Connection, row: dict[str, Any]) -> None:
    connection.execute(insert(calendar_keys), row)


def stands(connection: Connection, resource: str, key_hash: str) -> bool:
    asked = {"of_key": key_hash, "of_resource": resource}
    return connection.execute(_STANDS, asked).first() is not None


def revoke(connection: Connection, resource: str, now: datetime) -> int:
    return connection.execute(_REVOKE, {"of_resource": resource, "now": now}).rowcount


def counts(connection: Connection) -> Sequence[RowMapping]:
    return connection.execute(_COUNTS).mappings().all()
