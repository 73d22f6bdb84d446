"""What goes into and out of the services of messages."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from backend.carriers.ports import Channel, Letter

Kind = Literal[
    "confirmed",
    "reminder",
    "moved",
    "changed",
    "cancelled",
    "offered",
    "paid",
    "unpaid",
    "delivered",
    "available",
    "ticket",
    "reserved",
    "place",
    "case_prepared",
    "case_received",
    "case_registered",
    "act_to_sign",
]

DeskKind = Literal["desk_documents", "desk_place", "desk_result", "desk_request"]
"""What an operator sends for a caller who asks for it."""

LATE = "message-late"
GIVEN_UP = "message-given-up"


@dataclass(frozen=True, slots=True)
class Message:
    """One message to one address by one channel."""

    dedupe_key: str  # the same for whoever decides to tell the same
    kind: Kind | DeskKind
    channel: Channel
    about: str
    address: str = field(repr=False)
    subject: str = field(repr=False)
    body: str = field(repr=False)
    zone: str
    useful_until: datetime


@dataclass(frozen=True, slots=True)
class Claimed:
    """A message this worker alone may send until its time is over; `attempt` is its claim's number."""

    message: int
    attempt: int
    channel: Channel
    zone: str
    useful_until: datetime
    letter: Letter = field(repr=False)


@dataclass(frozen=True, slots=True)
class Page:
    """Which bookings to look at next: those after the last one, that begin before `until`."""

    last_start: datetime
    last_booking: str
    until: datetime
    most: int


@dataclass(frozen=True, slots=True)
class Upcoming:
    """A booking as a reminder looks at it."""

    booking: str
    created_at: datetime
    starts_at: datetime
    zone: str


@dataclass(frozen=True, slots=True)
class Unsent:
    """A message that did not arrive, as far as it can be written anew: its text was wiped."""

    message: int
    kind: Kind
    channel: Channel
    about: str
