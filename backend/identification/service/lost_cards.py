"""A lost card is blocked for whoever names its holder and their birth date; it is undone only when surer."""

from __future__ import annotations

from sqlalchemy import Connection, RowMapping

from backend.audit import service as audit
from backend.audit.service import AuditEvent
from backend.cards import service as cards
from backend.cards.service import CardChangeRefused, Hand
from backend.cards.values import CardState
from backend.contacts.values import By
from backend.contract.identification import CardBlockIn
from backend.errors import Refusal, Refused
from backend.identification import repository
from backend.identification.service import tries
from content.stems import words_of

REASON = "lost card, by telephone"
_UNKNOWN = "nobody"  # wrong names are counted against the operator alone


def block(connection: Connection, by: By, told: CardBlockIn) -> bool | Refusal:
    """Block what is active; true also where nothing was, so that nobody learns who has a card."""
    keys = tries.keys_of(_UNKNOWN, by.operator)[1:]
    if tries.are_locked(connection, keys, by.now):
        return Refusal("too-many-attempts")
    found = [row for row in repository.born_on(connection, told.birth_date) if _is(row, told)]
    if len(found) != 1:
        tries.count_wrong(connection, keys, by.now)
        event = AuditEvent(
            by.now, by.actor, "card.block", outcome="identification-failed", purpose=told.purpose
        )
        audit.record(connection, event)
        return Refusal("identification-failed")
    person = found[0]["person"]
    for card in cards.of_person(connection, person):
        if card.state is CardState.ACTIVE:
            cards.block(connection, card.card, Hand(by.actor, by.now, REASON))
            event = AuditEvent(
                by.now, by.actor, "card.block", person=person, card=card.card, purpose=told.purpose
            )
            audit.record(connection, event)
    return True


def unblock(connection: Connection, by: By, person: str, purpose: str) -> None:
    """Unblock the person's newest blocked card; `card-not-blocked` where there is none."""
    blocked = [card for card in cards.of_person(connection, person) if card.state is CardState.BLOCKED]
    if not blocked:
        raise Refused("card-not-blocked")
    try:
        cards.unblock(connection, blocked[-1].card, Hand(by.actor, by.now, REASON))
    except CardChangeRefused:
        raise Refused("card-not-blocked") from None
    event = AuditEvent(
        by.now, by.actor, "card.unblock", person=person, card=blocked[-1].card, purpose=purpose
    )
    audit.record(connection, event)


def _is(row: RowMapping, told: CardBlockIn) -> bool:
    """The name as it was told; a patronymic only where one was."""
    same = [
        words_of(row[name]) == words_of(getattr(told, name))
        for name in ("last_name", "first_name", "middle_name")
        if name != "middle_name" or told.middle_name.strip()
    ]
    return all(same)
