"""Looks after terms that were counted through a year without a calendar."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from sqlalchemy import Connection

from backend.signals.repository import LEDGER
from backend.signals.service.keeping import Office, load, recounted

ACTOR: Final = "system:terms"
AT_ONCE: Final = 100


def recount(connection: Connection, office: Office, now: datetime) -> int:
    """Give provisional terms their day by the calendar as it is now; returns how many changed."""
    changed = 0
    for number in LEDGER.provisional(connection, AT_ONCE):
        signal = load(connection, office, number)
        if office.term_of(signal) != signal.due:
            recounted(connection, office, signal, ACTOR, now)
            changed += 1
    return changed
