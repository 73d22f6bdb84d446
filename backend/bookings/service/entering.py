"""Enters a booking on a seat: the one place where a seat is taken."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from backend.bookings.repository import taking
from backend.bookings.seat_state import SeatState
from backend.bookings.values import Asking, TakenSeat
from backend.secret_values import hash_of


def enter_hold(
    connection: Connection,
    asking: Asking,
    seat: SeatState,
    expires_at: datetime,
    values: dict[str, Any],
    token: str | None = None,
) -> TakenSeat | None:
    """The seat, held; None if the unique index says that somebody has it.

    `values` are the columns booking, party, slot, person, category, note_kind, and where it is not that of
    the seat, price_kopecks.
    """
    row = {
        "seat": seat.seat,
        "price_kopecks": seat.price_kopecks,
        "booked_by": asking.actor,
        "channel": asking.channel,
        "level": asking.level,
        "state": "held",
        "hold_token_hash": None if token is None else hash_of(token),
        "expires_at": expires_at,
        "created_at": asking.now,
        **values,
    }
    if not taking.enter(connection, row):
        return None
    taking.add_event(connection, values["booking"], asking.now, asking.actor, "held")
    return TakenSeat(
        values["booking"],
        seat.seat,
        seat.label,
        seat.kind,
        row["price_kopecks"],
        seat.row,
        seat.place,
        seat.price_kopecks - row["price_kopecks"],
    )
