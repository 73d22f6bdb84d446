"""Nonces: random values a card signs over, given to one kiosk, short-lived, burnt by their first use."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import Connection

from backend.contract.cards import Nonce, Nonces
from backend.errors import Refusal
from backend.nonces import repository
from backend.secret_values import hash_of, new_secret

LIFETIME = timedelta(seconds=120)
KEPT_AFTER_EXPIRY = timedelta(minutes=10)  # long enough to say "expired" or "burnt" rather than "unknown"


@dataclass(frozen=True, slots=True)
class FreshNonces:
    """Two values about to be stored and sent; drawn outside the transaction."""

    values: tuple[str, str] = field(repr=False)  # one for the card, one for the holder
    given_at: datetime

    @property
    def expires_at(self) -> datetime:
        return self.given_at + LIFETIME

    def contract(self) -> Nonces:
        """As the kiosk gets them."""
        given = tuple(Nonce(value=value, expires_at=self.expires_at) for value in self.values)
        return Nonces(nonces=given, server_time=self.given_at)


def draw_nonces(now: datetime) -> FreshNonces:
    """Two new random nonces."""
    return FreshNonces((new_secret(), new_secret()), now)


def give(connection: Connection, kiosk: str, fresh: FreshNonces) -> None:
    """Store them for this kiosk."""
    first, second = (hash_of(value) for value in fresh.values)
    repository.add_two(connection, first, second, kiosk, fresh.expires_at)


def burn(connection: Connection, kiosk: str, nonce: str, now: datetime) -> Refusal | None:
    """Use the nonce up; a refusal if it is another kiosk's, unknown, too old or used already."""
    nonce_hash = hash_of(nonce)
    if repository.burn(connection, nonce_hash, kiosk, now):
        return None
    row = repository.nonce(connection, nonce_hash, kiosk)
    if row is None:
        return Refusal("nonce-unknown")
    return Refusal("nonce-burnt" if row["burnt_at"] is not None else "nonce-expired")


def purge(connection: Connection, now: datetime) -> None:
    """Forget nonces that are long over."""
    repository.purge(connection, now - KEPT_AFTER_EXPIRY)
