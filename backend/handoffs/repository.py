"""Statements over the handoffs and the wrong tries."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, bindparam, delete, select, update

from backend.database.upsert import insert_if_absent, insert_or_update
from backend.handoffs.tables import handoff_tries, handoffs

_FIND = select(handoffs).where(
    handoffs.c.code_hash == bindparam("of_code"), handoffs.c.expires_at > bindparam("now")
)
_OPEN = (
    update(handoffs)
    .where(handoffs.c.code_hash == bindparam("of_code"), handoffs.c.openings < bindparam("most"))
    .values(openings=handoffs.c.openings + 1)
)
_TRIES = select(handoff_tries).where(handoff_tries.c.client == bindparam("of_client"))


def add(connection: Connection, row: Mapping[str, Any]) -> bool:
    return insert_if_absent(connection, handoffs, row)


def find(connection: Connection, code_hash: str, now: datetime) -> RowMapping | None:
    return connection.execute(_FIND, {"of_code": code_hash, "now": now}).mappings().one_or_none()


def count_opening(connection: Connection, code_hash: str, most: int) -> bool:
    """Whether the code was opened less than `most` times before."""
    return connection.execute(_OPEN, {"of_code": code_hash, "most": most}).rowcount == 1


def tries(connection: Connection, client: str) -> RowMapping | None:
    return connection.execute(_TRIES, {"of_client": client}).mappings().one_or_none()


def keep_tries(connection: Connection, row: Mapping[str, Any]) -> None:
    insert_or_update(connection, handoff_tries, row)


def purge(connection: Connection, now: datetime, tries_before: datetime) -> None:
    connection.execute(delete(handoffs).where(handoffs.c.expires_at < now))
    connection.execute(delete(handoff_tries).where(handoff_tries.c.since < tries_before))
