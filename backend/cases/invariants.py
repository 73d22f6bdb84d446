"""What must hold of cases at any time: each look counts faults."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final, Protocol

from sqlalchemy import Connection, func, or_, select

from backend.cases.tables import case_escalations, case_steps, cases

TOLD_WITHIN: Final = timedelta(days=1)  # the round runs every minute


class Look(Protocol):
    """Counts one kind of fault as of `now`."""

    def __call__(self, connection: Connection, now: datetime) -> int: ...


def history_gaps(connection: Connection, now: datetime) -> int:
    """Cases with a missing step, or in another state or under another version than their last one left."""
    last = (
        select(
            case_steps.c.number,
            func.max(case_steps.c.version).label("last"),
            func.count().label("steps"),
        )
        .group_by(case_steps.c.number)
        .subquery()
    )
    joined = cases.outerjoin(last, last.c.number == cases.c.number).outerjoin(
        case_steps,
        (case_steps.c.number == cases.c.number) & (case_steps.c.version == last.c.last),
    )
    wrong = or_(
        last.c.last.is_(None),
        last.c.last != last.c.steps,
        last.c.last != cases.c.version,
        case_steps.c.state != cases.c.state,
    )
    found = select(func.count()).select_from(joined).where(wrong)
    return int(connection.execute(found).scalar_one())


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
