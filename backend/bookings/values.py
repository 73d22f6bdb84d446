"""What goes into and out of the services of bookings."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from secrets import randbelow
from typing import Literal
from uuid import uuid4

from sqlalchemy import Connection

from backend.bookings.rules import Channel, Visitor
from backend.errors import Refused
from backend.secret_values import new_secret

MOVING = "moving"  # the note of a hold on the seat that a booking is to be moved to
State = Literal["held", "confirmed", "arrived", "no_show", "cancelled", "expired", "moved", "done"]
NO_VISITOR = Visitor()


@dataclass(frozen=True, slots=True)
class Asking:
    """Who asks, through which door, known how well, and when."""

    actor: str  # "kiosk:…", "operator:…", "fhir:…", "command:…"
    channel: Channel
    level: int
    now: datetime


@dataclass(frozen=True, slots=True)
class Wish:
    """A wish for seats in a slot.

    At level 0 `person` is only asked for: no rule about a person is applied and nothing of theirs is looked
    at, since any answer would tell whether they exist and what they have booked.
    """

    slot: str
    person: str | None = field(default=None, repr=False)
    visitor: Visitor = field(default=NO_VISITOR, repr=False)
    seats: int = 1
    chosen: tuple[int, ...] = ()  # seats by number, from a plan; empty: any
    category: str = field(default="", repr=False)  # the only ground of a quota; "": any of the visitor's
    wheelchair: bool = False  # any: the first a wheelchair place, the second its companion's
    note_kind: str = ""

    @property
    def grounds(self) -> frozenset[str]:
        """The visitor's categories whose quotas may be drawn on: all of them, or the one that is named."""
        held = self.visitor.categories
        return held & {self.category} if self.category else held


@dataclass(frozen=True, slots=True)
class FreshHold:
    """Random values, drawn outside the transaction, which may be run again."""

    bookings: tuple[str, ...]
    token: str = field(repr=False)
    luck: int  # where to begin among the free seats, so that rivals part


def draw_hold(seats: int = 1) -> FreshHold:
    return FreshHold(tuple(str(uuid4()) for _ in range(seats)), new_secret(), randbelow(2**31))


@dataclass(frozen=True, slots=True)
class SlotFacts:
    """A slot and the resource it belongs to."""

    slot: str
    resource: str
    kind: str
    speciality: str
    title: str
    person_name: str  # the doctor, or who stands in
    provider: str
    room: str
    floor: str
    entrance: str
    zone: str
    starts_at: datetime
    ends_at: datetime
    home_visit: bool
    state: str
    rules: str = field(repr=False)  # JSON of ResourceRules


@dataclass(frozen=True, slots=True)
class FreeSlot:
    """A slot with at least one seat that the asker may take now."""

    facts: SlotFacts
    free: int
    level: int  # that booking it needs


@dataclass(frozen=True, slots=True)
class TakenSeat:
    """One seat of a hold or a booking."""

    booking: str
    seat: int
    label: str
    kind: str
    price_kopecks: int  # to be paid
    row: str = ""
    place: str = ""
    discount_kopecks: int = 0  # off the full price


@dataclass(frozen=True, slots=True)
class Held:
    """Seats that are kept until `expires_at`; `hold` names them all together."""

    hold: str
    token: str = field(repr=False)
    slot: SlotFacts
    seats: tuple[TakenSeat, ...]
    placed_at: datetime  # by the clock that ends it
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Booked:
    """A booking as it stands."""

    booking: str
    party: str
    number: str  # "" before it is confirmed
    person: str | None = field(repr=False)
    state: State
    slot: SlotFacts
    seat: TakenSeat
    channel: Channel
    level: int
    booked_by: str
    created_at: datetime
    expires_at: datetime | None
    moved_to: str | None
    category: str = field(repr=False)
    note_kind: str
    hold_token_hash: str | None = field(repr=False)


@dataclass(frozen=True, slots=True)
class ByToken:
    """The proof of whoever placed the hold."""

    token: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class ByPerson:
    """The proof of a card's session: these are whom the holder may act for, and the holder."""

    persons: frozenset[str] = field(repr=False)


@dataclass(frozen=True, slots=True)
class ByDesk:
    """An operator or the provider: proven by their own role."""


Proof = ByToken | ByPerson | ByDesk


class SlotTaken(Refused):
    """Somebody was faster; `alternatives` are the nearest free slots of the same kind."""

    def __init__(self, alternatives: tuple[FreeSlot, ...]) -> None:
        super().__init__("slot-taken")
        self.alternatives = alternatives


@dataclass(frozen=True, slots=True)
class News:
    """Something the person should be told, to be queued in the same transaction."""

    kind: Literal["confirmed", "reminder", "moved", "changed", "cancelled", "offered", "paid", "unpaid"]
    booked: Booked = field(repr=False)
    reason: str = ""
    alternatives: tuple[FreeSlot, ...] = ()
    pay_until: datetime | None = None  # of what is confirmed and has to be paid


Tell = Callable[[Connection, Sequence[News]], None]


def tell_nobody(connection: Connection, news: Sequence[News]) -> None:
    """For callers whose news nobody waits for."""
