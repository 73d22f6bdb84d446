"""Statements over announcements and their readers, built once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, RowMapping, bindparam, case, exists, func, insert, select, update

from backend.announcements.tables import announcement_reads, announcements
from backend.database.upsert import insert_if_absent
from backend.operators.tables import operator_roles, operators

# Who is asked to read: whoever talks with citizens.
READING_ROLES: Final = ("operator", "case_worker", "supervisor")

_GRAVITY = case({"urgent": 0, "important": 1}, value=announcements.c.importance, else_=2)
_ORDER = (_GRAVITY, announcements.c.begins_at.desc(), announcements.c.announcement)
_READERS = (
    select(func.count())
    .where(announcement_reads.c.announcement == announcements.c.announcement)
    .scalar_subquery()
)
_READ = exists().where(
    announcement_reads.c.announcement == announcements.c.announcement,
    announcement_reads.c.operator == bindparam("reader"),
)
_LINES = select(
    announcements,
    func.coalesce(operators.c.display_name, announcements.c.author).label("author_name"),
    _READERS.label("readers"),
    _READ.label("read"),
).select_from(announcements.outerjoin(operators, operators.c.operator == announcements.c.author))
_ALL = _LINES.order_by(announcements.c.created_at.desc(), announcements.c.announcement).limit(
    bindparam("most")
)
_STANDING = (
    announcements.c.ends_at > bindparam("now"),
    announcements.c.retracted_at.is_(None),
)
_CURRENT = _LINES.where(
    *_STANDING, announcements.c.begins_at <= bindparam("now"), announcements.c.for_operators.is_(True)
).order_by(*_ORDER)
_ONE = _LINES.where(announcements.c.announcement == bindparam("which"))
_AT_KIOSKS = (
    select(announcements)
    .where(
        *_STANDING,
        announcements.c.begins_at <= bindparam("begins_before"),
        announcements.c.for_kiosks.is_(True),
    )
    .order_by(*_ORDER)
    .limit(bindparam("most"))
)
_ASKED = select(func.count(func.distinct(operators.c.operator))).where(
    operators.c.disabled_at.is_(None),
    operators.c.operator == operator_roles.c.operator,
    operator_roles.c.role.in_(READING_ROLES),
)
_RETRACT = (
    update(announcements)
    .where(announcements.c.announcement == bindparam("which"), announcements.c.retracted_at.is_(None))
    .values(retracted_at=bindparam("now"), retracted_by=bindparam("by"))
)


def add(connection: Connection, row: Mapping[str, Any]) -> None:
    connection.execute(insert(announcements), dict(row))


def retract(connection: Connection, which: str, by: str, now: datetime) -> bool:
    """Whether it stood until now."""
    return connection.execute(_RETRACT, {"which": which, "by": by, "now": now}).rowcount == 1


def mark_read(connection: Connection, which: str, operator: str, now: datetime) -> bool:
    """False if it was marked already."""
    row = {"announcement": which, "operator": operator, "read_at": now}
    return insert_if_absent(connection, announcement_reads, row)


def one(connection: Connection, which: str, reader: str) -> RowMapping | None:
    return connection.execute(_ONE, {"which": which, "reader": reader}).mappings().one_or_none()


def every(connection: Connection, reader: str, most: int) -> list[RowMapping]:
    """The newest first, those that are over too."""
    return list(connection.execute(_ALL, {"reader": reader, "most": most}).mappings())


def current(connection: Connection, reader: str, now: datetime) -> list[RowMapping]:
    """Those that operators are to see now."""
    return list(connection.execute(_CURRENT, {"reader": reader, "now": now}).mappings())


def at_kiosks(connection: Connection, now: datetime, begins_before: datetime, most: int) -> list[RowMapping]:
    """Those that kiosks show now, or will soon."""
    asked = {"now": now, "begins_before": begins_before, "most": most}
    return list(connection.execute(_AT_KIOSKS, asked).mappings())


def asked(connection: Connection) -> int:
    """How many people are to read what is for operators."""
    return connection.execute(_ASKED).scalar_one()
