"""The waiting list: one stands in line, is told that something is kept, and takes or leaves it."""

from __future__ import annotations

from kiosk.flow import events
from kiosk.flow.booking import effects as booking_effects
from kiosk.flow.booking import events as booking
from kiosk.flow.demo.bookings import bookable_doctors, free_slots, ticket_of
from kiosk.flow.demo.papers import OFFERED, WAITS, waiting_entries
from kiosk.flow.demo.person import COUNTS
from tests.kiosk.sample_pack import PACK
from tests.walks.kiosk_walk import KioskWalk

SLOTS = free_slots(PACK)


def nothing_free(kiosk: KioskWalk) -> KioskWalk:
    kiosk.happens(booking.BookingBegun("doctor"))
    kiosk.happens(booking.BookableFound(kiosk.ask, bookable_doctors(PACK))).tap("Зубной врач")
    return kiosk.happens(booking.SlotsFound(kiosk.ask, ()))


def test_where_nothing_is_free_one_stands_in_line() -> None:
    kiosk = nothing_free(KioskWalk().welcomed()).tap("line.join")
    joining = next(one for one in kiosk.orders if isinstance(one, booking_effects.JoinLine))
    assert (joining.session, joining.speciality, joining.place != "") == (1, "dentist", True)
    kiosk.happens(booking.LineJoined(joining.id))
    assert kiosk.page == "line-joined"


def test_without_a_card_the_line_waits_for_it() -> None:
    kiosk = nothing_free(KioskWalk()).tap("line.join")
    assert kiosk.page == "booking-card"
    kiosk.welcomed()
    assert kiosk.page == "line-joining"


def test_at_level_one_it_is_said_that_something_is_kept_and_not_what() -> None:
    kiosk = KioskWalk().card_in().card_proves()
    kiosk.happens(events.SessionOpened(kiosk.ask, 1, "Мария", "П", COUNTS, 1))
    assert kiosk.shows("line.welcome")
    assert not any(name in repr(kiosk.view.blocks) for name in ("Терапевт", "Соколова"))


def offered() -> KioskWalk:
    kiosk = KioskWalk().identified().tap("file.tab.bookings")
    fetching = next(one for one in kiosk.walk.awaited if isinstance(one, booking_effects.FetchBookings))
    return kiosk.happens(booking.OwnBookingsFetched(fetching.id, (), waiting_entries(PACK)))


def test_what_is_kept_is_taken_by_one_touch() -> None:
    kiosk = offered().tap("Понедельник, 23 ноября, 10:00")
    assert kiosk.page == "line-offer"
    press = kiosk.press_of("booking.confirm")
    kiosk.happens(press).happens(press)
    assert kiosk.ordered(booking_effects.TakeOffer) == 1
    taking = next(one for one in kiosk.walk.awaited if isinstance(one, booking_effects.TakeOffer))
    assert taking.entry == OFFERED
    kiosk.happens(booking.Booked(taking.id, (ticket_of(PACK, SLOTS[3]),)))
    assert "10:00" in repr(kiosk.printed[-1].sheet.elements)


def test_who_does_not_want_it_leaves_it_to_the_next() -> None:
    kiosk = offered().tap("Понедельник, 23 ноября, 10:00").tap("line.decline")
    leaving = next(one for one in kiosk.walk.awaited if isinstance(one, booking_effects.LeaveLine))
    kiosk.happens(booking.LineLeft(leaving.id, OFFERED))
    assert not kiosk.shows("Понедельник, 23 ноября, 10:00")
    kiosk.tap("Зубной врач").tap("line.leave")
    leaving = next(one for one in kiosk.walk.awaited if isinstance(one, booking_effects.LeaveLine))
    assert leaving.entry == WAITS
