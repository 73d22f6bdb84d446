"""What is long past is let go: free slots disappear, bookings stay as a count that names nobody.

Looking and changing are apart, so that the look may be a report and each change a short transaction.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection

from backend.bookings.repository import past

AT_ONCE: Final = 200
Ended = past.Ended


@dataclass(frozen=True, slots=True)
class Retention:
    """How long what is past is kept."""

    free_slots: timedelta = timedelta(days=30)
    bookings: timedelta = timedelta(days=365)


STANDARD_RETENTION: Final = Retention()


def free_slots(connection: Connection, since: datetime, before: datetime) -> list[Ended]:
    """Slots of the past that nobody ever booked, some hundred of them, the oldest first."""
    return past.free_slots(connection, since, before, AT_ONCE)


def remove_slots(connection: Connection, found: list[Ended]) -> int:
    """Those that were found, if they are free still; how many."""
    return past.remove_slots(connection, [slot for slot, _ in found])


def naming(connection: Connection, since: datetime, before: datetime) -> list[Ended]:
    """Bookings of the past that still name somebody, some hundred of them, the oldest first."""
    return past.naming(connection, since, before, AT_ONCE)


def unlink(connection: Connection, found: list[Ended]) -> int:
    """Take out of them whatever leads to a person: name, number, category, token, words typed; how many."""
    return past.unlink(connection, [booking for booking, _ in found])


def forget_lines(connection: Connection, before: datetime) -> int:
    """The same of the waiting list: what was taken, lapsed or left."""
    return past.forget_lines(connection, before)
