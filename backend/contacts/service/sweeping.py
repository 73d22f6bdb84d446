"""Calls whose end nobody told of: after the longest ring and the longest talk they are over."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from sqlalchemy import Connection

from backend.contacts import repository
from backend.contacts.service import keeping
from backend.contacts.values import LONGEST_RING, LONGEST_TAKEN, LONGEST_TALK

SWEEPER: Final = "sweep"


def sweep(connection: Connection, now: datetime) -> int:
    """How many were ended so. A talk goes to its wrap-up, its length unknown; a ring is lost."""
    rows = repository.stale(connection, now - LONGEST_RING, now - LONGEST_TALK, now - LONGEST_TAKEN)
    for row in rows:
        if row["operator"] is not None:
            repository.take_turn(connection, row["operator"])
        state = "lost" if row["state"] == "ringing" else "wrap_up"
        values = {"state": state, "ended_at": now, "hang_up_lost": True}
        keeping.change(connection, row, "hang_up_lost", SWEEPER, now, values)
    repository.free_taken(connection, now - LONGEST_TAKEN)
    return len(rows)
