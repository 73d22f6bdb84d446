"""The values the card service works with."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from backend.cards.mask import masked_serial


class CardState(StrEnum):
    ACTIVE = "active"
    BLOCKED = "blocked"
    REPLACED = "replaced"
    EXPIRED = "expired"
    LOST = "lost"


REVOKED_STATES = (CardState.BLOCKED, CardState.LOST, CardState.REPLACED)  # ended before the term


# The refusal of a card in each state but the good one.
STATE_CODES = {
    CardState.BLOCKED: "card-blocked",
    CardState.REPLACED: "card-replaced",
    CardState.EXPIRED: "card-expired",
    CardState.LOST: "card-lost",
}


class CardAction(StrEnum):
    ISSUE = "issue"
    BLOCK = "block"
    UNBLOCK = "unblock"
    REPLACE = "replace"
    REPORT_LOST = "report_lost"
    EXPIRE = "expire"
    FIRST_PIN = "first_pin"


@dataclass(frozen=True, slots=True)
class CardRecord:
    """What the `cards` table says about one card; it decides, whatever a certificate claims."""

    card: str
    person: str = field(repr=False)
    issuer: str
    serial: str = field(repr=False)
    guid: str = field(repr=False)  # 32 lower-case hex digits
    state: CardState
    fingerprint_9e: str = field(repr=False)  # SHA-256 of the DER certificate, lower-case hex
    fingerprint_9a: str = field(repr=False)
    issued_on: date
    expires_on: date  # last good day
    replaces: str | None = None

    @property
    def masked(self) -> str:
        """How the card is named to its holder."""
        return masked_serial(self.serial)


@dataclass(frozen=True, slots=True)
class CardStep:
    """One entry of a card's history: who did what, when and why."""

    card: str
    step: int
    at: datetime
    action: CardAction
    state: CardState
    actor: str
    reason: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class RevokedCard:
    """A card that is no longer good before its term: the numbers of its two certificates, and since when."""

    numbers: tuple[int, ...] = field(repr=False)
    state: CardState
    at: datetime
