"""Ends a booking: the one place where a seat comes free."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import Connection

from backend.bookings.repository import lines, taking
from backend.referrals import service as referrals

Ended = Literal["no_show", "cancelled", "expired", "moved", "done"]


@dataclass(frozen=True, slots=True)
class Ending:
    """What becomes of a booking, by whom and why."""

    state: Ended
    actor: str
    now: datetime
    reason: str = ""  # told in the booking's history; never about health
    successor: str | None = None
    keeps_place: bool = False  # an offer that ends so leaves its person in the line


def free(connection: Connection, booking: str, ending: Ending) -> bool:
    """Whether it stood until now; its seat and its claims are free from here on."""
    values = {
        "state_after": ending.state,
        "now": ending.now,
        "actor": ending.actor,
        "reason": ending.reason[:40],
        "successor": ending.successor,
    }
    if not taking.end(connection, booking, values):
        return False
    taking.drop_claims(connection, booking)
    used = ending.state in {"done", "no_show"}
    referrals.booking_ended(connection, booking, ending.successor, used=used)
    taking.add_event(connection, booking, ending.now, ending.actor, ending.state, ending.reason)
    after = "lapsed" if ending.state == "expired" else "left"
    lines.settle(connection, booking, "waiting" if ending.keeps_place else after)
    return True
