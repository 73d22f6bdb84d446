"""Urgent help whose time is over: it stays as a count, and names nobody."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from sqlalchemy import Connection

from backend.urgent.repository import LEDGER

AT_ONCE: Final = 200
_ENDS: Final = ("signed", "unsigned", "refused", "withdrawn")
_NAMES: Final = ("person", "speaker", "contact")


def forget(connection: Connection, before: datetime) -> int:
    """Take texts and names out of some hundred that ended before that moment; returns how many."""
    numbers = LEDGER.over(connection, _ENDS, before, AT_ONCE)
    LEDGER.forget(connection, numbers, _NAMES)
    return len(numbers)
