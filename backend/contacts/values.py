"""What services of contacts are told beside the database."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from secrets import token_bytes
from typing import Final
from uuid import uuid4

from backend.contract.contacts import ContactChannel, ContactDirection
from backend.idempotency.sealing import SEAL_NONCE_BYTES

LONGEST_RING: Final = timedelta(minutes=5)  # no exchange rings longer
LONGEST_TALK: Final = timedelta(hours=4)
LONGEST_TAKEN: Final = timedelta(hours=2)  # undialled or untold, a promised call is anybody's again
PAUSE_BETWEEN_TRIES: Final = timedelta(minutes=30)
MOST_TRIES: Final = 3
OPEN_STATES: Final = ("ringing", "talking", "held", "wrap_up")


@dataclass(frozen=True, slots=True)
class By:
    """Who acts, and when."""

    operator: str
    now: datetime
    is_supervisor: bool = False

    @property
    def actor(self) -> str:
        """The operator as the journal names them."""
        return f"operator:{self.operator}"


@dataclass(frozen=True, slots=True)
class Fresh:
    """Random values of one piece of work, which may be run again."""

    id: str
    number_nonce: bytes = field(repr=False)
    notes_nonce: bytes = field(repr=False)


Draw = Callable[[], Fresh]


def draw_fresh() -> Fresh:
    return Fresh(str(uuid4()), token_bytes(SEAL_NONCE_BYTES), token_bytes(SEAL_NONCE_BYTES))


@dataclass(frozen=True, slots=True)
class NewContact:
    """A contact as it begins; `call` names it within `source`."""

    source: str  # "line:desk-1", "desk:op-7"
    call: str
    channel: ContactChannel
    direction: ContactDirection
    number: str = field(repr=False)  # E.164 or ""
    operator: str | None = None
    line: str = ""
    training: bool = False
    is_internal: bool = False  # from an extension of our own
