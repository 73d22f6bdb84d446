"""Bookings: what is free, a hold, a ticket, and what a citizen and a desk may do with them."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Annotated, Literal, Self

from pydantic import Field, TypeAdapter, ValidationError, model_validator

from backend.contract.base import Contract, Personal
from backend.contract.payments import Invoice, PaymentState
from backend.contract.problems import Problem
from backend.contract.requests import Id, PersonRef

HOLD_HEADER = "Okno-Hold"  # carries the hold's token: who has it may confirm or release the hold
TICKET_PREFIX = "okno:t1:"  # of the text in a ticket's QR code
MOST_SEATS = 6
MOST_SLOTS = 100

BookingNumber = Annotated[str, Field(pattern=r"^[0-9]{8}$")]
TicketCode = Annotated[str, Field(pattern=r"^[0-9]{4}$")]
BookingRef = Annotated[str, Field(pattern=r"^[0-9A-Za-z-]{1,80}$")]  # of a resource, slot or hold
QrText = Annotated[str, Field(pattern=r"^okno:t1:[0-9]{8}:[A-Za-z0-9_-]{86}$")]
Reason = Annotated[str, Field(max_length=300)]

ResourceKind = Literal["doctor", "office", "event"]
SeatKind = Literal["ordinary", "wheelchair", "companion"]
BookingState = Literal[
    "held", "confirmed", "arrived", "no_show", "cancelled", "expired", "moved", "done"
]  # `moved`: another booking stands in its place, under the same number

ReferralNeed = Literal["", "needed", "recorded", "missing"]
BringItem = Literal[
    "passport", "birth_certificate", "representative_passport", "policy", "snils", "referral", "social_card"
]


class Bookable(Contract):
    """A speciality or an office's service that is open to self-booking at the places asked for."""

    kind: ResourceKind
    speciality: str  # "therapist", …; for an office the id of its service
    title: str  # in the provider's words: «Участковый терапевт»
    free: int  # seats there; of each resource only the soonest are counted
    first_at: datetime | None  # None: nothing is free, a waiting list may be
    first_place: str  # where that is, Place id of the pack
    level: int  # of identification that booking needs: 0 policy or SNILS, 1 card, 2 card and PIN
    referral: ReferralNeed = ""  # whether they have one is told to the holder alone: card and PIN


class BookableList(Contract):
    """What can be booked; with a card's session in the header, at the holder's own clinic first."""

    bookable: tuple[Bookable, ...]
    server_time: datetime


class BookableResource(Contract):
    """A doctor, a window of an office, a hall."""

    resource: str
    kind: ResourceKind
    speciality: str
    title: str  # «Участковый терапевт», «Окно 3: пособия»
    doctor: str  # «Соколова Е. В.»; "" where it is no person
    place: str  # Place id of the pack
    room: str
    floor: str
    entrance: str  # how to get in with a wheelchair
    zone: str  # IANA
    home_visit: bool
    free: int
    first_at: datetime | None
    level: int


class BookableResources(Contract):
    resources: tuple[BookableResource, ...]
    server_time: datetime


class FreeSlot(Contract):
    """A time at which at least one seat is free."""

    slot: str
    resource: str
    kind: ResourceKind
    speciality: str
    title: str
    doctor: str  # who really works then: a substitute if there is one
    place: str
    room: str
    starts_at: datetime
    ends_at: datetime
    zone: str
    free: int
    home_visit: bool
    level: int


class FreeSlots(Contract):
    """Of the nearest place first, there the soonest first."""

    slots: tuple[FreeSlot, ...]
    server_time: datetime


class FreeDay(Contract):
    """A day, by the calendar of the place, on which something is free."""

    day: date
    free: int  # seats
    first_at: datetime


class FreeDays(Contract):
    """Of the nearest place that has anything free, at most 60 days; `place` "" where nothing is free."""

    place: str  # Place id of the pack
    zone: str  # IANA
    days: tuple[FreeDay, ...]  # only those with something free, in order
    server_time: datetime


class WithoutCard(Personal):
    """Somebody who has no card at hand: one number and the birth date. Whether they exist is never told."""

    policy: Annotated[str, Field(pattern=r"^([0-9]{16})?$")] = ""  # ОМС
    snils: Annotated[str, Field(pattern=r"^([0-9]{11})?$")] = ""  # digits only
    birth_date: date

    @model_validator(mode="after")
    def _one_number(self) -> Self:
        if bool(self.policy) == bool(self.snils):
            raise ValueError("either a policy or a SNILS")
        return self


