"""Seats that are held, tickets that are there, and how they are paid for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from content.formats import capitalised, day_and_month, dictated
from kiosk.flow.blocks import (
    Block,
    Chip,
    Emblem,
    Figure,
    Notice,
    Pair,
    PaymentCode,
    Progress,
    Section,
    Summary,
    Title,
    Tone,
)
from kiosk.flow.booking.confirming import paper_of
from kiosk.flow.booking.draft import BookingDraft
from kiosk.flow.booking.events import BookingConfirmed
from kiosk.flow.booking.own import booking_of
from kiosk.flow.booking.pages import AdmissionPage, SeatsHeldPage
from kiosk.flow.booking.times import at_place, clock_of
from kiosk.flow.events import WentBack, WentHome
from kiosk.flow.playbill.events import SeatsAsked, TerminalAsked
from kiosk.flow.playbill.pages import OwnInvoicePage
from kiosk.flow.playbill.paying import is_open, offers_terminal
from kiosk.flow.printing import can_print
from kiosk.flow.scenes.booking_hold import clock_of_hold, moment_of, paper_notice
from kiosk.flow.scenes.booking_ticket import PAYMENT_TONES, payment_chip, ticket_pairs
from kiosk.flow.scenes.failures import wording_of
from kiosk.flow.scenes.paper import paper_again
from kiosk.flow.scenes.playbill import outing_of, titled
from kiosk.flow.scenes.scene import Desk, Scene
from kiosk.flow.scenes.waits import waiting
from kiosk.flow.views import Button
from kiosk.receipts.admission import zone_of

if TYPE_CHECKING:
    from backend.contract.bookings import HeldSeat, Hold, Ticket
    from backend.contract.payments import Invoice


def seats_held(desk: Desk, page: SeatsHeldPage) -> Scene:
    """The review: which seats, what each costs, how long they are kept."""
    words, draft = desk.words, desk.walk.booking
    if page.since is not None or draft is None or draft.chosen is None or draft.hold is None:
        return waiting(desk, "seats-holding", words("playbill.holding"), page.since)
    hold, slot = draft.hold, draft.chosen
    blocks: list[Block] = [
        Title(words("booking.review"), words("playbill.title")),
        _total(desk, hold),
        clock_of_hold(desk, draft),
    ]
    if draft.unsure:
        blocks.append(
            Notice(Tone.ATTENTION, words("booking.unsure"), words("playbill.unsure.text"), draft.unsure)
        )
    event = outing_of(desk).what
    place = desk.catalogue.places.get(slot.place)
    told = (
        ("playbill.what", titled(event) if event else slot.title),
        ("booking.when", capitalised(moment_of(desk, slot))),
        ("booking.where", ", ".join(filter(None, (desk.text(place.title) if place else "", slot.room)))),
    )
    pairs = [Pair(words(key), value) for key, value in told if value]
    blocks += [Summary((*pairs, *_seat_pairs(desk, hold.seats))), paper_notice(desk)]
    actions = (
        Button(words(_other(hold)), SeatsAsked(), icon="back"),
        Button(words("playbill.confirm"), BookingConfirmed(), icon="done", primary=True),
    )
    return Scene("seats-held", tuple(blocks), actions, personal=True)


def _other(hold: Hold) -> str:
    named = any(seat.row or seat.label for seat in hold.seats)
    return "playbill.other_seats" if named else "playbill.other_count"


def _total(desk: Desk, hold: Hold) -> Figure:
    """What all of it costs, and by when."""
    words = desk.words
    total = sum(seat.price_kopecks for seat in hold.seats)
    label = words.plural("playbill.total", len(hold.seats))
    off = sum(seat.discount_kopecks for seat in hold.seats)
    saved = words("playbill.saved", price=desk.money(off)) if off else ""
    if not total:
        return Figure(words("playbill.free_of_charge"), label, saved)
    later = (
        words.plural("playbill.pay_within", hold.pay_within_minutes // 60)
        if hold.pay_within_minutes >= 60
        else words.plural("playbill.pay_minutes", hold.pay_within_minutes)
        if hold.pay_within_minutes
        else words("playbill.pay_there")
    )
    return Figure(desk.money(total), label, " ".join(filter(None, (saved, later))))


def _seat_pairs(desk: Desk, seats: tuple[HeldSeat, ...]) -> tuple[Pair, ...]:
    """A line a seat where seats have names; otherwise how many at which price."""
    words = desk.words
    if not any(seat.row or seat.label for seat in seats):
        prices = [seat.price_kopecks for seat in seats]
        lines = []
        for price in sorted(set(prices), reverse=True):
            each = desk.money(price) if price else words("playbill.free_of_charge")
            count = prices.count(price)
            value = words("playbill.price_each", price=each) if price and count > 1 else each
            lines.append(Pair(words.plural("playbill.tickets", count), value))
        return (*lines, *_seating(desk))
    return tuple(Pair(seat_title(desk, seat), _price(desk, seat)) for seat in seats)


def _seating(desk: Desk) -> tuple[Pair, ...]:
    return (Pair(desk.words("playbill.places"), capitalised(desk.words("playbill.any_seat"))),)


def seat_title(desk: Desk, seat: HeldSeat) -> str:
    """«Ряд 3, место 12, для коляски»."""
    words = desk.words
    where = (
        words("playbill.row_and_seat", row=seat.row, seat=seat.place) if seat.row else capitalised(seat.label)
    )
    kind = words(f"playbill.kind.{seat.kind}") if seat.kind != "ordinary" else ""
    zone = zone_of(seat)
    return ", ".join(filter(None, (f"{zone}. {where}" if zone else where, kind)))


def _price(desk: Desk, seat: HeldSeat) -> str:
    """What is to be paid; what a concession takes off, without a word on which it is."""
    words = desk.words
    price = desk.money(seat.price_kopecks) if seat.price_kopecks else words("playbill.free_of_charge")
    if not seat.discount_kopecks:
        return price
    return words("playbill.with_discount", price=price, off=desk.money(seat.discount_kopecks))


def admission(desk: Desk, page: AdmissionPage) -> Scene:
    """The tickets are there: to be paid for, paid, or free."""
    draft = desk.walk.booking
    if draft is None or not draft.tickets:
        return Scene("admission", (), personal=True)
    if page.terminal is not None:
        return _at_terminal(desk, page.terminal)
    invoice = draft.invoice
    if invoice is not None and is_open(invoice):
        return _to_pay(desk, page, draft, invoice)
    return _paid(desk, draft)


def _at_terminal(desk: Desk, since: float) -> Scene:
    words = desk.words
    blocks = (
        Emblem("terminal", Tone.INFO, since=since),
        Title(words("playbill.terminal.title")),
        Progress(words("playbill.terminal.text"), since),
    )
    return Scene("terminal", blocks, personal=True)


def _to_pay(desk: Desk, page: AdmissionPage, draft: BookingDraft, invoice: Invoice) -> Scene:
    """The code for the telephone stands large; the same stands on the paper."""
    words = desk.words
    blocks: list[Block] = [Title(words("playbill.held_for_you"), draft.tickets[0].title)]
    if page.declined:
        key = wording_of(desk, page.declined)
        blocks.append(
            Notice(
                Tone.ATTENTION,
                words(f"failure.{key}.title"),
                words(f"failure.{key}.todo"),
                page.declined,
                compact=True,
            )
        )
    shared = bool(page.declined) or desk.world.profile.terminal or not can_print(desk.walk)
    blocks.append(_bill(desk, invoice, draft.tickets[0].zone, small=shared))
    if not can_print(desk.walk):
        numbers = ", ".join(dictated(one.number) for one in draft.tickets)
        text = words("playbill.write_down.numbers", numbers=numbers)
        blocks.append(Notice(Tone.ATTENTION, words("playbill.write_down"), text, compact=True))
    actions = _paper_and_done(desk, draft)
    if offers_terminal(page, desk.world):
        # Nobody leaves unpaid because the way out stood out more than the way to pay.
        pay = Button(words("playbill.terminal"), TerminalAsked(), icon="terminal", primary=True)
        actions = (*(replace(button, primary=False) for button in actions), pay)
    return Scene("admission-due", tuple(blocks), actions, personal=True)


def _bill(desk: Desk, invoice: Invoice, zone: str, *, small: bool = False) -> Block:
    """How much, until when; the code beside it or under it."""
    words = desk.words
    left = desk.money(invoice.amount_kopecks - invoice.paid_kopecks)
    chip = Chip(
        words("booking.payment.short" if invoice.state == "short" else "booking.payment.due"), Tone.ATTENTION
    )
    until = at_place(invoice.pay_until, zone)
    day = day_and_month(until.date(), desk.language)
    note = words("playbill.pay_until", day=day, time=clock_of(invoice.pay_until, zone))
    figure = Figure(left, words("playbill.to_pay"), note, chip)
    if not invoice.qr:
        return figure
    caption = words("playbill.qr.or_paper" if can_print(desk.walk) else "playbill.qr")
    return PaymentCode(invoice.qr, caption, figure, small)


def _numbers(desk: Desk, tickets: tuple[Ticket, ...]) -> Summary:
    """Every ticket's own number beside its seat."""
    words = desk.words
    return Summary(
        tuple(
            Pair(seat_title(desk, one.seat) or words("playbill.ticket", number=at), dictated(one.number))
            for at, one in enumerate(tickets, 1)
        )
    )


