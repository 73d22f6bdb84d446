"""A person as the operator sees them, without what may not be said at this level."""

from __future__ import annotations

from sqlalchemy import Connection

from backend.audit import service as audit
from backend.audit.service import AuditEvent
from backend.cards import service as cards
from backend.contract.identification import DeskCard, DeskPerson
from backend.errors import Refused
from backend.identification.values import Look
from backend.identification_policy import Policy
from backend.people import service as people
from backend.people.values import PersonUnknown
from content.formats import short_name


def page(connection: Connection, policy: Policy, look: Look, person: str) -> DeskPerson:
    """`person-unknown`; `identification-other-person` where the contact is for somebody else."""
    by, in_hand = look.by, look.in_hand
    in_hand.about(person)
    try:
        file = people.personal_file(connection, person, "", look.today)
    except PersonUnknown:
        raise Refused("person-unknown") from None
    audit.record(connection, AuditEvent(by.now, by.actor, "person.view", person=person, purpose=look.purpose))
    say = policy.said_at(in_hand.level)
    named = "name" in say
    return DeskPerson(
        person=person,
        level=in_hand.level,
        say=say,
        do=policy.done_at(in_hand.level),
        short_name=short_name(file.last_name, file.first_name, file.middle_name),
        last_name=file.last_name if named else "",
        first_name=file.first_name if named else "",
        middle_name=file.middle_name if named else "",
        birth_year=file.birth_date.year,
        birth_date=file.birth_date if named else None,
        address=file.address if "address" in say else "",
        snils_masked=file.snils_masked,
        clinic=file.clinic if "address" in say else "",
        documents=file.documents if "documents" in say else (),
        categories=file.categories if "categories" in say else (),
        entitlements=file.entitlements if "entitlements" in say else (),
        represented=people.relations(connection, person, look.today) if "represented" in say else (),
        cards=_cards(connection, person) if "cards" in say else (),
    )


def _cards(connection: Connection, person: str) -> tuple[DeskCard, ...]:
    return tuple(
        DeskCard(card_masked=card.masked, state=card.state) for card in cards.of_person(connection, person)
    )
