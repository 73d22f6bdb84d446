"""Statements over what is long past: slots nobody ever booked, and bookings that still name somebody."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import BindParameter, Connection, bindparam, delete, or_, select, text, update

from backend.bookings.tables import (
    ACTIVE,
    booking_claims,
    booking_events,
    bookings,
    resources,
    seats,
    slots,
    waiting,
)

CUT_FROM_HOURS = ("doctor", "office")  # an event's slots carry more than a time, and stay
_NEVER_BOOKED = ~select(1).where(bookings.c.slot == slots.c.slot).exists()
_FREE_SLOTS = (
    select(slots.c.slot, slots.c.ends_at)
    .join(resources, resources.c.resource == slots.c.resource)
    .where(
        slots.c.ends_at < bindparam("before"),
        slots.c.ends_at >= bindparam("since"),
        resources.c.kind.in_(CUT_FROM_HOURS),
        _NEVER_BOOKED,
    )
    .order_by(slots.c.ends_at)
    .limit(bindparam("most"))
)
_STILL_NEVER_BOOKED = select(slots.c.slot).where(
    slots.c.slot.in_(bindparam("of_slots", expanding=True)), _NEVER_BOOKED
)
_NAMING = (
    select(bookings.c.booking, slots.c.ends_at)
    .select_from(slots.join(bookings, bookings.c.slot == slots.c.slot))
    .where(
        slots.c.ends_at < bindparam("before"),
        slots.c.ends_at >= bindparam("since"),
        # Somebody nobody knew has a number, too, and with it whoever has the paper.
        or_(bookings.c.person.is_not(None), bookings.c.number.is_not(None), bookings.c.category != ""),
        text(f"bookings.state NOT IN {ACTIVE}"),
    )
    .order_by(slots.c.ends_at)
    .limit(bindparam("most"))
)
_OF_BOOKINGS: BindParameter[str] = bindparam("of_bookings", expanding=True)
_UNLINK = (
    update(bookings)
    .where(bookings.c.booking.in_(_OF_BOOKINGS), text(f"state NOT IN {ACTIVE}"))
    .values(person=None, number=None, category="", hold_token_hash=None, ended_reason="")
)
_FORGET_REASONS = (
    update(booking_events)
    .where(booking_events.c.booking.in_(_OF_BOOKINGS), booking_events.c.reason != "")
    .values(reason="")
)
_DROP_CLAIMS = delete(booking_claims).where(booking_claims.c.booking.in_(_OF_BOOKINGS))
_DROP_LINE = delete(waiting).where(
    waiting.c.state.in_(("taken", "lapsed", "left")), waiting.c.since < bindparam("before")
)

Ended = tuple[str, datetime]
"""A slot or a booking, and when its time was over."""


def free_slots(connection: Connection, since: datetime, before: datetime, most: int) -> list[Ended]:
    """Slots cut from hours that ended between these moments and were never booked, the oldest first."""
    asked = {"since": since, "before": before, "most": most}
    return [(row.slot, row.ends_at) for row in connection.execute(_FREE_SLOTS, asked)]


def remove_slots(connection: Connection, of_slots: Sequence[str]) -> int:
    """Those of them that still were never booked, with their seats."""
    asked = {"of_slots": list(of_slots)}
    found = list(connection.execute(_STILL_NEVER_BOOKED, asked).scalars())
    if found:
        connection.execute(delete(seats).where(seats.c.slot.in_(found)))
        connection.execute(delete(slots).where(slots.c.slot.in_(found)))
    return len(found)


def naming(connection: Connection, since: datetime, before: datetime, most: int) -> list[Ended]:
    """Bookings that stand no more and lead to a person, of slots that ended between these moments."""
    asked = {"since": since, "before": before, "most": most}
    return [(row.booking, row.ends_at) for row in connection.execute(_NAMING, asked)]


def unlink(connection: Connection, of_bookings: Sequence[str]) -> int:
    """Leave when, where, by which channel and how it ended; nothing that leads to a person."""
    asked = {"of_bookings": list(of_bookings)}
    connection.execute(_FORGET_REASONS, asked)
    connection.execute(_DROP_CLAIMS, asked)
    return connection.execute(_UNLINK, asked).rowcount


def forget_lines(connection: Connection, before: datetime) -> int:
    """Places in the waiting list that are settled, of those who joined before."""
    return connection.execute(_DROP_LINE, {"before": before}).rowcount
