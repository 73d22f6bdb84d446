"""Tickets to an event on paper: a bill with the payment code if something is to be paid, then one a seat.

Several tickets are one print job, cut apart, so that each visitor carries their own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from content.formats import capitalised, dictated, money, weekday_and_day
from devices.ports import Cut, Element, Line, Pair, QrCode, Sheet, Space
from kiosk.receipts.paper import Letterhead, sheet
from kiosk.receipts.ticket import calendar_lines

if TYPE_CHECKING:
    from backend.contract.bookings import HeldSeat, Ticket
    from backend.contract.payments import Invoice

OPEN = ("due", "short")
LARGE_TITLE = 32  # signs; a longer one would take half of the paper


def admission_sheet(
    head: Letterhead, tickets: tuple[Ticket, ...], invoice: Invoice | None, owner: int
) -> Sheet:
    """Copies of the bookings; one ticket with a bill is one paper, several are cut apart."""
    words = head.words
    title = words("paper.admission.title")
    bill = _bill(head, invoice, tickets[0].zone) if invoice is not None and invoice.state in OPEN else ()
    together = len(tickets) == 1
    papers: list[Sheet] = []
    if bill and not together:
        heading = (Line(words("paper.admission.bill"), bold=True), Line(tickets[0].title), Space())
        papers.append(sheet(head, title, (*heading, *bill), owner=owner))
    for at, ticket in enumerate(tickets, 1):
        count = words("paper.admission.of", at=at, count=len(tickets))
        of_all = words("paper.admission.ticket") if together else count
        body = (Line(of_all), *_ticket(head, ticket), *((Space(), *bill) if bill and together else ()))
        papers.append(sheet(head, title, body, owner=owner))
    elements: list[Element] = []
    for paper in papers:
        elements += [Cut(), *paper.elements] if elements else paper.elements
    return Sheet(title, tuple(elements), owner)


def zone_of(seat: HeldSeat) -> str:
    """«Балкон» of «Балкон, ряд 3, место 12», where the hall has more than one."""
    rest = f", ряд {seat.row}, место {seat.place}"
    return seat.label.removesuffix(rest) if seat.row and seat.label.endswith(rest) else ""


def _ticket(head: Letterhead, ticket: Ticket) -> tuple[Element, ...]:
    """What the door asks for first: what, when, which seat, the code; then the rest."""
    words = head.words
    starts = ticket.starts_at.astimezone(ZoneInfo(ticket.zone))
    seat = ticket.seat
    places = (
        (
            *((Line(zone_of(seat), bold=True),) if zone_of(seat) else ()),
            Pair(words("paper.admission.row"), seat.row, bold=True),
            Pair(words("paper.admission.place"), seat.place, bold=True),
        )
        if seat.row
        else (Pair(words("paper.ticket.seat"), seat.label or words("playbill.any_seat")),)
    )
    kind = (Line(words(f"playbill.kind.{seat.kind}"), bold=True),) if seat.kind != "ordinary" else ()
    price = money(seat.price_kopecks, head.language) if seat.price_kopecks else words("playbill.free")
    state = words(f"booking.payment.{ticket.payment}") if ticket.payment != "none" else ""
    hall = tuple(
        Pair(words(key), value)
        for key, value in (("paper.admission.hall", ticket.room), ("paper.ticket.floor", ticket.floor))
        if value
    )
    return (
        Line(ticket.title, large=len(ticket.title) <= LARGE_TITLE, bold=True),
        Space(),
        Line(f"{capitalised(weekday_and_day(starts.date(), head.language))} {starts.year}", bold=True),
        Line(starts.strftime("%H:%M"), large=True),
        Space(),
        *places,
        *kind,
        Pair(words("paper.admission.price"), price),
        *((Line(state, bold=True),) if state else ()),
        Space(),
        Line(ticket.place_title, bold=True),
        *((Line(ticket.address),) if ticket.address else ()),
        *hall,
        *((Line(f"{words('paper.ticket.entrance')}: {ticket.entrance}"),) if ticket.entrance else ()),
        *((Pair(words("paper.person"), ticket.name_short),) if ticket.name_short else ()),
        Space(),
        Pair(words("paper.admission.number"), dictated(ticket.number), bold=True),
        Pair(words("paper.ticket.code"), ticket.code),
        Line(words("paper.ticket.cancel")),
        *calendar_lines(head, ticket),
        QrCode(ticket.qr, words("paper.ticket.qr")),
    )


def _bill(head: Letterhead, invoice: Invoice, zone: str) -> tuple[Element, ...]:
    """What is to be paid, until when, to whom; the code for a bank's application (ГОСТ Р 56042-2014)."""
    words = head.words
    until = invoice.pay_until.astimezone(ZoneInfo(zone))
    day = f"{until:%d.%m.%Y, %H:%M}"
    left = money(invoice.amount_kopecks - invoice.paid_kopecks, head.language)
    return (
        Line(words("playbill.to_pay")),
        Line(left, large=True),
        Pair(words("paper.admission.until"), day, bold=True),
        Pair(words("paper.admission.payee"), invoice.payee),
        Pair(words("paper.admission.purpose"), invoice.purpose),
        *((QrCode(invoice.qr, words("playbill.qr")),) if invoice.qr else ()),
        Line(words("paper.admission.late")),
    )
