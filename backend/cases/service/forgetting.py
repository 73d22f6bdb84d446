"""Cases whose time is over: they stay as a count, and name nobody."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Final

from sqlalchemy import Connection

from backend.cases import repository
from backend.cases.service.keeping import KIND, Office, load
from backend.cases.values import Asking, CaseRetention

ACTOR: Final = "system:retention"
AT_ONCE: Final = 200


def close_left(connection: Connection, office: Office, asking: Asking, kept: CaseRetention) -> int:
    """Close some hundred texts that were prepared and forgotten; returns how many."""
    numbers = repository.forgotten_by(connection, asking.now - kept.left, AT_ONCE)
    for number in numbers:
        case = load(connection, office.vault, number)
        closed = replace(case, version=case.version + 1, state="closed")
        KIND.step_by_itself(connection, asking.actor, asking.now, closed, "closed")
    return len(numbers)


def forget(connection: Connection, now: datetime, kept: CaseRetention) -> int:
    """Take texts and names out of some hundred cases whose time is over; returns how many."""
    numbers = repository.over(connection, now - kept.closed, now - kept.never_signed, AT_ONCE)
    repository.forget(connection, numbers)
    return len(numbers)
