"""What stands in the outbox, and what can become of it."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar

from devices.values import Value


class State(StrEnum):
    """How far a request has come. WAITING and SENT are unsettled: they are sent until answered."""

    WAITING = "waiting"  # never sent
    SENT = "sent"  # sent at least once; whether it arrived is not known
    ACCEPTED = "accepted"
    REFUSED = "refused"


class NewEntry(Value):
    """A request about to be stored; `key` makes its delivery happen once, however often it is sent."""

    repr_fields: ClassVar[tuple[str, ...]] = ()
    receipt_code: str
    key: str
    sealed: bytes
    filed_at: int  # Unix time by the kiosk's wall clock; for people to read, nothing is decided by it


class Entry(Value):
    """A stored request as it is sent: `sealed` is closed to this kiosk too."""

    repr_fields: ClassVar[tuple[str, ...]] = ("sequence", "attempts")
    sequence: int
    receipt_code: str
    key: str
    sealed: bytes
    attempts: int


class Depth(Value):
    """How much waits, since when, and how much was refused."""

    waiting: int = 0
    oldest_filed_at: int | None = None
    refused: int = 0


class Accepted(Value):
    """The backend has it, by this number."""

    number: str


class RefusedForGood(Value):
    """The backend will never take it: sending it again would change nothing."""

    code: str


class NotNow(Value):
    """No answer, or one that may be another later; `line`: the next one would fail in the same way."""

    code: str
    line: bool


Outcome = Accepted | RefusedForGood | NotNow
