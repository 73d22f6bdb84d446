"""Statements over plans of halls and what is said of events, built once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    RowMapping,
    and_,
    bindparam,
    case,
    func,
    insert,
    or_,
    select,
    text,
)

from backend.bookings.tables import ACTIVE, bookings, resources, seats, slots
from backend.database.upsert import insert_absent_rows, insert_or_update
from backend.events.tables import event_plans, events, seat_plans

# Written out, not bound: SQLite takes a partial index only for its very words.
IS_ACTIVE = text(f"bookings.state IN {ACTIVE}")


def _free(kind: str) -> ColumnElement[int]:
    is_free = and_(seats.c.kind == kind, bookings.c.booking.is_(None))
    return func.coalesce(func.sum(case((is_free, 1), else_=0)), 0)


_NEWEST = (
    select(seat_plans)
    .where(seat_plans.c.plan == bindparam("of_plan"))
    .order_by(seat_plans.c.version.desc())
    .limit(1)
)
_OF_SLOT = (
    select(seat_plans.c.layout)
    .join(
        event_plans,
        (event_plans.c.plan == seat_plans.c.plan) & (event_plans.c.version == seat_plans.c.version),
    )
    .where(event_plans.c.slot == bindparam("of_slot"))
)
_ON = (
    select(
        resources,
        events.c.summary,
        events.c.age_mark,
        select(func.count())
        .select_from(event_plans.join(slots, slots.c.slot == event_plans.c.slot))
        .where(slots.c.resource == resources.c.resource)
        .scalar_subquery()
        .label("on_plan"),
    )
    .join(events, events.c.resource == resources.c.resource)
    .where(
        resources.c.provider.in_(bindparam("providers", expanding=True)),
        resources.c.active,
    )
    .order_by(resources.c.resource)
    .limit(bindparam("most"))
)


_TAKEN = and_(
    bookings.c.slot == seats.c.slot,
    bookings.c.seat == seats.c.seat,
    IS_ACTIVE,
    or_(bookings.c.state != "held", bookings.c.expires_at > bindparam("now")),
)
_SOUGHT = (
    select(slots.c.slot, slots.c.starts_at, slots.c.ends_at, slots.c.capacity, slots.c.room)
    .where(
        slots.c.resource == bindparam("of_resource"),
        slots.c.state == "open",
        slots.c.starts_at >= bindparam("since"),
        slots.c.starts_at < bindparam("until"),
    )
    .order_by(slots.c.starts_at)
    .limit(bindparam("most"))
    .subquery("sought")
)
_DATES = (
    select(
        *_SOUGHT.c,
        _free("ordinary").label("free"),
        _free("wheelchair").label("wheelchair_free"),
        func.min(seats.c.price_kopecks).label("from_kopecks"),
        func.max(seats.c.price_kopecks).label("to_kopecks"),
    )
    .select_from(_SOUGHT.join(seats, seats.c.slot == _SOUGHT.c.slot).outerjoin(bookings, _TAKEN))
    .group_by(*_SOUGHT.c)
    .order_by(_SOUGHT.c.starts_at)
)


def newest_plan(connection: Connection, plan: str) -> RowMapping | None:
    return connection.execute(_NEWEST, {"of_plan": plan}).mappings().one_or_none()


def plan_ids(connection: Connection) -> list[str]:
    return list(connection.execute(select(seat_plans.c.plan).distinct()).scalars())


def layout_of_slot(connection: Connection, slot: str) -> str | None:
    return connection.execute(_OF_SLOT, {"of_slot": slot}).scalar_one_or_none()


def add_plan(connection: Connection, row: Mapping[str, Any]) -> None:
    connection.execute(insert(seat_plans), dict(row))


def put_event(connection: Connection, row: Mapping[str, Any]) -> None:
    insert_or_update(connection, events, row)


def add_event_plans(connection: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    insert_absent_rows(connection, event_plans, rows)


def events_at(connection: Connection, providers: Sequence[str], most: int) -> list[RowMapping]:
    """Events of these providers, and how many of their dates have a plan."""
    return list(connection.execute(_ON, {"providers": list(providers), "most": most}).mappings())


def dates_of(
    connection: Connection, resource: str, since: datetime, until: datetime, now: datetime, most: int
) -> list[RowMapping]:
    """Open dates, the soonest first, with what is free and what it costs."""
    asked = {"of_resource": resource, "since": since, "until": until, "now": now, "most": most}
    return list(connection.execute(_DATES, asked).mappings())
