"""Signals whose time is over: they stay as a count, and name nobody."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from sqlalchemy import Connection

from backend.signals.repository import LEDGER

AT_ONCE: Final = 200
_ENDS: Final = ("closed",)
_NAMES: Final = ("about", "speaker", "contact")


def forget(connection: Connection, before: datetime) -> int:
    """Take texts and names out of some hundred that ended before that moment; returns how many."""
    numbers = LEDGER.over(connection, _ENDS, before, AT_ONCE)
    LEDGER.forget(connection, numbers, _NAMES)
    return len(numbers)
