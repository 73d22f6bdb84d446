"""What has to be done about bookings every minute, whoever asks or not."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection

from backend.bookings.service import ending, proving
from backend.bookings.values import Tell, tell_nobody


def sweep(connection: Connection, now: datetime, tell: Tell = tell_nobody) -> None:
    """End holds that have run out and bookings that are over; forget tries that no longer count."""
    ending.expire(connection, now, tell)
    ending.close_past(connection, now)
    proving.purge(connection, now)
