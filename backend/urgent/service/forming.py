"""Applications: formed by an operator in the call, or at a desk; written anew while no help was given."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from sqlalchemy import Connection

from backend.contacts.service import keeping as contacts
from backend.contacts.values import By
from backend.contract.contacts import SpeakerRelation
from backend.contract.urgent import ToldIdentity, UrgentEditIn, UrgentIdentity, UrgentIn
from backend.due_date import NO_TERM
from backend.errors import Refusal, Refused
from backend.people import service as people
from backend.urgent.repository import LEDGER
from backend.urgent.service.acting import take_up
from backend.urgent.service.keeping import Office, check, start, step
from backend.urgent.values import APPLICATION_LETTER, Asking, Content, Urgent

_LEVELS: Final[Mapping[str, UrgentIdentity]] = {
    "data": "data",
    "code_word": "code_word",
    "call_back": "call_back",
}


@dataclass(frozen=True, slots=True)
class _Speaker:
    """Who speaks in the contact, and what they are to the recipient."""

    person: str | None = None
    relation: SpeakerRelation = "self"


def form(connection: Connection, asking: Asking, office: Office, new: UrgentIn) -> Urgent:
    """A new application; `urgent-kind-unknown`, `urgent-name-missing`, `urgent-papers-unseen`."""
    office.rules.check_services(new.kinds)
    contact = asking.in_hand.contact
    check(asking, new.person, contact)
    needed_on = new.needed_on or asking.today
    if needed_on < asking.today:
        raise Refused("urgent-date-wrong", at="needed_on", why="past")
    speaker = _speaker(connection, asking)
    urgent = Urgent(
        number=LEDGER.next_number(connection, APPLICATION_LETTER, asking.today.year),
        act_number=None,
        state="assigned" if new.provider else "applied",
        version=1,
        kinds=_each_once(new.kinds),
        basis=new.basis,
        identity=_identity(connection, asking, office, new),
        person=new.person,
        speaker=speaker.person if speaker.person != new.person else None,
        relation=speaker.relation,
        contact=contact or None,
        opened_at=asking.now,
        needed_on=needed_on,
        provider=new.provider,
        provided_on=None,
        signed_on=None,
        unsigned_reason="",
        due=NO_TERM,
        content=Content(new.text),
    )
    return start(connection, asking, office, replace(urgent, due=office.term_of(urgent)))


def edit(
    connection: Connection, asking: Asking, office: Office, number: str, asked: UrgentEditIn
) -> Urgent | Refusal:
    """The application as it shall read now."""
    urgent = take_up(connection, asking, office, number, asked, "edited")
    if isinstance(urgent, Refusal):
        return urgent
    office.rules.check_services(asked.kinds)
    check(asking, asked.person, urgent.contact)
    needed_on = asked.needed_on or urgent.needed_on
    if needed_on < min(asking.today, urgent.needed_on):
        raise Refused("urgent-date-wrong", at="needed_on", why="past")
    return step(
        connection,
        asking,
        office,
        urgent,
        "edited",
        kinds=_each_once(asked.kinds),
        basis=asked.basis,
        identity=_identity(connection, asking, office, asked),
        person=asked.person,
        needed_on=needed_on,
        content=Content(asked.text),
    )


def _identity(
    connection: Connection, asking: Asking, office: Office, told: UrgentIn | UrgentEditIn
) -> UrgentIdentity:
    """How it was made sure who the recipient is; on the telephone by the contact, not by anybody's word."""
    if told.person is not None and told.person not in people.named(connection, {told.person}):
        raise Refused("person-unknown")
    if told.identity == "papers" and not asking.at_desk:
        raise Refused("urgent-papers-unseen")
    if told.identity == "unnamed":
        return _unnamed(office, told)
    if told.person is None and not told.text.recipient_name.strip():
        raise Refused("urgent-name-missing")
    if told.person is not None and not asking.at_desk:
        return _LEVELS[asking.in_hand.level]
    return told.identity


def _unnamed(office: Office, told: UrgentIn | UrgentEditIn) -> ToldIdentity:
    names = (told.text.recipient_name, told.text.reach)
    if told.person is not None or any(each.strip() for each in names):
        raise Refused("body-invalid", errors=[{"at": "identity", "why": "nobody_is_named"}])
    if not office.rules.are_unnamed(told.kinds):
        raise Refused("urgent-name-missing")
    return "unnamed"


def _speaker(connection: Connection, asking: Asking) -> _Speaker:
    if not asking.in_hand.contact:
        return _Speaker()
    row = contacts.found(connection, asking.in_hand.contact, By(asking.operator, asking.now))
    return _Speaker(row["speaker"], row["relation"])


def _each_once(kinds: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(kinds))