class HoldIn(Personal):
    """A wish for a seat: with a card in the Okno-Session header, or `without_card`.

    `beneficiary` is somebody the holder acts for, which needs level 2; None: the holder.
    """

    slot: BookingRef
    seats: Annotated[int, Field(ge=1, le=MOST_SEATS)] = 1
    beneficiary: PersonRef | None = None
    without_card: WithoutCard | None = None
    category: Id | Literal[""] = ""  # ground of a quota
    # Of an event: seats by number from its plan, or none and the best that are free side by side.
    chosen: Annotated[tuple[Annotated[int, Field(ge=1)], ...], Field(max_length=MOST_SEATS)] = ()
    wheelchair: bool = False  # without `chosen`: the first is a wheelchair place, a second its companion's

    @model_validator(mode="after")
    def _as_many(self) -> Self:
        if self.chosen and (len(set(self.chosen)) != self.seats or len(self.chosen) != self.seats):
            raise ValueError("as many chosen as seats, each once")
        return self


class HeldSeat(Contract):
    """What a concession takes off is off the price already; which it is, is not told."""

    seat: int
    label: str  # «ряд 3, место 12»; "" where seats have no names
    price_kopecks: int  # to be paid
    row: str = ""
    place: str = ""
    kind: SeatKind = "ordinary"
    discount_kopecks: int = 0  # off the full price


class Hold(Personal):
    """A seat that is kept for a while: `expires_at` by the backend's clock, `server_time` to count from."""

    hold: str
    token: Annotated[str, Field(repr=False)]  # for the Okno-Hold header
    expires_at: datetime
    server_time: datetime
    slot: FreeSlot
    seats: tuple[HeldSeat, ...]
    pay_within_minutes: int = 0  # after confirming, if the seats cost something; 0: at the place itself


class Ticket(Personal):
    """What is printed. The booking is the record, the paper a copy of it."""

    number: str  # eight digits
    code: str  # four digits, for moving and cancelling without a card
    state: BookingState
    kind: ResourceKind
    speciality: str
    title: str
    doctor: str
    place: str  # Place id of the pack
    place_title: str
    address: str
    room: str
    floor: str
    entrance: str
    starts_at: datetime
    ends_at: datetime
    zone: str
    come_at: datetime  # a little earlier
    home_visit: bool
    bring: tuple[BringItem, ...]
    desk_first: bool  # booked without a card: «Сначала подойдите в регистратуру»
    name_short: str  # «Иванова М. П.»; "" where booked without a card
    seat: HeldSeat
    payment: PaymentState = "none"
    pay_until: datetime | None = None  # while it is due
    qr: str  # `okno:t1:<number>:<signature>`
    calendar_page: str = ""  # where number and code are exchanged for it, «okno.region.example/calendar»


class Tickets(Personal):
    """One for each seat of the hold, and what is to be paid for all of them together."""

    tickets: tuple[Ticket, ...]
    invoice: Invoice | None = None
    channels: tuple[Literal["sms", "email"], ...] = ()  # by which a ticket can be sent on, besides paper


class OwnBooking(Personal):
    """A booking in «Мои записи», level 2; `ticket` is there to be printed again."""

    number: str
    state: BookingState
    beneficiary: str
    beneficiary_name: str  # «Пётр И.»; "" for the holder's own
    may_change: bool
    ticket: Ticket


class OwnBookings(Personal):
    bookings: tuple[OwnBooking, ...]  # those to come first, the nearest first
    server_time: datetime


class CancelIn(Personal):
    """`code` from the paper where no holder's session is open."""

    code: TicketCode | Literal[""] = ""


class MoveIn(Personal):
    """Another time; kept beforehand by `/hold`, so that nobody takes it while it is looked at once more."""

    slot: BookingRef
    code: TicketCode | Literal[""] = ""


class ArriveIn(Personal):
    """The text of the ticket's QR code, or the code under it."""

    qr: QrText | Literal[""] = ""
    code: TicketCode | Literal[""] = ""


class ChangedBooking(Personal):
    """What has become of a booking that was cancelled or whose owner has come."""

    number: str
    state: BookingState
    room: str = ""  # where to go, after arriving


_SLOTS = TypeAdapter(tuple[FreeSlot, ...])


def alternatives_of(problem: Problem | None) -> tuple[FreeSlot, ...]:
    """The nearest free slots that a `slot-taken` names; none where it names none."""
    told = None if problem is None else (problem.model_extra or {}).get("alternatives")
    try:
        return _SLOTS.validate_json(json.dumps(told))
    except ValidationError:
        return ()
