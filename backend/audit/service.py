"""Writes the journal, in the transaction of what it speaks of: no audit row, no data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from backend.audit import repository

DONE = "done"
_COLUMNS = ("at", "actor", "action", "outcome", "person", "holder", "card", "kiosk", "purpose")


@dataclass(frozen=True, slots=True)
class AuditEvent:
    """One line of the journal."""

    at: datetime
    actor: str
    action: str
    outcome: str = DONE
    person: str | None = None
    holder: str | None = None
    card: str | None = None
    kiosk: str | None = None
    purpose: str = ""  # a topic of the content, or a record's number; never free text


@dataclass(frozen=True, slots=True)
class KeptEvent:
    """A line with its number."""

    number: int
    event: AuditEvent


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which lines; "" for any. `older_than` is the number of the last one that was read, or 0."""

    since: datetime
    before: datetime
    actor: str = ""
    purpose: str = ""
    person: str = ""
    older_than: int = 0


def record(connection: Connection, *events: AuditEvent) -> None:
    """Add the lines; an error here undoes the look itself."""
    rows = [
        {
            "at": event.at,
            "actor": event.actor,
            "action": event.action,
            "outcome": event.outcome,
            "person": event.person,
            "holder": event.holder,
            "card": event.card,
            "kiosk": event.kiosk,
            "purpose": event.purpose,
        }
        for event in events
    ]
    if rows:
        repository.add(connection, rows)


def of_person(connection: Connection, person: str, limit: int = 100) -> tuple[AuditEvent, ...]:
    """The newest lines about a person."""
    return tuple(AuditEvent(**row) for row in repository.of_person(connection, person, limit))


def kept(connection: Connection, wanted: Wanted, most: int) -> list[KeptEvent]:
    """The newest first."""
    equal = {name: getattr(wanted, name) for name in ("actor", "purpose", "person")}
    filled = {name: value for name, value in equal.items() if value}
    rows = repository.kept(connection, wanted.since, wanted.before, filled, wanted.older_than, most)
    return [KeptEvent(row["event"], AuditEvent(**{name: row[name] for name in _COLUMNS})) for row in rows]
