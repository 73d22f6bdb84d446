"""By what right somebody at a kiosk touches a booking: their own card and PIN, or the code on the paper."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from sqlalchemy import Connection

from backend.audit import service as audit
from backend.audit.service import AuditEvent
from backend.bookings.rules import Visitor
from backend.bookings.service import looking, proving
from backend.bookings.service.proving import OnPaper
from backend.bookings.values import NO_VISITOR, Asking, Booked, ByDesk, ByPerson, Proof
from backend.card_sessions import service as card_sessions
from backend.disclosure import Disclosure
from backend.errors import Refusal, Refused
from backend.kiosks import service as kiosks
from backend.moment import Moment
from backend.people import service as people
from backend.reception.asking_for import unrefused, visitor_of
from backend.services import Services
from backend.vault import Vault

LIST, MOVE = "list_bookings", "move_booking"
HOLDER_LEVEL: Final = 2


@dataclass(frozen=True, slots=True)
class Shown:
    """A booking that somebody may change."""

    booked: Booked = field(repr=False)
    proof: Proof = field(repr=False)
    asking: Asking
    visitor: Visitor


def holder_and_theirs(
    connection: Connection, moment: Moment, session: str, disclosure: Disclosure, action: str
) -> tuple[str, frozenset[str]]:
    """The holder of a level-2 session that allows `action`, and everybody they act for, themselves too."""
    holder = unrefused(card_sessions.holder_of(connection, moment, session)).person
    if not disclosure.allows(HOLDER_LEVEL, action):
        raise Refused("session-level")
    if not disclosure.shows(HOLDER_LEVEL, "represented"):
        return holder, frozenset({holder})
    others = people.relations(connection, holder, moment.today)
    return holder, frozenset({holder, *(each.person for each in others)})


def by_holder(
    connection: Connection, moment: Moment, number: str, session: str, disclosure: Disclosure
) -> Shown:
    """A booking of the holder's, or of whom they act for; somebody else's reads like none."""
    _, theirs = holder_and_theirs(connection, moment, session, disclosure, MOVE)
    booked = looking.by_number(connection, number)
    if booked is None or booked.person not in theirs:
        raise Refused("booking-unknown")
    named = people.named(connection, (booked.person,))[booked.person]
    asking = Asking(moment.actor, "kiosk", HOLDER_LEVEL, moment.now)
    return Shown(booked, ByPerson(theirs), asking, visitor_of(connection, named, moment.today))


def by_code(connection: Connection, moment: Moment, number: str, code: str, vault: Vault) -> Shown | Refusal:
    """The booking of a ticket; a wrong code is counted, and the count is committed."""
    paper = OnPaper(number, code)
    booked = proving.by_paper(connection, paper, moment.actor, moment.now, vault)
    if isinstance(booked, Refusal):
        return booked
    # The paper has proven it, and nothing more can be asked of whoever carries it.
    return Shown(booked, ByDesk(), Asking(moment.actor, "kiosk", 0, moment.now), NO_VISITOR)


def check_one_right(session: str, code: str) -> None:
    """The card or the code, not both; `session-missing`, `body-invalid`."""
    if not session and not code:
        raise Refused("session-missing")
    if session and code:
        raise Refused("body-invalid", errors=[{"at": "code", "why": "card_or_not"}])


def by_either(
    connection: Connection, services: Services, moment: Moment, number: str, session: str, code: str
) -> Shown | Refusal:
    """The booking of the ticket if there is a code, otherwise of the holder, at a kiosk that serves."""
    if not kiosks.serves(connection, moment.kiosk):
        return Refusal("kiosk-withdrawn")
    if code:
        return by_code(connection, moment, number, code, services.vault)
    return by_holder(connection, moment, number, session, services.disclosure)


def journal(connection: Connection, moment: Moment, action: str, persons: set[str | None]) -> None:
    """A line for each person whose booking was seen or touched."""
    for person in sorted(persons, key=str):
        audit.record(connection, AuditEvent(moment.now, moment.actor, action, person=person))
