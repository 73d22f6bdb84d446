"""Statements over what is free: open slots with a seat that nobody has, the soonest first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, bindparam, func, or_, select

from backend.bookings.repository.capacity import IS_ACTIVE
from backend.bookings.tables import bookings, resources, seats, slots


def _taken_now() -> Select[int]:
    return (
        select(1)
        .where(
            bookings.c.slot == seats.c.slot,
            bookings.c.seat == seats.c.seat,
            IS_ACTIVE,
            or_(bookings.c.state != "held", bookings.c.expires_at > bindparam("now")),
        )
        .correlate(seats)
    )


def _is_free() -> ColumnElement[bool]:
    """Of a seat: nobody has it and this asker may take it; an expired hold takes none."""
    may_be_taken = or_(
        seats.c.quota == "",
        seats.c.released_at <= bindparam("now"),
        bindparam("quotas", type_=seats.c.quota.type).like("%|" + seats.c.quota + "|%"),
    )
    return and_(may_be_taken, ~_taken_now().exists())


def _free_seats(what: Any) -> Select[Any]:
    return select(what).select_from(seats).where(seats.c.slot == slots.c.slot, _is_free()).correlate(slots)


_FREE_OF_RESOURCE = (
    select(
        slots.c.slot,
        slots.c.starts_at,
        slots.c.ends_at,
        slots.c.substitute,
        slots.c.room,
        slots.c.home_visit,
        _free_seats(func.count()).scalar_subquery().label("free"),
    )
    .where(
        slots.c.resource == bindparam("of_resource"),
        slots.c.state == "open",
        slots.c.starts_at >= bindparam("since"),
        slots.c.starts_at < bindparam("until"),
        slots.c.home_visit.in_((bindparam("home"), bindparam("or_home"))),
        _free_seats(seats.c.seat).exists(),
    )
    .order_by(slots.c.starts_at)
    .limit(bindparam("most"))
)
_FIRST = (
    select(slots.c.starts_at)
    .where(
        slots.c.resource == resources.c.resource,
        slots.c.state == "open",
        slots.c.starts_at >= bindparam("since"),
        slots.c.starts_at < bindparam("until"),
        _free_seats(seats.c.seat).exists(),
    )
    .order_by(slots.c.starts_at)
    .limit(1)
    .correlate(resources)
    .scalar_subquery()
)
# Written down first: the walk past everything that is taken is made once for each resource.
_FIRSTS = (
    select(resources.c.resource, _FIRST.label("first_at"))
    .where(resources.c.resource.in_(bindparam("of_resources", expanding=True)))
    .cte("firsts")
    .prefix_with("MATERIALIZED")
)
_SOONEST = (
    select(seats.c.seat)
    .select_from(slots.join(seats, seats.c.slot == slots.c.slot))
    .where(
        slots.c.resource == _FIRSTS.c.resource,
        slots.c.state == "open",
        slots.c.starts_at >= _FIRSTS.c.first_at,
        slots.c.starts_at < bindparam("until"),
        _is_free(),
    )
    .order_by(slots.c.starts_at)
    .limit(bindparam("most"))
    .correlate(_FIRSTS)
    .subquery()
)
_FIRST_FREE = select(
    _FIRSTS.c.resource,
    _FIRSTS.c.first_at,
    select(func.count()).select_from(_SOONEST).scalar_subquery().label("free"),
).where(_FIRSTS.c.first_at.is_not(None))


_FREE_AT = (
    select(slots.c.starts_at, func.count())
    .select_from(slots.join(seats, seats.c.slot == slots.c.slot))
    .where(
        slots.c.resource.in_(bindparam("of_resources", expanding=True)),
        slots.c.state == "open",
        slots.c.starts_at >= bindparam("since"),
        slots.c.starts_at < bindparam("until"),
        _is_free(),
    )
    .group_by(slots.c.starts_at)
)


# slot, starts_at, ends_at, substitute, room, home_visit, and how many seats of it are free
FreeRow = Row[str, datetime, datetime, str, str, bool, int]


@dataclass(frozen=True, slots=True)
class Sought:
    """When, by whom, and how many."""

    between: tuple[datetime, datetime]
    quotas: Sequence[str]
    now: datetime
    most: int
    home_visit: bool | None = None  # None: either

    @property
    def quotas_as_text(self) -> str:
        """One text: a list would be written out anew each time."""
        return f"|{'|'.join(self.quotas)}|"


def free_of_resource(connection: Connection, resource: str, sought: Sought) -> Sequence[FreeRow]:
    """Open slots with a free seat, the soonest first."""
    asked = {
        "of_resource": resource,
        "since": sought.between[0],
        "until": sought.between[1],
        "home": bool(sought.home_visit),
        "or_home": sought.home_visit is None or sought.home_visit,
        "quotas": sought.quotas_as_text,
        "now": sought.now,
        "most": sought.most,
    }
    return connection.execute(_FREE_OF_RESOURCE, asked).all()


def first_free(
    connection: Connection, of_resources: Sequence[str], sought: Sought
) -> dict[str, tuple[datetime, int]]:
    """When each has its first free seat, and how many of its soonest are free, counted up to `most`."""
    asked = {**_asked(of_resources, sought), "most": sought.most}
    return {resource: (first_at, free) for resource, first_at, free in connection.execute(_FIRST_FREE, asked)}


def free_at(
    connection: Connection, of_resources: Sequence[str], sought: Sought
) -> list[tuple[datetime, int]]:
    """How many seats are free at each time at which any is, all of these together."""
    return [(row[0], row[1]) for row in connection.execute(_FREE_AT, _asked(of_resources, sought))]


def _asked(of_resources: Sequence[str], sought: Sought) -> dict[str, Any]:
    return {
        "of_resources": list(of_resources),
        "since": sought.between[0],
        "until": sought.between[1],
        "quotas": sought.quotas_as_text,
        "now": sought.now,
    }
