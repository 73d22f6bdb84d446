"""Tickets, holds and slips as an operator reads them out: number, code, when, where, what to bring. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from backend.contract.bookings import HeldSeat, Hold, Ticket
from backend.contract.payments import Invoice
from backend.contract.stock import StockReservation
from callcenter import times
from callcenter.reception.spoken import BETWEEN, Spoken
from content.formats import date_in_figures, dictated

Facts = tuple[tuple[str, str], ...]
_BRING_FOR: Final = {"medicine": ("passport", "social_card"), "book": ("passport",)}


@dataclass(frozen=True, slots=True)
class Paper:
    """What would stand on the paper; `facts` are titles with values in the order of reading."""

    number: str  # as an address has it
    dictated: str
    code: str = field(repr=False)
    facts: Facts
    bring: tuple[str, ...]
    state: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Kept:
    """A hold to be looked at once more: the clock is text that the server gives."""

    hold: str
    until: str
    left: str
    facts: Facts
    total: str  # "" where nothing is to be paid


def paper_of(ticket: Ticket, spoken: Spoken) -> Paper:
    """A ticket of a booking."""
    words = spoken.words
    told = (
        ("when", spoken.when(ticket.starts_at, ticket.zone)),
        ("come", spoken.time(ticket.come_at, ticket.zone)),
        ("who", ticket.name_short),
        ("what", BETWEEN.join(filter(None, (ticket.title, ticket.doctor)))),
        ("place", ticket.place_title or spoken.titles.of_place(ticket.place)),
        ("address", "" if ticket.home_visit else ticket.address),
        ("room", spoken.room(ticket.room, ticket.floor)),
        ("entrance", ticket.entrance),
        ("seat", ticket.seat.label),
        ("price", spoken.sum(ticket.seat.price_kopecks) if ticket.kind == "event" else ""),
        ("payment", _payment(ticket, spoken)),
    )
    notes = {
        "home": ticket.home_visit,
        "desk_first": ticket.desk_first,
        "unpaid": ticket.payment == "due",
    }
    return Paper(
        number=ticket.number,
        dictated=dictated(ticket.number),
        code=ticket.code,
        facts=_named(told, spoken),
        bring=tuple(words(f"reception.bring.{each}") for each in ticket.bring),
        state=words(f"reception.state.{ticket.state}"),
        notes=tuple(words(f"reception.note.{name}") for name, is_so in notes.items() if is_so),
    )


def slip_of(kept: StockReservation, spoken: Spoken) -> Paper:
    """A slip of a reservation."""
    words, item = spoken.words, kept.item
    is_there = kept.state == "delivered" or kept.expected_at <= spoken.now
    told = (
        ("item", BETWEEN.join(filter(None, (item.title, item.author, item.details)))),
        ("units", str(kept.units)),
        ("who", kept.name_short),
        ("place", kept.place_title or spoken.titles.of_place(kept.place)),
        ("address", kept.address),
        ("ready", words("reception.ready") if is_there else spoken.until(kept.expected_at)),
        ("until", "" if kept.due_on else spoken.until(kept.expires_at)),
        ("due", date_in_figures(kept.due_on) if kept.due_on else ""),
        ("price", spoken.sum(kept.to_pay_kopecks) if item.kind == "medicine" else ""),
    )
    bring = [*_BRING_FOR[item.kind], *(["prescription"] if item.prescription else [])]
    return Paper(
        number=kept.number,
        dictated=dictated(kept.number),
        code=kept.code,
        facts=_named(told, spoken),
        bring=tuple(words(f"reception.bring.{each}") for each in bring),
        state=words(f"reception.state.{kept.state}"),
    )


def kept_of(hold: Hold, spoken: Spoken) -> Kept:
    """What will be booked, and for how long it is kept."""
    slot = hold.slot
    told = (
        ("when", spoken.when(slot.starts_at, slot.zone)),
        ("what", BETWEEN.join(filter(None, (slot.title, slot.doctor)))),
        ("place", spoken.titles.of_place(slot.place)),
        ("room", spoken.room(slot.room, "")),
        ("seats", _seats(hold.seats)),
    )
    return Kept(
        hold=hold.hold,
        until=spoken.time(hold.expires_at),
        left=left_of(hold.expires_at, hold.server_time, spoken),
        facts=_named(told, spoken),
        total=_total(hold.seats, spoken) if slot.kind == "event" else "",
    )


def left_of(expires_at: datetime, server_time: datetime, spoken: Spoken) -> str:
    """«9 мин», by the clock that will end it."""
    return times.duration(max(0.0, (expires_at - server_time).total_seconds()), spoken.words)


def bill_of(invoice: Invoice, spoken: Spoken) -> Facts:
    """What is to be paid, and how to name it."""
    told = (
        ("bill", dictated(invoice.number, 3)),
        ("amount", spoken.sum(invoice.amount_kopecks - invoice.paid_kopecks)),
        ("pay_until", spoken.when(invoice.pay_until)),
        ("payee", invoice.payee),
        ("purpose", invoice.purpose),
    )
    return _named(told, spoken)


def _seats(seats: Sequence[HeldSeat]) -> str:
    labels = [seat.label for seat in seats if seat.label]
    return "; ".join(labels) if labels or len(seats) == 1 else str(len(seats))


def _total(seats: Sequence[HeldSeat], spoken: Spoken) -> str:
    return spoken.sum(sum(seat.price_kopecks for seat in seats))


def _payment(ticket: Ticket, spoken: Spoken) -> str:
    if ticket.payment == "none":
        return ""
    told = spoken.words(f"reception.payment.{ticket.payment}")
    return told if ticket.pay_until is None else f"{told} {spoken.when(ticket.pay_until)}"


def _named(told: Sequence[tuple[str, str]], spoken: Spoken) -> Facts:
    return tuple((spoken.words(f"reception.fact.{name}"), value) for name, value in told if value)
