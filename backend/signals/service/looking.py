"""Signals as case workers see them; every look is in the journal."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Connection, RowMapping

from backend.actor_names import names_of_actors
from backend.contract.signals import SignalFile, SignalLine, SignalPage, SignalStep
from backend.due_date import DueDate
from backend.numbered_records import step_fields
from backend.people import service as people
from backend.signals import repository
from backend.signals.repository import LEDGER
from backend.signals.service.keeping import KIND, Office, load
from backend.signals.values import MAY, Asking, Signal

MOST: Final = 200


def whole(connection: Connection, asking: Asking, office: Office, number: str) -> SignalFile:
    """One signal with its history; `signal-unknown`."""
    signal = load(connection, office, number)
    KIND.journal(connection, asking, "view", signal)
    return told(connection, asking, office, signal)


def page(connection: Connection, asking: Asking, office: Office, *, closed: bool) -> SignalPage:
    """Naming nobody."""
    rows = repository.closed_ones(connection, MOST) if closed else repository.open_ones(connection, MOST)
    return SignalPage(signals=tuple(_line(row, office, asking) for row in rows), server_time=asking.now)


def told(connection: Connection, asking: Asking, office: Office, signal: Signal) -> SignalFile:
    """The signal as a case worker sees it; the caller writes the journal."""
    named = people.named(connection, signal.persons)
    history = LEDGER.history(connection, signal.number)
    names = names_of_actors(connection, office.names, {row["actor"] for row in history})
    return SignalFile(
        number=signal.number,
        kind=signal.kind,
        state=signal.state,
        version=signal.version,
        danger=signal.danger,
        emergency=signal.emergency,
        source=signal.source,
        anonymous=signal.anonymous,
        about=signal.about,
        about_name=people.full_name(named, signal.about),
        speaker=signal.speaker,
        speaker_name=people.full_name(named, signal.speaker),
        taken_at=signal.taken_at,
        taken_by=history[0]["actor"],
        body=signal.body,
        passed_at=signal.passed_at,
        checked_on=signal.checked_on,
        outcome=signal.outcome,
        consequence=signal.consequence,
        due=office.rules.terms.told(signal.due, asking.today),
        may=tuple(action for action, states in MAY.items() if signal.state in states),
        text=signal.text,
        history=tuple(
            SignalStep(**step_fields(row, names, KIND.note_of(row, office.vault))) for row in history
        ),
    )


def _line(row: RowMapping, office: Office, asking: Asking) -> SignalLine:
    return SignalLine(
        number=row["number"],
        kind=row["kind"],
        state=row["state"],
        version=row["version"],
        danger=row["danger"],
        source=row["source"],
        taken_at=row["taken_at"],
        body=row["body"],
        outcome=row["outcome"],
        due=office.rules.terms.told(DueDate.of_row(row), asking.today),
    )
