"""What must hold of cases at any time: each look counts faults."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final, Protocol

from sqlalchemy import Connection, func, select

from backend.cases.tables import case_escalations, case_numbers, case_steps, cases
from backend.database.ledger import Ledger

_LEDGER: Final = Ledger(case_numbers, cases, case_steps)
TOLD_WITHIN: Final = timedelta(days=1)  # the round runs every minute


class Look(Protocol):
    """Counts one kind of fault as of `now`."""

    def __call__(self, connection: Connection, now: datetime) -> int: ...


def history_gaps(connection: Connection, now: datetime) -> int:
    """Cases with a missing step, or in another state or under another version than their last one left."""
    return _LEDGER.gaps(connection)


def untold_terms(connection: Connection, now: datetime) -> int:
    """Terms that ended and of which nobody was told."""
    told = (
        select(1)
        .where(
            case_escalations.c.number == cases.c.number,
            case_escalations.c.due_on == cases.c.due_on,
            case_escalations.c.kind == "overdue",
        )
        .exists()
    )
    before = (now - TOLD_WITHIN).date()
    found = select(func.count()).select_from(cases).where(cases.c.due_on < before, ~told)
    return int(connection.execute(found).scalar_one())


LOOKS: Final[Mapping[str, Look]] = {
    "case-history-gap": history_gaps,
    "case-term-untold": untold_terms,
}
