"""Card sessions: what a kiosk sends after a card event, and what it may show."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from backend.contract.base import Base64Bytes, Contract, Personal
from backend.contract.people import PersonalFile, Relation


class Nonce(Contract):
    """A random value the card is to sign over; burnt by its first use, 120 seconds at most."""

    value: Annotated[str, Field(min_length=32, max_length=64)]
    expires_at: datetime


class Nonces(Contract):
    nonces: tuple[Nonce, ...]
    server_time: datetime  # a kiosk whose clock is wrong learns it here


class CardProofIn(Contract):
    """A certificate and one signature by its key over `challenge(kiosk, nonce, key, purpose)`."""

    certificate: Base64Bytes  # DER
    guid: Annotated[str, Field(pattern=r"^[0-9a-f]{32}$")]  # as the CHUID says
    nonce: Annotated[str, Field(min_length=32, max_length=64)]
    signature: Base64Bytes


class GroupCounts(Personal):
    """How many active entitlements there are in each neutral group; says nothing of health."""

    payments: int
    transport: int
    medicines: int
    services: int


class CardSession(Personal):
    """Level 1: a genuine card. First name and initial, counts by neutral group, nothing more."""

    session: str  # opaque; sent back in the Okno-Session header
    level: Literal[1] = 1
    expires_at: datetime
    first_name: str
    initial: str  # «И.»
    language: str
    counts: GroupCounts
    offers: int = 0  # seats of the waiting list that are kept for the holder now; which, level 2 says
    pack_hash: str
    nonces: Nonces


class HolderSession(Personal):
    """Level 2: card and PIN. Everything of one's own, in the same answer."""

    level: Literal[2] = 2
    expires_at: datetime
    file: PersonalFile
    acts_for: tuple[Relation, ...]
    to_sign: int = 0  # petitions that were prepared for the holder and wait for a signature
    nonces: Nonces
