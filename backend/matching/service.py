"""Matches: who is entitled and does not receive, as the last matching found it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection

from backend.audit import service as audit
from backend.audit.service import AuditEvent
from backend.contract.matches import MatchCounts, MeasureCount, PossibleMeasure
from backend.matching import repository


@dataclass(frozen=True, slots=True)
class Run:
    """One matching of the whole register: its day and pack reproduce each of its verdicts."""

    run: str
    on: date
    pack_hash: str
    started_at: datetime
    actor: str


def of_person(connection: Connection, person: str) -> tuple[PossibleMeasure, ...]:
    """«Возможно, вам также положено»; the caller writes the journal."""
    return tuple(PossibleMeasure(**row) for row in repository.of_person(connection, person))


def counts(connection: Connection) -> MatchCounts:
    """How many people could have each measure and do not, as of the last finished run."""
    last = repository.last_run(connection)
    if last is None:
        return MatchCounts(on=None, pack_hash="", measures=())
    return MatchCounts(
        on=last["on"],
        pack_hash=last["pack_hash"],
        measures=tuple(MeasureCount(**row) for row in repository.counts(connection)),
        people=repository.people_found(connection),
        checked=last["people"],
    )


def begin(connection: Connection, run: Run) -> None:
    """Enter the run; it counts once it is finished."""
    repository.begin(
        connection,
        {
            "run": run.run,
            "on": run.on,
            "pack_hash": run.pack_hash,
            "started_at": run.started_at,
            "finished_at": None,
            "people": 0,
            "actor": run.actor,
        },
    )
    audit.record(connection, AuditEvent(run.started_at, run.actor, "register.match"))


def replace(
    connection: Connection, run: Run, people: Sequence[str], found: Sequence[tuple[str, str]]
) -> None:
    """Put what was `found` (person, measure) in place of all earlier matches of these people, in order."""
    rows = [(person, measure, run.run) for person, measure in found]
    repository.replace(connection, people[0], people[-1], rows)


def finish(connection: Connection, run: Run, now: datetime, people: int) -> None:
    """From now on its counts are the ones shown."""
    repository.finish(connection, run.run, now, people)
