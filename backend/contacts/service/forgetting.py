"""Contacts long past: how many there were, when and about what stays; whose they were does not."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from sqlalchemy import Connection

from backend.contacts import repository

AT_ONCE: Final = 500


def forget(connection: Connection, before: datetime, now: datetime) -> int:
    """Some of those that ended before; 0 when none is left. Notes, numbers and people go for good."""
    past = repository.naming(connection, before, AT_ONCE)
    if past:
        repository.forget_call_backs(connection, past)
        repository.forget(connection, past, now)
    return len(past)
