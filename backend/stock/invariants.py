"""What must hold of stock at any time: each look is one statement and counts faults."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Final, Protocol

from sqlalchemy import Connection, and_, func, not_, or_, select, text

from backend.stock.tables import (
    STANDING,
    holdings,
    reader_copies,
    reservation_events,
    reservations,
)


class Look(Protocol):
    """Counts one kind of fault as of `now`."""

    def __call__(self, connection: Connection, now: datetime) -> int: ...


def unbalanced(connection: Connection, now: datetime) -> int:
    """Holdings of which more or less is taken than reservations stand."""
    standing = (
        select(reservations.c.item, reservations.c.place, func.sum(reservations.c.units).label("units"))
        .where(text(f"reservations.state IN {STANDING}"))
        .group_by(reservations.c.item, reservations.c.place)
        .subquery()
    )
    joined = holdings.outerjoin(
        standing, (standing.c.item == holdings.c.item) & (standing.c.place == holdings.c.place)
    )
    wrong = or_(
        func.coalesce(standing.c.units, 0) != holdings.c.taken,
        holdings.c.taken > holdings.c.units,
    )
    return int(connection.execute(select(func.count()).select_from(joined).where(wrong)).scalar_one())


def history_gaps(connection: Connection, now: datetime) -> int:
    """Reservations without a history, with missing steps, or in another state than their last step left."""
    steps = (
        select(
            reservation_events.c.reservation,
            func.max(reservation_events.c.step).label("last"),
            func.count().label("steps"),
        )
        .group_by(reservation_events.c.reservation)
        .subquery()
    )
    joined = reservations.outerjoin(steps, steps.c.reservation == reservations.c.reservation).outerjoin(
        reservation_events,
        and_(
            reservation_events.c.reservation == reservations.c.reservation,
            reservation_events.c.step == steps.c.last,
        ),
    )
    wrong = or_(
        steps.c.last.is_(None),
        steps.c.last != steps.c.steps,
        reservation_events.c.what != reservations.c.state,
    )
    return int(connection.execute(select(func.count()).select_from(joined).where(wrong)).scalar_one())


def copies_of_nobody(connection: Connection, now: datetime) -> int:
    """Readers' copies whose reservation is over, or that are lent and were never fetched."""
    joined = reader_copies.join(reservations, reservations.c.reservation == reader_copies.c.reservation)
    kept = and_(text(f"reservations.state IN {STANDING}"), reader_copies.c.due_on.is_(None))
    lent = and_(reservations.c.state == "collected", reader_copies.c.due_on.is_not(None))
    wrong = not_(or_(kept, lent))
    return int(connection.execute(select(func.count()).select_from(joined).where(wrong)).scalar_one())


LOOKS: Final[Mapping[str, Look]] = {
    "stock-unbalanced": unbalanced,
    "reservation-history-gap": history_gaps,
    "copies-unbalanced": copies_of_nobody,
}
