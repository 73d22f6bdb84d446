"""Paying: the bank is asked now and then whether the money has come, or the terminal takes it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from kiosk.flow.booking.own import booking_of, renewed
from kiosk.flow.booking.pages import AdmissionPage, BookingRefusedPage, OwnBookingPage
from kiosk.flow.playbill import events as wishes
from kiosk.flow.playbill.effects import FetchInvoice, PayAtTerminal
from kiosk.flow.playbill.pages import OwnInvoicePage
from kiosk.flow.walk import Walk, answered, asked, no_longer_awaiting, opened, switched
from kiosk.flow.world import World

if TYPE_CHECKING:
    from backend.contract.payments import Invoice

ASKED_EVERY: Final = 4.0  # seconds: who pays by telephone stands here and waits for «Оплачено»
OPEN: Final = ("due", "short")
DUE, PAID = "due", "paid"
SILENT: Final = "terminal-silent"


def is_open(invoice: Invoice | None) -> bool:
    return invoice is not None and invoice.state in OPEN


def is_unpaid(walk: Walk) -> bool:
    """Whether somebody stands before tickets that are still to be paid for."""
    return isinstance(walk.page, AdmissionPage) and walk.booking is not None and is_open(walk.booking.invoice)


def asked_again(walk: Walk) -> Walk:
    """The next question about the money, when it is time."""
    page, draft = walk.page, walk.booking
    if not is_unpaid(walk) or not isinstance(page, AdmissionPage) or draft is None:
        return walk
    if draft.confirmed is None or page.terminal is not None or walk.now - page.asked_at < ASKED_EVERY:
        return walk
    if any(isinstance(one, FetchInvoice) for one in walk.awaited):
        return walk
    walk = switched(walk, replace(page, asked_at=walk.now))
    hold = draft.confirmed
    return asked(walk, FetchInvoice(walk.next_effect, hold=hold.hold, token=hold.token))


def invoice_asked(walk: Walk, number: str) -> Walk:
    """«Оплатить» beside one's own booking."""
    session, own = walk.session, booking_of(walk, number)
    if (
        session is None
        or own is None
        or own.ticket.payment != DUE
        or not isinstance(walk.page, OwnBookingPage)
    ):
        return walk
    walk = opened(replace(walk, session=replace(session, invoice=None)), OwnInvoicePage(number, walk.now))
    return asked(walk, FetchInvoice(walk.next_effect, session.number, number))


def invoice_fetched(walk: Walk, event: wishes.InvoiceFetched) -> Walk:
    """How far it is paid; tickets that have been paid for say so from now on."""
    walk = no_longer_awaiting(answered(walk, event.effect), PayAtTerminal)
    page, session = walk.page, walk.session
    if isinstance(page, OwnInvoicePage) and session is not None:
        walk = switched(
            replace(walk, session=replace(session, invoice=event.invoice)), OwnInvoicePage(page.number)
        )
        return walk if is_open(event.invoice) else renewed(walk)
    draft = walk.booking
    if draft is None or draft.invoice is None:
        return walk
    paid = event.invoice.state == PAID
    told = {"payment": PAID if paid else DUE, "pay_until": None if paid else event.invoice.pay_until}
    tickets = tuple(ticket.model_copy(update=told) for ticket in draft.tickets)
    walk = replace(walk, booking=replace(draft, invoice=event.invoice, tickets=tickets))
    if isinstance(page, AdmissionPage):
        declined = "" if paid else page.declined  # what went wrong is read until something changes
        walk = switched(walk, AdmissionPage(walk.now, paid, declined=declined))
    return renewed(walk) if paid else walk


def invoice_refused(walk: Walk, effect: int, code: str) -> Walk:
    """Nobody knows yet: the tickets stay as they are, and it is asked again."""
    walk = answered(walk, effect)
    return switched(walk, BookingRefusedPage(code)) if isinstance(walk.page, OwnInvoicePage) else walk


def offers_terminal(page: AdmissionPage, world: World) -> bool:
    """Not once more after silence: the money may have been taken."""
    return world.profile.terminal and page.declined != SILENT


def terminal_asked(walk: Walk, world: World) -> Walk:
    """«Оплатить картой здесь»; a second press while the terminal is at work changes nothing."""
    page, draft = walk.page, walk.booking
    if not isinstance(page, AdmissionPage) or page.terminal is not None or not offers_terminal(page, world):
        return walk
    if draft is None or draft.invoice is None or draft.confirmed is None or not is_open(draft.invoice):
        return walk
    hold, invoice = draft.confirmed, draft.invoice
    left = invoice.amount_kopecks - invoice.paid_kopecks
    walk = switched(walk, replace(page, terminal=walk.now, declined=""))
    return asked(walk, PayAtTerminal(walk.next_effect, hold.hold, hold.token, left, invoice.number))


def terminal_declined(walk: Walk, effect: int, code: str) -> Walk:
    """The code and the paper are still there to pay by."""
    walk = answered(walk, effect)
    page = walk.page
    return switched(walk, AdmissionPage(walk.now, declined=code)) if isinstance(page, AdmissionPage) else walk


def slip_untold(walk: Walk, effect: int) -> Walk:
    """The terminal took the money and the line is down: the bank will tell of it."""
    return terminal_declined(walk, effect, SILENT)


def terminal_waited_too_long(walk: Walk) -> Walk:
    """It has said nothing: the bank will tell whether money was taken."""
    walk = no_longer_awaiting(walk, PayAtTerminal)
    page = walk.page
    return (
        switched(walk, AdmissionPage(walk.now, declined=SILENT)) if isinstance(page, AdmissionPage) else walk
    )
