"""Without paper: number and code stand on the screen, and the number is sent where its person wishes."""

from __future__ import annotations

import pytest

from devices.ports import PrinterState
from kiosk.flow.booking import events as booking
from kiosk.flow.demo.bookings import CODE, NUMBER, bookable_doctors, free_slots, hold_of, ticket_of
from kiosk.flow.demo.papers import WAYS
from kiosk.flow.in_hand import effects
from kiosk.flow.in_hand import events as wishes
from tests.kiosk.sample_pack import PACK
from tests.walks.kiosk_walk import KioskWalk
from tests.walks.values import holds

SLOTS = free_slots(PACK)
PHONE = "9215550142"


def booked_without_paper(kiosk: KioskWalk, channels: tuple[str, ...] = ("email", "sms")) -> KioskWalk:
    kiosk.happens(booking.BookingBegun("doctor"))
    kiosk.happens(booking.BookableFound(kiosk.ask, bookable_doctors(PACK))).tap("Терапевт")
    kiosk.happens(booking.SlotsFound(kiosk.ask, SLOTS)).tap("09:00")
    kiosk.happens(booking.SeatHeld(kiosk.ask, hold_of(SLOTS[0]))).printer_is(PrinterState.PAPER_OUT)
    kiosk.tap("booking.confirm")
    return kiosk.happens(booking.Booked(kiosk.ask, (ticket_of(PACK, SLOTS[0]),), None, channels))


def test_without_paper_number_and_code_stand_there_and_may_be_sent() -> None:
    kiosk = booked_without_paper(KioskWalk().welcomed())
    assert kiosk.shows("4821\xa03079")
    assert kiosk.shows(CODE)
    kiosk.tap("in_hand.send")
    assert kiosk.shows("in_hand.send.consent")
    kiosk.write(PHONE).tap("in_hand.send.do")
    sent = next(one for one in kiosk.orders if isinstance(one, effects.SendTicket))
    assert sent == effects.SendTicket(sent.id, 0, NUMBER, "sms", CODE, f"+7{PHONE}")
    assert PHONE not in repr(sent)
    kiosk.happens(wishes.TicketSent(sent.id, "+7 ••• •••-01-42"))
    assert kiosk.page == "ticket-sent"
    assert not holds(kiosk.walk, PHONE)
    kiosk.tap("printed.done")
    assert kiosk.page == "ticket"


def test_after_the_pin_it_goes_to_what_the_register_knows() -> None:
    kiosk = booked_without_paper(KioskWalk().identified()).tap("in_hand.send")
    kiosk.happens(wishes.WaysFound(kiosk.ask, WAYS))
    assert kiosk.page == "ticket-send"
    kiosk.tap("in_hand.send.email")
    sent = next(one for one in kiosk.orders if isinstance(one, effects.SendTicket))
    assert sent == effects.SendTicket(sent.id, 1, NUMBER, "email")


def test_of_whom_nothing_is_known_a_telephone_is_asked() -> None:
    kiosk = booked_without_paper(KioskWalk().identified()).tap("in_hand.send")
    kiosk.happens(wishes.WaysFound(kiosk.ask, WAYS.model_copy(update={"sms": "", "email": ""})))
    assert kiosk.page == "ticket-phone"


def test_a_telephone_that_nobody_can_have_is_typed_again() -> None:
    kiosk = booked_without_paper(KioskWalk().welcomed()).tap("in_hand.send")
    kiosk.write(PHONE[:-1]).tap("in_hand.send.do")
    assert kiosk.shows("in_hand.short")
    assert kiosk.ordered(effects.SendTicket) == 0
    kiosk.write("0").tap("in_hand.send.do").backend_refuses("phone-invalid")
    assert kiosk.shows("failure.phone-invalid.title")


@pytest.mark.parametrize("channels", [(), ("email",)])
def test_what_a_region_does_not_send_is_not_offered(channels: tuple[str, ...]) -> None:
    assert not booked_without_paper(KioskWalk().welcomed(), channels).shows("in_hand.send")
