"""Looks after terms that were counted through a year without a calendar."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Connection

from backend.signals.repository import LEDGER
from backend.signals.service.keeping import Office, load, recounted
from backend.signals.values import Asking

AT_ONCE: Final = 100


def recount(connection: Connection, asking: Asking, office: Office) -> int:
    """Give provisional terms their day by the calendar as it is now; returns how many changed."""
    changed = 0
    for number in LEDGER.provisional(connection, AT_ONCE):
        signal = load(connection, office, number)
        if office.term_of(signal) != signal.due:
            recounted(connection, asking, office, signal)
            changed += 1
    return changed
