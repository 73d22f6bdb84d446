"""Everything that is kept for a person, as tables. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from backend.contract.desk import DeskBooking
from backend.contract.on_behalf import DeskKept
from backend.contract.queues import QueueApplication
from backend.contract.stock import StockReservation
from backend.contract.waiting import WaitingEntry
from callcenter.reception.spoken import BETWEEN, Spoken
from content.formats import dictated

COLUMNS: Final[dict[str, Callable[[DeskBooking], object]]] = {
    "when": lambda one: one.booking.ticket.starts_at,
    "what": lambda one: (one.booking.ticket.title, one.booking.ticket.doctor),
    "who": lambda one: one.booking.beneficiary_name,
    "state": lambda one: one.booking.state,
}
FIRST_COLUMN: Final = "when"


@dataclass(frozen=True, slots=True)
class BookingRow:
    number: str
    dictated: str
    when: str
    what: str
    where: str
    who: str
    state: str
    unpaid: bool
    unproven: bool


@dataclass(frozen=True, slots=True)
class ReservationRow:
    number: str
    dictated: str
    what: str
    where: str
    until: str
    state: str
    price: str


@dataclass(frozen=True, slots=True)
class WaitingRow:
    entry: str
    what: str
    where: str
    since: str
    offer: str  # "" while nothing is offered
    offer_until: str
    who: str  # person id for whom to act; "" for whom the contact is about
    name: str


@dataclass(frozen=True, slots=True)
class PlaceInLine:
    place: str
    position: str


@dataclass(frozen=True, slots=True)
class QueueRow:
    number: str
    child: str
    kind: str
    state: str
    places: tuple[PlaceInLine, ...]
    offer: str


@dataclass(frozen=True, slots=True)
class Whom:
    """Somebody one can book for; `person` "" is whom the contact is about."""

    person: str
    name: str


@dataclass(frozen=True, slots=True)
class KeptRows:
    bookings: tuple[BookingRow, ...]
    reservations: tuple[ReservationRow, ...]
    waiting: tuple[WaitingRow, ...]
    queues: tuple[QueueRow, ...]
    children: tuple[Whom, ...]


def rows_of(
    kept: DeskKept, spoken: Spoken, column: str = FIRST_COLUMN, *, descending: bool = False
) -> KeptRows:
    """All in words."""
    names = {each.person: f"{each.first_name} {each.initial}" for each in kept.represented}
    return KeptRows(
        bookings=tuple(
            _booking(each, spoken) for each in ordered(kept.bookings, column, descending=descending)
        ),
        reservations=tuple(_reservation(each, spoken) for each in kept.reservations),
        waiting=tuple(_waiting(each, names, kept.person, spoken) for each in kept.waiting),
        queues=tuple(_queue(each, spoken) for each in kept.applications),
        children=tuple(Whom(person, name) for person, name in names.items()),
    )


def ordered(bookings: Iterable[DeskBooking], column: str, *, descending: bool = False) -> list[DeskBooking]:
    """By the column; equals with the nearest first."""
    nearest_first = sorted(bookings, key=lambda one: (one.booking.ticket.starts_at, one.booking.number))
    return sorted(nearest_first, key=COLUMNS[column], reverse=descending)  # type: ignore[arg-type]


def _booking(one: DeskBooking, spoken: Spoken) -> BookingRow:
    ticket = one.booking.ticket
    seat = f" · {ticket.seat.label}" if ticket.seat.label else ""
    return BookingRow(
        number=one.booking.number,
        dictated=dictated(one.booking.number),
        when=spoken.when(ticket.starts_at, ticket.zone),
        what=BETWEEN.join(filter(None, (ticket.title, ticket.doctor))) + seat,
        where=ticket.place_title or spoken.titles.of_place(ticket.place),
        who=one.booking.beneficiary_name,
        state=spoken.words(f"reception.state.{one.booking.state}"),
        unpaid=ticket.payment == "due",
        unproven=one.unproven,
    )


def _reservation(one: StockReservation, spoken: Spoken) -> ReservationRow:
    due = one.due_on
    return ReservationRow(
        number=one.number,
        dictated=dictated(one.number),
        what=BETWEEN.join(filter(None, (one.item.title, one.item.author, one.item.details))),
        where=one.place_title or spoken.titles.of_place(one.place),
        until=spoken.until(one.expires_at) if due is None else spoken.day(due),
        state=spoken.words(f"reception.state.{'lent' if due else one.state}"),
        price=spoken.sum(one.to_pay_kopecks) if one.item.kind == "medicine" else "",
    )


def _waiting(one: WaitingEntry, names: dict[str, str], person: str, spoken: Spoken) -> WaitingRow:
    offer = one.offer
    slot_title = "" if offer is None else offer.title
    return WaitingRow(
        entry=one.entry,
        what=slot_title or spoken.speciality(one.speciality),
        where=spoken.titles.of_place(one.place) if one.place else "",
        since=spoken.until(one.since),
        offer="" if offer is None else spoken.when(offer.starts_at, offer.zone),
        offer_until="" if one.offer_until is None else spoken.until(one.offer_until),
        who="" if one.beneficiary == person else one.beneficiary,
        name=names.get(one.beneficiary, ""),
    )


def _queue(one: QueueApplication, spoken: Spoken) -> QueueRow:
    words = spoken.words
    offer = one.offer
    return QueueRow(
        number=dictated(one.number, 3),
        child=one.child_name,
        kind=words(f"reception.queue.{one.kind}", year=one.year),
        state=words(f"reception.queue.state.{one.state}"),
        places=tuple(
            PlaceInLine(
                spoken.titles.of_place(each.place),
                words("reception.queue.position", position=each.position, total=each.total)
                if each.position
                else words("reception.queue.nowhere"),
            )
            for each in one.positions
        ),
        offer=""
        if offer is None
        else words(
            "reception.queue.offer",
            place=spoken.titles.of_place(offer.place),
            until=spoken.until(offer.until),
        ),
    )
