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
from content.identification import SAYS

ALL_PARTS = frozenset(SAYS)


def page(
    connection: Connection, policy: Policy, look: Look, person: str, parts: frozenset[str] = ALL_PARTS
) -> DeskPerson:
    """`person-unknown`; `identification-other-person` where the contact is for somebody else.

    What is not among `parts` is not shown either, and the journal names each part that is.
    """
    by, in_hand = look.by, look.in_hand
    in_hand.about(person)
    try:
        file = people.personal_file(connection, person, "", look.today)
    except PersonUnknown:
        raise Refused("person-unknown") from None
    said = policy.said_at(in_hand.level)
    shown = parts.intersection(said)
    represented = people.relations(connection, person, look.today) if "represented" in shown else ()
    _journal(connection, look, person, parts, shown)
    for each in represented:
        event = AuditEvent(
            by.now, by.actor, "relation.view", person=each.person, holder=person, purpose=look.purpose
        )
        audit.record(connection, event)
    named = "name" in shown
    return DeskPerson(
        person=person,
        level=in_hand.level,
        say=said,
        do=policy.done_at(in_hand.level),
        short_name=short_name(file.last_name, file.first_name, file.middle_name),
        last_name=file.last_name if named else "",
        first_name=file.first_name if named else "",
        middle_name=file.middle_name if named else "",
        birth_year=file.birth_date.year,
        birth_date=file.birth_date if named else None,
        address=file.address if "address" in shown else "",
        snils_masked=file.snils_masked,
        clinic=file.clinic if "address" in shown else "",
        documents=file.documents if "documents" in shown else (),
        categories=file.categories if "categories" in shown else (),
        entitlements=file.entitlements if "entitlements" in shown else (),
        represented=represented,
        cards=_cards(connection, person) if "cards" in shown else (),
    )


def _journal(
    connection: Connection, look: Look, person: str, parts: frozenset[str], shown: frozenset[str]
) -> None:
    """One line for the whole file, or one for each part that was asked for and may be said."""
    whole = parts == ALL_PARTS
    actions = ["person.view"] if whole else [f"person.view.{part}" for part in sorted(shown)]
    by = look.by
    audit.record(
        connection,
        *(
            AuditEvent(by.now, by.actor, action, person=person, purpose=look.purpose)
            for action in actions or ["person.view"]
        ),
    )


def _cards(connection: Connection, person: str) -> tuple[DeskCard, ...]:
    return tuple(
        DeskCard(card_masked=card.masked, state=card.state) for card in cards.of_person(connection, person)
    )
