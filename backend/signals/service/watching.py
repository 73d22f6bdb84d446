"""Looks after terms that were counted through a year without a calendar."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from sqlalchemy import Connection

from backend.signals.repository import LEDGER
from backend.signals.service.keeping import KIND, Office, load

AT_ONCE: Final = 100


def recount(connection: Connection, office: Office, now: datetime) -> int:
    """Give provisional terms their day by the calendar as it is now; returns how many changed."""
    numbers = LEDGER.provisional(connection, AT_ONCE)
    return KIND.recount(connection, (load(connection, office, each) for each in numbers), office.term_of, now)
