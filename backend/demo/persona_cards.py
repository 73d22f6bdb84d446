"""Virtual cards for the personas: good ones and each kind of bad one, as JSON files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from uuid import uuid4

from sqlalchemy import Connection

from backend.cards import service, virtual
from backend.cards.identity import CardIdentity
from backend.cards.issuing import CardOrder, SigningAuthority, last_day_of
from backend.cards.making import MadeVirtualCard, make_virtual, new_key
from backend.cards.service import Hand
from backend.cards.virtual import KeyAndCertificate, VirtualCard
from backend.demo.calendar import years_before
from backend.demo.filling import EnteredPersona

EXPIRED_YEARS_AGO = 6
_FIRST_SERIAL = 900_000_000_001
_CLONE_TITLE = "Копия чужой карты: ключи не подходят"
_REASONS = {"blocked": "по просьбе держателя", "lost": "потеряна держателем", "replaced": "повреждена"}


@dataclass(frozen=True, slots=True)
class Issuing:
    """Who issues, under which region number and when."""

    authority: SigningAuthority
    issuer: str
    now: datetime
    actor: str

    def hand(self, reason: str = "") -> Hand:
        return Hand(self.actor, self.now, reason)


def issue_persona_cards(
    connection: Connection, issuing: Issuing, personas: Sequence[EnteredPersona], folder: Path
) -> tuple[Path, ...]:
    """Enter a card for each persona, bring it into its state and write the files; returns their paths."""
    cards: list[VirtualCard] = []
    for number, entered in enumerate(personas):
        cards.extend(_cards_of(connection, issuing, entered, _FIRST_SERIAL + 10 * number))
    return tuple(virtual.write(card, folder) for card in cards)


def _cards_of(
    connection: Connection, issuing: Issuing, entered: EnteredPersona, serial: int
) -> list[VirtualCard]:
    persona, hand = entered.persona, issuing.hand(_REASONS.get(entered.persona.fate, ""))
    made = _make(issuing, entered, f"demo-{persona.slug}", serial)
    card = made.virtual.card
    service.issue(connection, made.certified.new, issuing.hand())
    cards = [made.virtual]
    match persona.fate:
        case "blocked":
            service.block(connection, card, hand)
        case "lost":
            service.report_lost(connection, card, hand)
        case "expired":
            service.expire(connection, card, hand)
        case "replaced":
            newer = _make(issuing, entered, f"demo-{persona.slug}-new", serial + 1)
            service.replace(connection, card, newer.certified.new, hand)
            cards.append(replace(newer.virtual, title="Вера Н., 64 года: новая карта"))
        case "active":
            pass
    if persona.cloned:
        cards.append(_clone(made.virtual))
    return cards


def _make(issuing: Issuing, entered: EnteredPersona, card: str, serial: int) -> MadeVirtualCard:
    issued_at = issuing.now
    if entered.persona.fate == "expired":
        day = years_before(issued_at.date(), EXPIRED_YEARS_AGO)
        issued_at = datetime.combine(day, issued_at.timetz())
    order = CardOrder(
        card=card,
        person=entered.person,
        identity=CardIdentity(issuing.issuer, str(serial), uuid4().hex),
        issued_at=issued_at,
        expires_on=last_day_of(issued_at.date()),
    )
    return make_virtual(issuing.authority, order, entered.persona.title)


def _clone(card: VirtualCard) -> VirtualCard:
    """What a thief can copy: certificates and GUID, never the keys."""
    return replace(
        card,
        card=f"{card.card}-clone",
        title=_CLONE_TITLE,
        key_9e=KeyAndCertificate(new_key(), card.key_9e.certificate),
        key_9a=KeyAndCertificate(new_key(), card.key_9a.certificate),
    )