def _paid(desk: Desk, draft: BookingDraft) -> Scene:
    words, shown = desk.words, draft.tickets[0]
    paid = shown.payment == "paid"
    blocks: list[Block] = [Title(words("playbill.paid" if paid else "playbill.yours"), shown.title)]
    if paid and can_print(desk.walk):
        blocks.append(Notice(Tone.GOOD, words("playbill.paid.print"), words("playbill.paid.print.text")))
    if not can_print(desk.walk):
        blocks.append(Notice(Tone.ATTENTION, words("playbill.write_down"), words("playbill.write_down.text")))
    if len(draft.tickets) == 1:
        blocks.append(
            Figure(dictated(shown.number), words("playbill.ticket_number"), chip=payment_chip(desk, shown))
        )
        blocks.append(Summary(ticket_pairs(desk, shown)))
    else:
        blocks += [
            Summary(ticket_pairs(desk, shown, seat=False)),
            Section(words("playbill.your_tickets")),
            _numbers(desk, draft.tickets),
        ]
    return Scene(
        "admission-paid" if paid else "admission", tuple(blocks), _paper_and_done(desk, draft), personal=True
    )


def _paper_and_done(desk: Desk, draft: BookingDraft) -> tuple[Button, ...]:
    words = desk.words
    paper = paper_again(desk, paper_of(draft.tickets[0].number))
    return paper, Button(words("wizard.done"), WentHome(), icon="done", primary=True)


def own_invoice(desk: Desk, page: OwnInvoicePage) -> Scene:
    """What is still to be paid for one of «Мои записи»."""
    words, session = desk.words, desk.walk.session
    own = booking_of(desk.walk, page.number)
    invoice = session.invoice if session else None
    if page.since is not None or own is None or invoice is None:
        return waiting(desk, "own-invoice-wait", words("playbill.asking_bank"), page.since, icon="playbill")
    title = Title(own.ticket.title, words("file.tab.bookings"))
    if not is_open(invoice):
        chip = Chip(words(f"booking.payment.{invoice.state}"), PAYMENT_TONES.get(invoice.state, Tone.NEUTRAL))
        figure = Figure(desk.money(invoice.amount_kopecks), words("playbill.bill"), chip=chip)
        back = Button(words("bar.back"), WentBack(), icon="back", primary=True)
        return Scene("own-invoice-paid", (title, figure), (back,), personal=True)
    return Scene("own-invoice", (title, _bill(desk, invoice, own.ticket.zone)), personal=True)
