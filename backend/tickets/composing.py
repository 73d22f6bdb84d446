"""Composes a ticket out of a booking, its place and its owner. Pure, but for the signature in its QR code."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final, Literal
from zoneinfo import ZoneInfo

from pydantic import TypeAdapter

from backend.bookings.numbers import code_of
from backend.bookings.rules import ResourceRules, age_on
from backend.bookings.values import Booked, SlotFacts, TakenSeat
from backend.contract.bookings import BringItem, HeldSeat, ResourceKind, SeatKind, Ticket
from backend.payments.values import Paying
from backend.places import PlaceBook
from backend.tickets.calendar_text import CalendarEntry, calendar_text
from backend.tickets.signing import TicketSigner
from backend.vault import Vault

PASSPORT_AGE: Final = 14  # Положение о паспорте гражданина РФ
COME_BEFORE: Final[Mapping[ResourceKind, timedelta]] = {
    "doctor": timedelta(minutes=10),
    "office": timedelta(minutes=5),
    "event": timedelta(minutes=20),
}
DESK_FIRST_TAKES: Final = timedelta(minutes=10)
_KIND: Final[TypeAdapter[ResourceKind]] = TypeAdapter(ResourceKind)
_SEAT_KIND: Final[TypeAdapter[SeatKind]] = TypeAdapter(SeatKind)
NOTHING: Final = Paying()
_TITLES: Final[Mapping[ResourceKind, str]] = {"doctor": "Приём", "office": "Приём", "event": "Билет"}


@dataclass(frozen=True, slots=True)
class TicketMaker:
    """What all tickets of a region share."""

    places: PlaceBook
    signer: TicketSigner
    vault: Vault
    calendar_page: str = ""  # as printed; "" where citizens do not reach the server


@dataclass(frozen=True, slots=True)
class Owner:
    """Whom a ticket is for, as far as they showed who they are."""

    last_name: str = field(repr=False)
    first_name: str = field(repr=False)
    middle_name: str = field(repr=False)
    birth_date: date = field(repr=False)

    @property
    def name_short(self) -> str:
        """«Иванова М. П.»"""
        letters = " ".join(f"{name[0]}." for name in (self.first_name, self.middle_name) if name)
        return f"{self.last_name} {letters}".strip()


def held_seat(seat: TakenSeat) -> HeldSeat:
    """A seat as the contract tells it."""
    return HeldSeat(
        seat=seat.seat,
        label=seat.label,
        price_kopecks=seat.price_kopecks,
        row=seat.row,
        place=seat.place,
        kind=_SEAT_KIND.validate_python(seat.kind),
        discount_kopecks=seat.discount_kopecks,
    )


def compose(booked: Booked, owner: Owner | None, maker: TicketMaker, paying: Paying = NOTHING) -> Ticket:
    """The ticket; without an owner it names nobody and sends its bearer to the desk first."""
    slot, seat = booked.slot, booked.seat
    kind = _KIND.validate_python(slot.kind)
    desk_first = owner is None and not slot.home_visit
    come_before = timedelta() if slot.home_visit else COME_BEFORE[kind]
    if desk_first:
        come_before += DESK_FIRST_TAKES
    return Ticket(
        number=booked.number,
        code=code_of(maker.vault, booked.number),
        state=booked.state,
        kind=kind,
        speciality=slot.speciality,
        title=slot.title,
        doctor=slot.person_name,
        place=slot.provider,
        place_title=maker.places.title_of(slot.provider),
        address=maker.places.address_of(slot.provider),
        room=slot.room,
        floor=slot.floor,
        entrance=slot.entrance,
        starts_at=slot.starts_at,
        ends_at=slot.ends_at,
        zone=slot.zone,
        come_at=slot.starts_at - come_before,
        home_visit=slot.home_visit,
        bring=_to_bring(slot, kind, owner),
        desk_first=desk_first,
        name_short="" if owner is None else owner.name_short,
        seat=held_seat(seat),
        payment=paying.state,
        pay_until=paying.pay_until,
        qr=maker.signer.qr_text(booked.number),
        calendar_page=maker.calendar_page,
    )


def calendar_of(booked: Booked, maker: TicketMaker) -> str:
    """The booking as an iCalendar file (RFC 5545)."""
    slot = booked.slot
    where = ", ".join(part for part in (maker.places.address_of(slot.provider), slot.room) if part)
    return calendar_text(
        CalendarEntry(
            number=booked.number,
            title=f"{_TITLES[_KIND.validate_python(slot.kind)]}: {maker.places.title_of(slot.provider)}",
            where="" if slot.home_visit else where,
            starts_at=slot.starts_at,
            ends_at=slot.ends_at,
            made_at=booked.created_at,
            cancelled=booked.state == "cancelled",
        )
    )


def _to_bring(slot: SlotFacts, kind: ResourceKind, owner: Owner | None) -> tuple[BringItem, ...]:
    day = slot.starts_at.astimezone(ZoneInfo(slot.zone)).date()
    is_child = owner is not None and age_on(owner.birth_date, day) < PASSPORT_AGE
    papers: tuple[BringItem, ...] = (
        ("birth_certificate", "representative_passport") if is_child else ("passport",)
    )
    referral_needed = ResourceRules.model_validate_json(slot.rules).referral_needed
    last: tuple[Literal["referral"], ...] = ("referral",) if referral_needed else ()
    match kind:
        case "doctor":
            return (*papers, "policy", "snils", *last)
        case "office":
            return (*papers, "snils")
        case "event":
            return ("social_card", *papers)
