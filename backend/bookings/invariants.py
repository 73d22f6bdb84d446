"""What must be true of bookings at every moment, also after a crash: each look is one statement."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Protocol

from sqlalchemy import Connection, Select, and_, func, or_, select

from backend.bookings.tables import booking_claims, booking_events, bookings, seats, slots, waiting
from backend.referrals.tables import referrals

ACTIVE_STATES = ("held", "confirmed", "arrived")
SWEPT_WITHIN = timedelta(days=1)  # housekeeping runs every minute


class Look(Protocol):
    """Counts one kind of fault as of `now`."""

    def __call__(self, connection: Connection, now: datetime) -> int: ...


def doubled(connection: Connection, now: datetime) -> int:
    """Seats that two have; the unique index is there against it, so it was gone for a while."""
    twice = (
        select(bookings.c.slot, bookings.c.seat)
        .where(bookings.c.state.in_(ACTIVE_STATES))
        .group_by(bookings.c.slot, bookings.c.seat)
        .having(func.count() > 1)
    )
    return _rows_of(connection, twice)


def wrong_capacity(connection: Connection, now: datetime) -> int:
    """Slots with more or fewer seats than their capacity says: a seat that leaked, or was invented."""
    counted = select(seats.c.slot, func.count().label("seats")).group_by(seats.c.slot).subquery()
    wrong = (
        select(slots.c.slot)
        .select_from(slots.outerjoin(counted, counted.c.slot == slots.c.slot))
        .where(func.coalesce(counted.c.seats, 0) != slots.c.capacity)
    )
    return _rows_of(connection, wrong)


def history_gaps(connection: Connection, now: datetime) -> int:
    """Bookings without a history, with missing steps, or in another state than their last step left."""
    steps = (
        select(
            booking_events.c.booking, func.max(booking_events.c.step).label("last"), func.count().label("n")
        )
        .group_by(booking_events.c.booking)
        .subquery()
    )
    joined = bookings.outerjoin(steps, steps.c.booking == bookings.c.booking).outerjoin(
        booking_events,
        and_(booking_events.c.booking == bookings.c.booking, booking_events.c.step == steps.c.last),
    )
    wrong = or_(steps.c.last.is_(None), steps.c.last != steps.c.n, booking_events.c.what != bookings.c.state)
    return _rows_of(connection, select(bookings.c.booking).select_from(joined).where(wrong))


def stale_claims(connection: Connection, now: datetime) -> int:
    """Claims of bookings that have ended: their people could not book again."""
    stale = (
        select(booking_claims.c.booking)
        .join(bookings, bookings.c.booking == booking_claims.c.booking)
        .where(bookings.c.state.not_in(ACTIVE_STATES))
    )
    return _rows_of(connection, stale)


def stale_holds(connection: Connection, now: datetime) -> int:
    """Holds that ran out more than a day ago and were not ended."""
    stale = select(bookings.c.booking).where(
        bookings.c.state == "held", bookings.c.expires_at < now - SWEPT_WITHIN
    )
    return _rows_of(connection, stale)


def broken_offers(connection: Connection, now: datetime) -> int:
    """Offers of the waiting list whose hold has ended, and holds that are offered to nobody."""
    ended = (
        select(waiting.c.entry)
        .join(bookings, bookings.c.booking == waiting.c.booking)
        .where(waiting.c.state == "offered", bookings.c.state != "held")
    )
    offered = select(1).where(waiting.c.booking == bookings.c.booking, waiting.c.state == "offered").exists()
    to_nobody = select(bookings.c.booking).where(
        bookings.c.state == "held", bookings.c.note_kind == "offered", ~offered
    )
    return _rows_of(connection, ended) + _rows_of(connection, to_nobody)


def lost_moves(connection: Connection, now: datetime) -> int:
    """Bookings that were moved to one that is not there."""
    there = bookings.alias("there")
    lost = (
        select(bookings.c.booking)
        .select_from(bookings.outerjoin(there, there.c.booking == bookings.c.moved_to))
        .where(bookings.c.state == "moved", there.c.booking.is_(None))
    )
    return _rows_of(connection, lost)


def referrals_lost(connection: Connection, now: datetime) -> int:
    """Referrals that stay spent although nothing came of their booking."""
    ended = bookings.c.state.in_(("cancelled", "expired", "moved"))
    lost = select(referrals.c.referral).join(bookings, bookings.c.booking == referrals.c.booking).where(ended)
    return _rows_of(connection, lost)


LOOKS: Mapping[str, Look] = {
    "seat-doubled": doubled,
    "slot-capacity-wrong": wrong_capacity,
    "booking-history-gap": history_gaps,
    "booking-claim-stale": stale_claims,
    "booking-hold-stale": stale_holds,
    "waiting-offer-broken": broken_offers,
    "booking-move-lost": lost_moves,
    "referral-lost": referrals_lost,
}


def check(connection: Connection, now: datetime) -> list[str]:
    """The codes of what is not true; empty when the books balance."""
    return [code for code, look in LOOKS.items() if look(connection, now)]


def _rows_of(connection: Connection, statement: Select[str] | Select[str, int]) -> int:
    return int(connection.execute(select(func.count()).select_from(statement.subquery())).scalar_one())
