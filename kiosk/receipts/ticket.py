"""The ticket on paper: the number first, then when, where, what to bring; the name in short form."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from content.formats import capitalised, dictated, weekday_and_day
from devices.ports import CheckItem, Element, Line, Pair, QrCode, Sheet, Space
from kiosk.receipts.paper import Letterhead, sheet

if TYPE_CHECKING:
    from backend.contract.bookings import Ticket


def ticket_sheet(head: Letterhead, ticket: Ticket, owner: int) -> Sheet:
    """A copy of the booking; the booking itself is at the backend."""
    words = head.words
    starts = ticket.starts_at.astimezone(ZoneInfo(ticket.zone))
    come = ticket.come_at.astimezone(ZoneInfo(ticket.zone))
    title = words("paper.ticket.title")
    where = (
        (Line(words("paper.ticket.home"), bold=True),)
        if ticket.home_visit
        else (Line(ticket.place_title, bold=True), *_address(head, ticket))
    )
    body: tuple[Element, ...] = (
        Line(title),
        Line(dictated(ticket.number), large=True),
        Space(),
        *((Line(words("paper.ticket.desk"), bold=True), Space()) if ticket.desk_first else ()),
        Line(f"{capitalised(weekday_and_day(starts.date(), head.language))} {starts.year}", bold=True),
        Line(starts.strftime("%H:%M"), large=True),
        *(() if ticket.home_visit else (Pair(words("paper.ticket.come"), come.strftime("%H:%M")),)),
        Space(),
        Line(ticket.title, bold=True),
        *((Line(ticket.doctor),) if ticket.doctor else ()),
        *((Pair(words("paper.person"), ticket.name_short),) if ticket.name_short else ()),
        Space(),
        *where,
        Space(),
        *((Line(words("paper.bring"), bold=True),) if ticket.bring else ()),
        *(CheckItem(words(f"booking.bring.{item}")) for item in ticket.bring),
        Space(),
        Pair(words("paper.ticket.code"), ticket.code),
        Line(words("paper.ticket.cancel")),
        *calendar_lines(head, ticket),
    )
    return sheet(head, title, body, QrCode(ticket.qr, words("paper.ticket.qr")), owner)


def calendar_lines(head: Letterhead, ticket: Ticket) -> tuple[Element, ...]:
    """Where a citizen's own telephone exchanges number and code for an entry in its calendar."""
    if not ticket.calendar_page:
        return ()
    return (Line(head.words("paper.ticket.calendar")), Line(ticket.calendar_page, bold=True))


def _address(head: Letterhead, ticket: Ticket) -> tuple[Element, ...]:
    words = head.words
    told: tuple[tuple[str, str], ...] = (
        ("paper.ticket.room", ticket.room),
        ("paper.ticket.floor", ticket.floor),
        ("paper.ticket.seat", ticket.seat.label),
    )
    pairs = tuple(Pair(words(key), value) for key, value in told if value)
    entrance = (Line(f"{words('paper.ticket.entrance')}: {ticket.entrance}"),) if ticket.entrance else ()
    return (*((Line(ticket.address),) if ticket.address else ()), *pairs, *entrance)
