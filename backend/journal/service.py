"""Reads the journal for auditors: their own looks stand in it as well."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from backend.actor_names import OPERATOR, names_of_actors
from backend.audit import service as audit
from backend.audit.service import AuditEvent, KeptEvent, Wanted
from backend.contract.journal import (
    LINES_A_FILE,
    LINES_A_PAGE,
    LONGEST_DAYS,
    Journal,
    JournalIn,
    JournalLine,
    JournalOperator,
    JournalPerson,
)
from backend.errors import Refused
from backend.operators import service as operators
from backend.people import service as people
from backend.people.values import Named
from backend.person_search import service as person_search
from content.formats import short_name

LOOK_ACTION: Final = "journal.view"
FILE_ACTION: Final = "journal.export"
NOBODY_HAS_IT: Final = "person-unknown"


@dataclass(frozen=True, slots=True)
class Reading:
    """What an auditor asks for, and when; `journal-period` for days that do not fit."""

    asked: JournalIn
    auditor: str
    now: datetime
    zone: ZoneInfo

    def __post_init__(self) -> None:
        if not 1 <= (self.asked.ends - self.asked.begins).days + 1 <= LONGEST_DAYS:
            raise Refused("journal-period", longest=LONGEST_DAYS)

    @property
    def moments(self) -> tuple[datetime, datetime]:
        """From the first midnight to the one after the last day, and nothing from now on: not this look."""
        after = _midnight(self.asked.ends + timedelta(days=1), self.zone)
        return _midnight(self.asked.begins, self.zone), min(after, self.now)


def note_look(connection: Connection, reading: Reading) -> str | None:
    """Write the look down first; returns whose number it is, None for nobody's."""
    person = _meant(connection, reading.asked)
    is_unknown = bool(reading.asked.number.strip()) and person is None
    audit.record(
        connection,
        AuditEvent(
            reading.now,
            f"{OPERATOR}{reading.auditor}",
            FILE_ACTION if reading.asked.for_file else LOOK_ACTION,
            NOBODY_HAS_IT if is_unknown else audit.DONE,
            person=person,
            purpose=reading.asked.purpose,
        ),
    )
    return person


def journal(connection: Connection, reading: Reading, person: str | None) -> Journal:
    """The lines that were asked for; `person` is what `note_look` found."""
    asked = reading.asked
    most = LINES_A_FILE if asked.for_file else LINES_A_PAGE
    found = [] if asked.number.strip() and person is None else _lines(connection, reading, person, most + 1)
    shown = found[:most]
    wanted = {each for line in shown for each in (line.event.person, line.event.holder) if each}
    known = people.named(connection, wanted | ({person} if person else set()))
    named = names_of_actors(connection, operators.names, {line.event.actor for line in shown})
    return Journal(
        lines=tuple(_told(line, known, named) for line in shown),
        older_than=shown[-1].number if len(found) > most else 0,
        operators=tuple(
            JournalOperator(operator=operator, name=name)
            for operator, name in operators.everybody(connection)
        ),
        person=_person(known, person),
        server_time=reading.now,
    )


def _lines(connection: Connection, reading: Reading, person: str | None, most: int) -> list[KeptEvent]:
    since, before = reading.moments
    asked = reading.asked
    wanted = Wanted(
        since=since,
        before=before,
        actor=f"{OPERATOR}{asked.operator}" if asked.operator else "",
        purpose=asked.purpose,
        person=person or "",
        older_than=asked.older_than,
    )
    return audit.kept(connection, wanted, most)


def _meant(connection: Connection, asked: JournalIn) -> str | None:
    return person_search.by_exact_number(connection, asked.number)


def _told(line: KeptEvent, known: Mapping[str, Named], named: Mapping[str, str]) -> JournalLine:
    event = line.event
    return JournalLine(
        event=line.number,
        at=event.at,
        actor=event.actor,
        actor_name=named.get(event.actor, ""),
        action=event.action,
        outcome=event.outcome,
        person=_person(known, event.person),
        holder=_person(known, event.holder),
        kiosk=event.kiosk or "",
        purpose=event.purpose,
    )


def _person(known: Mapping[str, Named], person: str | None) -> JournalPerson | None:
    found = known.get(person) if person else None
    if found is None:
        return None
    return JournalPerson(
        short_name=short_name(found.last_name, found.first_name, found.middle_name),
        birth_year=found.birth_date.year,
    )


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, datetime.min.time(), zone)
