"""A card's proof as it was judged, and the session that a proof opened."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from backend.card_proof.verify import ProvenCard
from backend.errors import Refusal

LIFETIME = timedelta(minutes=5)  # from the last look
LONGEST = timedelta(minutes=30)  # from the card's event, whatever is looked at


@dataclass(frozen=True, slots=True)
class Proof:
    """A judged proof and the nonce it was made over."""

    card: ProvenCard | Refusal
    nonce: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Session:
    """An open session, as the table knows it."""

    session_hash: str = field(repr=False)
    card: str
    person: str = field(repr=False)
    guid: str = field(repr=False)
    level: int
    opened_at: datetime

    def until(self, now: datetime) -> datetime:
        return min(now + LIFETIME, self.opened_at + LONGEST)
