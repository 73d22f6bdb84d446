"""Urgent services as a desk sees them; every look is in the journal."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Connection, RowMapping

from backend.actor_names import names_of_actors
from backend.audit import service as audit
from backend.audit.service import AuditEvent
from backend.contract.urgent import (
    UrgentAction,
    UrgentFile,
    UrgentLine,
    UrgentPage,
    UrgentStep,
    UrgentWork,
)
from backend.due_date import DueDate
from backend.numbered_records import step_fields
from backend.people import service as people
from backend.urgent import repository
from backend.urgent.repository import LEDGER
from backend.urgent.service.keeping import KIND, Office, check, load
from backend.urgent.values import BY_OPERATORS, MAY, OPEN, Asking, Urgent

MOST: Final = 200
MOST_OF_CONTACT: Final = 50


def whole(connection: Connection, asking: Asking, office: Office, number: str) -> UrgentFile:
    """One application with its act and history; `urgent-unknown`."""
    urgent = load(connection, office, number)
    check(asking, urgent.person, urgent.contact)
    KIND.journal(connection, asking, "view", urgent)
    return told(connection, asking, office, urgent)


def of_contact(connection: Connection, asking: Asking, office: Office) -> UrgentPage:
    """What was formed in the contact in hand; what its person has, only if it is sure who speaks."""
    in_hand = asking.in_hand
    person = in_hand.person if asking.is_sure else ""
    if person:
        audit.record(connection, AuditEvent(asking.now, asking.actor, "urgent.list", person=person))
    rows = repository.of_contact(connection, in_hand.contact, person, MOST_OF_CONTACT)
    return UrgentPage(services=tuple(_line(row, office, asking) for row in rows), server_time=asking.now)


def work(connection: Connection, asking: Asking, office: Office) -> UrgentWork:
    """What waits for a signature, and what waits for help; naming nobody."""
    unsigned = repository.by_term(connection, ("provided",), MOST)
    waiting = repository.by_term(connection, tuple(sorted(OPEN)), MOST)
    return UrgentWork(
        unsigned=tuple(_line(row, office, asking) for row in unsigned),
        open=tuple(_line(row, office, asking) for row in waiting),
        server_time=asking.now,
    )


def told(connection: Connection, asking: Asking, office: Office, urgent: Urgent) -> UrgentFile:
    """The application as a desk sees it; the caller writes the journal."""
    named = people.named(connection, urgent.persons)
    history = LEDGER.history(connection, urgent.number)
    names = names_of_actors(connection, office.names, {row["actor"] for row in history})
    actors = {row["action"]: row["actor"] for row in history}
    return UrgentFile(
        number=urgent.number,
        act_number=urgent.act_number or "",
        state=urgent.state,
        version=urgent.version,
        kinds=urgent.kinds,
        basis=urgent.basis,
        identity=urgent.identity,
        person=urgent.person,
        person_name=people.full_name(named, urgent.person),
        speaker=urgent.speaker,
        speaker_name=people.full_name(named, urgent.speaker),
        relation=urgent.relation,
        contact=urgent.contact,
        opened_at=urgent.opened_at,
        formed_by=history[0]["actor"],
        needed_on=urgent.needed_on,
        provider=urgent.provider,
        act_formed_by=actors.get("provided", ""),
        provided_on=urgent.provided_on,
        signed_on=urgent.signed_on,
        unsigned_reason=urgent.unsigned_reason,
        due=office.rules.terms.told(urgent.due, asking.today),
        may=_may(asking, office, urgent),
        text=urgent.content.text,
        act=urgent.content.act,
        history=tuple(
            UrgentStep(**step_fields(row, names, KIND.note_of(row, office.vault))) for row in history
        ),
    )


def _may(asking: Asking, office: Office, urgent: Urgent) -> tuple[UrgentAction, ...]:
    """By phone an act is formed only of what was given by phone."""
    let = [
        action
        for action, states in MAY.items()
        if urgent.state in states and (asking.at_desk or action in BY_OPERATORS)
    ]
    if not asking.at_desk and not office.rules.are_by_phone(urgent.kinds) and "provided" in let:
        let.remove("provided")
    if urgent.identity == "unnamed" and "signed" in let:
        let.remove("signed")
    return tuple(let)


def _line(row: RowMapping, office: Office, asking: Asking) -> UrgentLine:
    return UrgentLine(
        number=row["number"],
        act_number=row["act_number"] or "",
        state=row["state"],
        version=row["version"],
        kinds=tuple(row["kinds"].split()),
        opened_at=row["opened_at"],
        needed_on=row["needed_on"],
        provider=row["provider"],
        provided_on=row["provided_on"],
        due=office.rules.terms.told(DueDate.of_row(row), asking.today),
        is_named=row["person"] is not None,
    )
