"""Finds out for whom a hold is asked, and how well that is known.

With a card: its holder, or at level 2 somebody the holder acts for. Without one, a policy or SNILS and a
birth date: the person is looked up, so that the booking is found among their own later, but nothing
depends on whether there is one, and every such ticket says the same: first to the desk.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import Connection

from backend.bookings.rules import Visitor
from backend.bookings.values import Asking
from backend.card_sessions import service as card_sessions
from backend.card_sessions.values import Session
from backend.contract.bookings import WithoutCard
from backend.disclosure import Disclosure
from backend.errors import Refusal, Refused
from backend.moment import Moment
from backend.people import service as people
from backend.people.values import Named
from backend.referrals import service as referrals
from backend.vault import Vault

BOOK, ACT_FOR = "book", "act_for_represented"
HOLDER_LEVEL = 2


@dataclass(frozen=True, slots=True)
class Visit:
    """Who comes: `person` None where nobody knows."""

    asking: Asking
    person: str | None = field(default=None, repr=False)
    holder: Session | None = field(default=None, repr=False)
    named: Named | None = field(default=None, repr=False)
    visitor: Visitor = field(default_factory=Visitor, repr=False)


def with_card(
    connection: Connection,
    moment: Moment,
    session: str,
    beneficiary: str | None,
    disclosure: Disclosure,
) -> Visit:
    """The holder, or whom they act for; raises `Refused`."""
    opened = unrefused(card_sessions.bearer_of(connection, moment, session))
    if not disclosure.allows(opened.level, BOOK):
        raise Refused("booking-level")
    person = whom_for(connection, moment, opened, beneficiary, disclosure)
    asking = Asking(moment.actor, "kiosk", opened.level, moment.now)
    named = people.named(connection, (person,))[person]
    return Visit(asking, person, opened, named, visitor_of(connection, named, moment.today, opened.level))


def without_card(connection: Connection, moment: Moment, who: WithoutCard) -> Visit:
    """Somebody nobody has seen; the same work whether they exist or not."""
    if who.policy:
        person = people.by_policy(connection, who.policy, who.birth_date)
    else:
        person = people.by_snils(connection, who.snils, who.birth_date)
    return Visit(Asking(moment.actor, "kiosk", 0, moment.now), person)


def whom_for(
    connection: Connection, moment: Moment, opened: Session, beneficiary: str | None, disclosure: Disclosure
) -> str:
    """The holder, or at level 2 whom they act for; `booking-level`, `person-not-yours`."""
    if beneficiary is None or beneficiary == opened.person:
        return opened.person
    if opened.level < HOLDER_LEVEL or not disclosure.allows(opened.level, ACT_FOR):
        raise Refused("booking-level")
    if not people.may_act_for(connection, opened.person, beneficiary, moment.today):
        raise Refused("person-not-yours")
    return beneficiary


def visitor_of(connection: Connection, named: Named, today: date, level: int = HOLDER_LEVEL) -> Visitor:
    """What rules ask of a person; whether they were referred is nothing that level 1 may learn."""
    held = people.categories_of(connection, (named.person,), today).get(named.person, ())
    referred = referrals.last_days(connection, named.person, today) if level >= HOLDER_LEVEL else None
    return Visitor(named.birth_date, named.clinic, frozenset(held), referred)


def asked_for_hash(vault: Vault, who: WithoutCard) -> str:
    """Under what somebody asked for without a card is counted: no number of theirs lies in the database."""
    return f"asked:{vault.hash_of('asked for', f'{who.policy}/{who.snils}/{who.birth_date}')}"


def unrefused(outcome: Session | Refusal) -> Session:
    """The session; its refusal raised, since nothing was written yet that should stay."""
    if isinstance(outcome, Refusal):
        raise outcome.raised()
    return outcome
