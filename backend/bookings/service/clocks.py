"""The clock by which holds begin and end: the one that all who serve bookings share."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import Connection

from backend.bookings.values import Asking
from backend.database.own_clock import moment_in


def by_shared_clock(connection: Connection, asking: Asking) -> Asking:
    """The same asker, at the moment by the database's own clock where it is asked for one."""
    return replace(asking, now=moment_in(connection, asking.now))
