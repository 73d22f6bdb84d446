"""Statements over reports of wrong records."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, RowMapping, bindparam, delete, insert, select, update

from backend.wrong_records.tables import wrong_records

MOST: Final = 200
_ONE = select(wrong_records).where(wrong_records.c.report == bindparam("of_report"))
_OPEN = (
    select(wrong_records)
    .where(wrong_records.c.state == "open")
    .order_by(wrong_records.c.reported_at, wrong_records.c.report)
    .limit(MOST)
)
_SETTLED = (
    select(wrong_records)
    .where(wrong_records.c.state != "open")
    .order_by(wrong_records.c.settled_at.desc(), wrong_records.c.report)
    .limit(MOST)
)
_SETTLE = update(wrong_records).where(
    wrong_records.c.report == bindparam("of_report"), wrong_records.c.state == "open"
)


def add(connection: Connection, row: Mapping[str, Any]) -> None:
    connection.execute(insert(wrong_records), dict(row))


def one(connection: Connection, report: str) -> RowMapping | None:
    return connection.execute(_ONE, {"of_report": report}).mappings().one_or_none()


def still_open(connection: Connection) -> Sequence[RowMapping]:
    """The oldest first."""
    return connection.execute(_OPEN).mappings().all()


def settled(connection: Connection) -> Sequence[RowMapping]:
    """The newest first."""
    return connection.execute(_SETTLED).mappings().all()


def settle(connection: Connection, report: str, values: Mapping[str, Any]) -> bool:
    """False if somebody else has settled it."""
    return connection.execute(_SETTLE.values(**values), {"of_report": report}).rowcount == 1


def forget(connection: Connection, before: datetime) -> None:
    connection.execute(delete(wrong_records).where(wrong_records.c.settled_at < before))
