"""A doctor who comes home: said before a time is chosen, for whom a card has shown, with no room on paper."""

from __future__ import annotations

from kiosk.flow.booking import effects
from kiosk.flow.booking import events as wishes
from kiosk.flow.demo.bookings import bookable_doctors, hold_of, ticket_of
from tests.kiosk.sample_pack import PACK
from tests.walks.booking_steps import FIRST, SLOTS, booked
from tests.walks.kiosk_walk import KioskWalk

AT_HOME = FIRST.model_copy(update={"home_visit": True, "level": 1})
AT_THE_CLINIC = SLOTS[1].model_copy(update={"level": 0})
TICKET = ticket_of(PACK, AT_HOME).model_copy(update={"home_visit": True})


def at_times(kiosk: KioskWalk) -> KioskWalk:
    kiosk.tap("booking.doctor")
    kiosk.happens(wishes.BookableFound(kiosk.ask, bookable_doctors(PACK))).tap("Терапевт")
    return kiosk.happens(wishes.SlotsFound(kiosk.ask, (AT_HOME, AT_THE_CLINIC)))


def test_from_the_card_to_a_ticket_that_names_no_room() -> None:
    kiosk = at_times(KioskWalk().welcomed())
    assert kiosk.shows("Врач придёт домой")
    kiosk.tap("09:00")
    kiosk.happens(wishes.SeatHeld(kiosk.ask, hold_of(AT_HOME)))
    assert kiosk.page == "booking-review"
    assert kiosk.shows("Врач придёт домой")
    booked(kiosk, TICKET)
    paper = repr(kiosk.printed[-1].sheet.elements)
    assert "придёт" in paper
    assert "каб" not in paper.lower()
    assert not any(line in paper for line in (TICKET.address, TICKET.entrance) if line)


def test_without_a_card_no_doctor_is_sent_home() -> None:
    kiosk = at_times(KioskWalk().tap("home.booking.title"))
    kiosk.tap("09:00")
    assert kiosk.page == "booking-card"
    assert not kiosk.shows("booking.without_card")
    assert kiosk.ordered(effects.HoldSeat) == 0
    at_the_clinic = at_times(KioskWalk().tap("home.booking.title")).tap("09:20")
    assert at_the_clinic.shows("booking.without_card"), "the control: a time at the clinic may be had so"
