"""How a reservation ends: fetched, cancelled, run out; what is not fetched is free again."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Final

from sqlalchemy import Connection

from backend.errors import Refused
from backend.stock.lending import LOAN
from backend.stock.repository import copies, counting, keeping
from backend.stock.service import looking
from backend.stock.values import Asking, Reservation, State

CLOCK: Final = "clock"  # who ends what has run out
SWEPT_AT_ONCE: Final = 200


def collect(connection: Connection, asking: Asking, number: str, due_on: date | None = None) -> Reservation:
    """The person has fetched it; once more is no error. `reservation-unknown`, `reservation-ended`.

    A book is lent until `due_on`, by default a loan's length from now, and stays the reader's one copy.
    """
    found = standing(connection, number, "collected")
    if found.state == "collected":
        return found
    if not keeping.end(connection, found.reservation, "collected", asking.now):
        raise Refused("reservation-ended")
    counting.hand_out(connection, found.item.item, found.place, found.units)
    if found.item.kind == "book":
        copies.lend(connection, found.reservation, due_on or asking.now.date() + LOAN)
    keeping.add_event(connection, found.reservation, asking.now, asking.actor, "collected")
    return looking.by_id(connection, found.reservation)


def bring_back(connection: Connection, number: str) -> Reservation:
    """The book is on its shelf again; once more is no error. `reservation-unknown`, `reservation-ended`."""
    found = looking.by_number(connection, number)
    if found is None:
        raise Refused("reservation-unknown")
    row = copies.lent_under(connection, number)
    if row is not None:
        lent = looking.reservation_of(row)
        copies.release(connection, lent.reservation)
        counting.add(connection, lent.item.item, lent.place, lent.units)
        return looking.by_id(connection, lent.reservation)
    if found.state != "collected":
        raise Refused("reservation-ended")
    return found


def cancel(connection: Connection, asking: Asking, number: str, reason: str = "") -> Reservation:
    """Give it up; cancelled already is no error. The caller has shown the right to.

    `reservation-unknown`, `reservation-ended`.
    """
    found = standing(connection, number, "cancelled")
    if found.state == "cancelled":
        return found
    if not _free(connection, found, "cancelled", (asking.now, asking.actor, reason)):
        raise Refused("reservation-ended")
    return looking.by_id(connection, found.reservation)


def expire(connection: Connection, now: datetime) -> int:
    """End what has run out, at most some hundred in one transaction; how many."""
    rows = keeping.expired(connection, now, SWEPT_AT_ONCE)
    return _expire(connection, map(looking.reservation_of, rows), now)


def expire_here(connection: Connection, item: str, place: str, now: datetime) -> int:
    """The same for one item at one place, before somebody takes of it."""
    rows = keeping.expired_here(connection, item, place, now)
    return _expire(connection, map(looking.reservation_of, rows), now)


def expire_of(connection: Connection, person: str, now: datetime) -> int:
    """The same for one person, before they are told that they have too many."""
    own = looking.of_persons(connection, (person,))
    return _expire(connection, (each for each in own if each.expires_at <= now), now)


def standing(connection: Connection, number: str, wanted: State) -> Reservation:
    """The reservation that stands under the number, or is in the wanted state already."""
    found = looking.by_number(connection, number)
    if found is None:
        raise Refused("reservation-unknown")
    if found.state not in {"reserved", "delivered", wanted}:
        raise Refused("reservation-ended")
    return found


def _expire(connection: Connection, run_out: Iterable[Reservation], now: datetime) -> int:
    return sum(_free(connection, each, "expired", (now, CLOCK, "")) for each in run_out)


def _free(connection: Connection, found: Reservation, after: State, by: tuple[datetime, str, str]) -> bool:
    now, actor, reason = by
    if not keeping.end(connection, found.reservation, after, now):
        return False
    counting.give_back(connection, found.item.item, found.place, found.units)
    copies.release(connection, found.reservation)
    keeping.add_event(connection, found.reservation, now, actor, after, reason)
    return True
