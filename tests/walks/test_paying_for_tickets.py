"""Paying for tickets: by the bank's code, at the terminal, later; what is printed before and after."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from backend.contract.bookings import HeldSeat
from backend.contract.payments import Invoice
from devices.ports import Cut, PrinterState, QrCode
from kiosk.flow import events
from kiosk.flow.booking import events as booking
from kiosk.flow.demo import playbill as demo
from kiosk.flow.playbill import events as wishes
from kiosk.flow.playbill.effects import FetchInvoice, PayAtTerminal
from kiosk.flow.playbill.paying import ASKED_EVERY
from tests.kiosk.sample_pack import PACK
from tests.kiosk.worlds import world
from tests.walks.kiosk_walk import KioskWalk
from tests.walks.playgoing import (
    TWO,
    at_seats,
    booked,
    held,
    later,
    with_card,
)
from tests.walks.values import holds


def due() -> KioskWalk:
    return booked(held(with_card().tap("playbill.best")))


def paid(seats: tuple[HeldSeat, ...] = TWO) -> Invoice:
    return demo.invoice_of(seats, "paid")


def test_the_money_is_asked_for_now_and_then_until_it_has_come() -> None:
    kiosk = due()
    assert kiosk.ordered(FetchInvoice) == 0
    later(kiosk, ASKED_EVERY)
    assert kiosk.ordered(FetchInvoice) == 1
    later(kiosk, ASKED_EVERY)
    assert kiosk.ordered(FetchInvoice) == 1, "one question at a time"
    kiosk.happens(wishes.InvoiceFetched(kiosk.ask, demo.invoice_of(TWO)))
    assert kiosk.page == "admission-due"
    later(kiosk, ASKED_EVERY)
    kiosk.happens(wishes.InvoiceFetched(kiosk.ask, paid()))
    assert kiosk.page == "admission-paid"
    later(kiosk, ASKED_EVERY)
    assert kiosk.ordered(FetchInvoice) == 2, "nothing is asked about what is paid"


def test_asking_the_bank_does_not_begin_the_reading_anew() -> None:
    kiosk = due().tap("comfort.voice")
    said = len(kiosk.spoken)
    later(kiosk, ASKED_EVERY)
    kiosk.happens(wishes.InvoiceFetched(kiosk.ask, demo.invoice_of(TWO)))
    later(kiosk, ASKED_EVERY)
    assert len(kiosk.spoken) == said
    kiosk.happens(wishes.InvoiceFetched(kiosk.ask, paid()))
    assert len(kiosk.spoken) == said + 1, "that the money has come is said"


def test_what_is_printed_after_paying_says_so() -> None:
    kiosk = due()
    assert "Не оплачено" in repr(kiosk.printed[-1].sheet.elements)
    later(kiosk, ASKED_EVERY)
    kiosk.happens(wishes.InvoiceFetched(kiosk.ask, paid())).tap("booking.print_again").tap("action.print")
    sheet = kiosk.printed[-1].sheet
    assert "Не оплачено" not in repr(sheet.elements)
    assert "Оплачено" in repr(sheet.elements)
    assert demo.QR not in {element.data for element in sheet.elements if isinstance(element, QrCode)}


def test_each_visitor_gets_a_paper_and_the_bill_is_one_more() -> None:
    elements = due().printed[-1].sheet.elements
    assert sum(isinstance(element, Cut) for element in elements) == 2
    codes = [element.data for element in elements if isinstance(element, QrCode)]
    assert codes == [demo.QR, *(ticket.qr for ticket in demo.tickets_of(PACK, TWO))]


def test_nobody_asks_the_bank_when_nothing_is_to_be_paid() -> None:
    free = tuple(seat.model_copy(update={"price_kopecks": 0}) for seat in TWO[:1])
    kiosk = booked(held(with_card().tap("playbill.best"), free), free)
    assert kiosk.page == "admission"
    later(kiosk, 3 * ASKED_EVERY)
    assert kiosk.ordered(FetchInvoice) == 0


def test_a_person_who_pays_by_telephone_is_not_hurried() -> None:
    kiosk = later(due(), 100)
    assert kiosk.walk.warned_at is None
    later(kiosk, 100)
    assert kiosk.walk.warned_at is not None, "the control: not for ever"


def test_a_failing_line_leaves_the_bill_as_it_is() -> None:
    kiosk = later(due(), ASKED_EVERY)
    kiosk.happens(events.BackendRefused(kiosk.ask, "backend-unreachable"))
    assert kiosk.page == "admission-due"
    later(kiosk, ASKED_EVERY)
    assert kiosk.ordered(FetchInvoice) == 2


def test_without_paper_the_numbers_are_on_the_screen() -> None:
    kiosk = held(with_card().tap("playbill.best")).happens(events.PrinterReported(PrinterState.PAPER_OUT))
    assert "Бумаги нет" in repr(kiosk.view.blocks), "known before the button"
    kiosk.tap("playbill.confirm")
    kiosk.happens(booking.Booked(kiosk.ask, demo.tickets_of(PACK, TWO), demo.invoice_of(TWO)))
    assert kiosk.page == "admission-due"
    assert "6021\xa03347, 6021\xa03355" in repr(kiosk.view.blocks).replace(r"\xa0", "\xa0")


def with_terminal() -> KioskWalk:
    whole = world()
    kiosk = KioskWalk(at=replace(whole, profile=replace(whole.profile, terminal=True)))
    return booked(held(at_seats(kiosk.welcomed().tap("bar.home")).tap("playbill.best")))


def test_the_terminal_takes_the_money_once() -> None:
    kiosk = with_terminal().tap("playbill.terminal")
    assert kiosk.page == "terminal"
    kiosk.happens(wishes.TerminalAsked())
    assert kiosk.ordered(PayAtTerminal) == 1
    (asked,) = (order for order in kiosk.orders if isinstance(order, PayAtTerminal))
    assert asked.amount_kopecks == 140_000
    kiosk.happens(wishes.InvoiceFetched(asked.id, paid()))
    assert kiosk.page == "admission-paid"


@pytest.mark.parametrize(
    "code", ["terminal-declined", "terminal-offline", "terminal-cancelled", "terminal-silent"]
)
def test_a_terminal_that_takes_no_money_leaves_the_code(code: str) -> None:
    kiosk = with_terminal().tap("playbill.terminal")
    kiosk.happens(wishes.TerminalDeclined(kiosk.ask, code))
    assert kiosk.page == "admission-due"
    assert code in repr(kiosk.view.blocks)


def test_nobody_is_asked_to_pay_twice_when_the_slip_could_not_be_told() -> None:
    kiosk = with_terminal().tap("playbill.terminal")
    kiosk.happens(events.BackendRefused(kiosk.ask, "backend-unreachable"))
    assert kiosk.shows("failure.terminal-silent.todo")
    assert not kiosk.shows("playbill.terminal")
    kiosk.happens(wishes.TerminalAsked())
    assert kiosk.ordered(PayAtTerminal) == 1
    later(kiosk, ASKED_EVERY)
    kiosk.happens(wishes.InvoiceFetched(kiosk.ask, demo.invoice_of(TWO)))
    assert kiosk.shows("failure.terminal-silent.todo"), "until the bank has told"
    later(kiosk, ASKED_EVERY)
    kiosk.happens(wishes.InvoiceFetched(kiosk.ask, paid()))
    assert kiosk.page == "admission-paid"


def test_a_kiosk_without_a_terminal_offers_none() -> None:
    kiosk = due().happens(wishes.TerminalAsked())
    assert kiosk.ordered(PayAtTerminal) == 0


def test_who_gives_up_a_paid_ticket_hears_of_the_money_first() -> None:
    own = demo.own_ticket(PACK)
    paid_for = own.model_copy(update={"ticket": own.ticket.model_copy(update={"payment": "paid"})})
    for booking_, told in ((paid_for, True), (own, False)):
        kiosk = KioskWalk().identified().tap("file.tab.bookings")
        kiosk.happens(booking.OwnBookingsFetched(kiosk.ask, (booking_,)))
        kiosk.tap("Суббота, 28 ноября, 18:00").tap("booking.cancel")
        assert kiosk.shows("playbill.refund") is told


def test_own_tickets_say_what_is_to_be_paid() -> None:
    kiosk = KioskWalk().welcomed().tap("welcome.pin").enter_pin().card_proves().backend_confirms()
    kiosk.tap("file.tab.bookings")
    own = demo.own_ticket(PACK)
    kiosk.happens(booking.OwnBookingsFetched(kiosk.ask, (own,)))
    assert "Не оплачено" in repr(kiosk.view.blocks)
    kiosk.tap("Суббота, 28 ноября, 18:00").tap("playbill.pay")
    kiosk.happens(wishes.InvoiceFetched(kiosk.ask, demo.invoice_of(TWO)))
    assert kiosk.page == "own-invoice"
    assert demo.QR in repr(kiosk.view.blocks)


def test_who_leaves_leaves_nothing_behind() -> None:
    kiosk = due()
    asked = later(kiosk, ASKED_EVERY).ask
    kiosk.card_out()
    assert kiosk.walk.booking is None
    assert not holds(kiosk.walk, "Полярная")
    assert not holds(kiosk.walk, demo.QR)
    late = wishes.InvoiceFetched(asked, paid())
    assert kiosk.happens(late).walk.booking is None
