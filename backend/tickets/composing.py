"""Composes a ticket out of a booking, its place and its owner. Pure, but for the signature in its QR code."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Final, Literal

from backend.contract.bookings import BookingState, BringItem, HeldSeat, ResourceKind, Ticket
from backend.places import PlaceBook
from backend.tickets.calendar_text import CalendarEntry, calendar_text
from backend.tickets.numbers import ticket_code
from backend.tickets.signing import TicketSigner
from backend.vault import Vault

PASSPORT_AGE: Final = 14  # Положение о паспорте гражданина РФ
COME_BEFORE: Final[Mapping[ResourceKind, timedelta]] = {
    "doctor": timedelta(minutes=10),
    "office": timedelta(minutes=5),
    "event": timedelta(minutes=20),
}
DESK_FIRST_TAKES: Final = timedelta(minutes=10)
_TITLES: Final[Mapping[ResourceKind, str]] = {"doctor": "Приём", "office": "Приём", "event": "Билет"}


@dataclass(frozen=True, slots=True)
class TicketMaker:
    """What all tickets of a region share."""

    places: PlaceBook
    signer: TicketSigner
    vault: Vault


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

    def is_child(self, on: date) -> bool:
        """Whether they have no passport yet."""
        birthday = (self.birth_date.month, self.birth_date.day)
        age = on.year - self.birth_date.year - ((on.month, on.day) < birthday)
        return age < PASSPORT_AGE


@dataclass(frozen=True, slots=True)
class Booked:
    """A booking as its tables have it; several seats held in one go are one."""

    number: str
    state: BookingState
    kind: ResourceKind
    speciality: str
    title: str
    doctor: str
    place: str
    room: str
    floor: str
    entrance: str
    zone: str
    starts_at: datetime
    ends_at: datetime
    home_visit: bool
    referral_needed: bool
    confirmed_at: datetime
    seats: tuple[HeldSeat, ...] = ()


def compose(booked: Booked, owner: Owner | None, maker: TicketMaker) -> Ticket:
    """The ticket; without an owner it names nobody and sends its bearer to the desk first."""
    unproven = owner is None
    come_before = timedelta() if booked.home_visit else COME_BEFORE[booked.kind]
    if unproven and not booked.home_visit:
        come_before += DESK_FIRST_TAKES
    address = maker.places.address_of(booked.place)
    where = ", ".join(part for part in (address, booked.room) if part)
    entry = CalendarEntry(
        number=booked.number,
        title=f"{_TITLES[booked.kind]}: {maker.places.title_of(booked.place)}",
        where="" if booked.home_visit else where,
        starts_at=booked.starts_at,
        ends_at=booked.ends_at,
        made_at=booked.confirmed_at,
        cancelled=booked.state == "cancelled",
    )
    return Ticket(
        number=booked.number,
        code=ticket_code(maker.vault, booked.number),
        state=booked.state,
        kind=booked.kind,
        speciality=booked.speciality,
        title=booked.title,
        doctor=booked.doctor,
        place=booked.place,
        place_title=maker.places.title_of(booked.place),
        address=address,
        room=booked.room,
        floor=booked.floor,
        entrance=booked.entrance,
        starts_at=booked.starts_at,
        ends_at=booked.ends_at,
        zone=booked.zone,
        come_at=booked.starts_at - come_before,
        home_visit=booked.home_visit,
        bring=_to_bring(booked, owner),
        desk_first=unproven and not booked.home_visit,
        name_short="" if owner is None else owner.name_short,
        seats=booked.seats,
        qr=maker.signer.qr_text(booked.number),
        ics=calendar_text(entry),
    )


def _to_bring(booked: Booked, owner: Owner | None) -> tuple[BringItem, ...]:
    is_child = owner is not None and owner.is_child(booked.starts_at.date())
    papers: tuple[BringItem, ...] = (
        ("birth_certificate", "representative_passport") if is_child else ("passport",)
    )
    last: tuple[Literal["referral"], ...] = ("referral",) if booked.referral_needed else ()
    match booked.kind:
        case "doctor":
            return (*papers, "policy", "snils", *last)
        case "office":
            return (*papers, "snils")
        case "event":
            return ("social_card", *papers)
