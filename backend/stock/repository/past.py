"""Statements over what is long past: reservations that ended, and wishes nobody could fulfil."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, select, text

from backend.stock.tables import STANDING, reader_copies, reservation_events, reservations, stock_alerts

_IS_LENT = select(1).where(reader_copies.c.reservation == reservations.c.reservation).exists()
_ENDED = (
    select(reservations.c.reservation)
    .where(
        text(f"reservations.state NOT IN {STANDING}"),
        reservations.c.ended_at < bindparam("before"),
        ~_IS_LENT,
    )
    .limit(bindparam("most"))
)
_OLD_ALERTS = delete(stock_alerts).where(stock_alerts.c.since < bindparam("before"))


def forget_reservations(connection: Connection, before: datetime, most: int) -> int:
    """Those that ended before, with their history; a book that is lent keeps its own. How many."""
    found = list(connection.execute(_ENDED, {"before": before, "most": most}).scalars())
    if found:
        connection.execute(delete(reservation_events).where(reservation_events.c.reservation.in_(found)))
        connection.execute(delete(reservations).where(reservations.c.reservation.in_(found)))
    return len(found)


def forget_alerts(connection: Connection, before: datetime) -> int:
    """Wishes to be told of something, of those who asked before."""
    return connection.execute(_OLD_ALERTS, {"before": before}).rowcount
