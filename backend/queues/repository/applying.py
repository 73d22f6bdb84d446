"""Statements over applications, their wishes, grounds and history; built once."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, bindparam, func, insert, select, text, update

from backend.database.upsert import insert_if_absent, insert_or_update
from backend.queues.tables import WAITS, queue_applications, queue_grounds, queue_steps, queue_wishes

applications, wishes, grounds, steps = queue_applications, queue_wishes, queue_grounds, queue_steps

# Written out, not bound: SQLite takes a partial index only for its very words.
_IS_WAITING = text(f"queue_applications.state IN {WAITS}")
_BY_ID = select(applications).where(applications.c.application == bindparam("of_application"))
_BY_NUMBER = select(applications).where(applications.c.number == bindparam("of_number"))
_OF_CHILD = select(applications).where(
    applications.c.child == bindparam("of_child"), applications.c.kind == bindparam("of_kind"), _IS_WAITING
)
_OF_CHILDREN = (
    select(applications)
    .where(applications.c.child.in_(bindparam("children", expanding=True)))
    .order_by(applications.c.registered_at.desc(), applications.c.number)
    .limit(bindparam("most"))
)
_ENROLLED_AT = (
    select(queue_wishes.c.place)
    .select_from(wishes.join(applications, applications.c.application == wishes.c.application))
    .join(
        steps,
        (steps.c.application == wishes.c.application)
        & (steps.c.place == wishes.c.place)
        & (steps.c.what == "accepted"),
    )
    .where(
        applications.c.child.in_(bindparam("children", expanding=True)),
        applications.c.kind == bindparam("of_kind"),
        applications.c.state == "enrolled",
    )
)
_NUMBERS = select(applications.c.number).where(
    applications.c.number.in_(bindparam("numbers", expanding=True))
)
_WISHES = select(wishes).where(wishes.c.application == bindparam("of_application")).order_by(wishes.c.rank)
_GROUNDS = (
    select(grounds)
    .where(grounds.c.application == bindparam("of_application"))
    .order_by(grounds.c.priority, grounds.c.ground, grounds.c.place)
)
_STEP_TO = (
    update(applications)
    .where(
        applications.c.application == bindparam("of_application"),
        applications.c.state.in_(bindparam("from_states", expanding=True)),
    )
    .values(state=bindparam("to_state"), ended_at=bindparam("ended"))
)
_PRIORITY = (
    update(wishes)
    .where(wishes.c.application == bindparam("of_application"), wishes.c.place == bindparam("of_place"))
    .values(priority=bindparam("new_priority"))
)
_LAST_STEP = select(func.coalesce(func.max(steps.c.step), 0)).where(
    steps.c.application == bindparam("of_application")
)


def enter(connection: Connection, row: Mapping[str, Any]) -> bool:
    """False where one stands for the child and kind already, or the number was taken meanwhile."""
    return insert_if_absent(connection, applications, row)


def add_wishes(connection: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    connection.execute(insert(wishes), [dict(row) for row in rows])


def put_ground(connection: Connection, row: Mapping[str, Any]) -> None:
    """Enter it, or write its state anew."""
    insert_or_update(connection, grounds, row)


def by_id(connection: Connection, application: str) -> RowMapping:
    return connection.execute(_BY_ID, {"of_application": application}).mappings().one()


def by_number(connection: Connection, number: str) -> RowMapping | None:
    return connection.execute(_BY_NUMBER, {"of_number": number}).mappings().one_or_none()


def of_child(connection: Connection, child: str, kind: str) -> RowMapping | None:
    """What waits for this child, if anything does."""
    return connection.execute(_OF_CHILD, {"of_child": child, "of_kind": kind}).mappings().one_or_none()


def of_children(connection: Connection, children: Collection[str], most: int) -> list[RowMapping]:
    """All of theirs, also what has ended; the newest first."""
    return list(connection.execute(_OF_CHILDREN, {"children": sorted(children), "most": most}).mappings())


def enrolled_at(connection: Connection, children: Collection[str], kind: str) -> set[str]:
    """The places that these children have got through the queue."""
    found = connection.execute(_ENROLLED_AT, {"children": sorted(children), "of_kind": kind})
    return set(found.scalars())


def taken_numbers(connection: Connection, numbers: Sequence[str]) -> set[str]:
    return set(connection.execute(_NUMBERS, {"numbers": list(numbers)}).scalars())


def wishes_of(connection: Connection, application: str) -> list[RowMapping]:
    return list(connection.execute(_WISHES, {"of_application": application}).mappings())


def grounds_of(connection: Connection, application: str) -> list[RowMapping]:
    return list(connection.execute(_GROUNDS, {"of_application": application}).mappings())


def step_to(
    connection: Connection, application: str, came_from: Sequence[str], to: str, ended: datetime | None
) -> bool:
    """Whether it stood in one of these states until now."""
    asked = {"of_application": application, "from_states": list(came_from), "to_state": to, "ended": ended}
    return connection.execute(_STEP_TO, asked).rowcount == 1


def set_priority(connection: Connection, application: str, place: str, priority: int) -> None:
    asked = {"of_application": application, "of_place": place, "new_priority": priority}
    connection.execute(_PRIORITY, asked)


def add_steps(connection: Connection, application: str, rows: Sequence[Mapping[str, Any]]) -> None:
    """Lines more in its history, in this order; each has at, actor, what, place, before, after."""
    last = int(connection.execute(_LAST_STEP, {"of_application": application}).scalar_one())
    numbered = [
        {**row, "application": application, "step": last + count} for count, row in enumerate(rows, start=1)
    ]
    if numbered:
        connection.execute(insert(steps), numbered)
