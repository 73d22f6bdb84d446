"""Signals as case workers see them; every look is in the journal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from sqlalchemy import Connection, RowMapping

from backend.actor_names import names_of_actors
from backend.cases.values import DueDate
from backend.contract.signals import SignalFile, SignalLine, SignalPage, SignalStep
from backend.people import service as people
from backend.people.values import Named
from backend.signals import repository
from backend.signals.repository import LEDGER
from backend.signals.service.keeping import Office, journal, load, note_of
from backend.signals.values import MAY, Asking, Signal

MOST: Final = 200


def whole(connection: Connection, asking: Asking, office: Office, number: str) -> SignalFile:
    """One signal with its history; `signal-unknown`."""
    signal = load(connection, office, number)
    journal(connection, asking, "view", signal)
    return told(connection, office, asking, signal)


def page(connection: Connection, asking: Asking, office: Office, *, closed: bool) -> SignalPage:
    """Naming nobody."""
    rows = repository.closed_ones(connection, MOST) if closed else repository.open_ones(connection, MOST)
    return SignalPage(signals=tuple(_line(row, office, asking) for row in rows), server_time=asking.now)


def told(connection: Connection, office: Office, asking: Asking, signal: Signal) -> SignalFile:
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
        about_name=_name(named, signal.about),
        speaker=signal.speaker,
        speaker_name=_name(named, signal.speaker),
        taken_at=signal.taken_at,
        taken_by=history[0]["actor"],
        body=signal.body,
        passed_at=signal.passed_at,
        checked_on=signal.checked_on,
        outcome=signal.outcome,
        consequence=signal.consequence,
        due=office.rules.due(signal.due, asking.today),
        may=tuple(action for action, states in MAY.items() if signal.state in states),
        text=signal.text,
        history=tuple(_step(row, office, names) for row in history),
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
        due=office.rules.due(DueDate(row["due_on"], row["due_rule"], row["provisional"]), asking.today),
    )


def _step(row: RowMapping, office: Office, names: Mapping[str, str]) -> SignalStep:
    return SignalStep(
        version=row["version"],
        at=row["at"],
        actor=row["actor"],
        actor_name=names.get(row["actor"], ""),
        action=row["action"],
        state=row["state"],
        due_on=row["due_on"],
        due_rule=row["due_rule"],
        note=note_of(row, office.vault),
    )


def _name(named: dict[str, Named], person: str | None) -> str:
    found = named.get(person) if person else None
    if found is None:
        return ""
    return " ".join(part for part in (found.last_name, found.first_name, found.middle_name) if part)
