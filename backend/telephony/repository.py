"""Statements over telephone lines, built once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, bindparam, or_, select, update

from backend.database.upsert import insert_if_absent
from backend.telephony.tables import telephone_lines

_LINE = select(telephone_lines).where(
    telephone_lines.c.line == bindparam("of_line"), telephone_lines.c.withdrawn_at.is_(None)
)
_ALL = select(telephone_lines).order_by(telephone_lines.c.line)
_OF_OPERATOR = select(telephone_lines.c.line).where(telephone_lines.c.operator == bindparam("of_operator"))
_EMPTY = (
    select(telephone_lines.c.line)
    .where(
        telephone_lines.c.withdrawn_at.is_(None),
        or_(telephone_lines.c.operator.is_(None), telephone_lines.c.seated_at < bindparam("left_before")),
    )
    .order_by(telephone_lines.c.line)
    .limit(bindparam("most"))
)
_SITTING = select(telephone_lines.c.operator).where(
    telephone_lines.c.operator.is_not(None), telephone_lines.c.seated_at >= bindparam("left_before")
)
_LEAVE = (
    update(telephone_lines)
    .where(telephone_lines.c.operator == bindparam("of_operator"))
    .values(operator=None, seated_at=None)
)
_SIT = (
    update(telephone_lines)
    .where(
        telephone_lines.c.line == bindparam("of_line"),
        or_(
            telephone_lines.c.operator.is_(None),
            telephone_lines.c.operator == bindparam("sitter"),
            telephone_lines.c.seated_at < bindparam("left_before"),
        ),
    )
    .values(operator=bindparam("sitter"), seated_at=bindparam("now"))
)
_WITHDRAW = (
    update(telephone_lines)
    .where(telephone_lines.c.line == bindparam("of_line"), telephone_lines.c.withdrawn_at.is_(None))
    .values(withdrawn_at=bindparam("now"), operator=None, seated_at=None)
)


def line(connection: Connection, name: str) -> RowMapping | None:
    return connection.execute(_LINE, {"of_line": name}).mappings().one_or_none()


def all_lines(connection: Connection) -> list[RowMapping]:
    return list(connection.execute(_ALL).mappings())


def line_of(connection: Connection, operator: str) -> str:
    """ "" for who sits at none."""
    return connection.execute(_OF_OPERATOR, {"of_operator": operator}).scalar_one_or_none() or ""


def empty_lines(connection: Connection, most: int, left_before: datetime) -> list[str]:
    return list(connection.execute(_EMPTY, {"most": most, "left_before": left_before}).scalars())


def sitting(connection: Connection, left_before: datetime) -> frozenset[str]:
    """Operators at a line."""
    return frozenset(connection.execute(_SITTING, {"left_before": left_before}).scalars())


def add(connection: Connection, row: Mapping[str, Any]) -> bool:
    """False if there is, or was, a line of this name."""
    return insert_if_absent(connection, telephone_lines, row)


def leave(connection: Connection, operator: str) -> None:
    connection.execute(_LEAVE, {"of_operator": operator})


def sit(connection: Connection, name: str, operator: str, now: datetime, left_before: datetime) -> bool:
    """Whether nobody else sits there; who sat down before `left_before` went home without a word."""
    asked = {"of_line": name, "sitter": operator, "now": now, "left_before": left_before}
    return connection.execute(_SIT, asked).rowcount == 1


def withdraw(connection: Connection, name: str, now: datetime) -> bool:
    return connection.execute(_WITHDRAW, {"of_line": name, "now": now}).rowcount == 1
