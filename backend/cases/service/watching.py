"""Looks after terms: says in time that one ends, and counts those again whose calendar has appeared."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Final

from sqlalchemy import Connection

from backend.cases import repository
from backend.cases.service.keeping import KIND, Office, case_of

AT_ONCE: Final = 100
_LONG_AGO: Final = date(2000, 1, 1)


def escalate(connection: Connection, office: Office, now: datetime, today: date) -> int:
    """Add a row for each case that is near its term or past it and has none yet; returns how many."""
    soon = repository.escalate(connection, "soon", today, office.book.warned_until(today), now)
    yesterday = today - timedelta(days=1)
    return soon + repository.escalate(connection, "overdue", _LONG_AGO, yesterday, now)


def recount(connection: Connection, office: Office, now: datetime) -> int:
    """Give provisional terms their day by the calendar as it is now; returns how many changed."""
    found = (case_of(row, office.vault) for row in repository.provisional(connection, AT_ONCE))
    return KIND.recount(connection, found, office.book.term_of, now)
