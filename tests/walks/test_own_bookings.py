"""«Мои записи»: seen after the PIN alone, printed again, cancelled once, moved to another time."""

from __future__ import annotations

from kiosk.flow import events
from kiosk.flow.booking import effects
from kiosk.flow.booking import events as wishes
from kiosk.flow.demo.bookings import NUMBER, hold_of, own_bookings, ticket_of
from tests.kiosk.sample_pack import PACK
from tests.walks.booking_steps import SLOTS, last
from tests.walks.kiosk_walk import KioskWalk


def listed() -> KioskWalk:
    kiosk = KioskWalk().identified().tap("file.tab.bookings")
    return kiosk.happens(wishes.OwnBookingsFetched(kiosk.ask, own_bookings(PACK)))


def test_level_1_lists_nothing() -> None:
    kiosk = KioskWalk().welcomed().happens(wishes.OwnBookingsAsked())
    assert kiosk.ordered(effects.FetchBookings) == 0
    assert kiosk.page == "welcome"


def test_ones_own_booking_is_seen_and_printed_again() -> None:
    kiosk = listed().tap("Понедельник, 23 ноября, 09:00")
    assert kiosk.shows("4821\xa03079")
    kiosk.tap("action.print").tap("action.print")
    assert "Соколова" in repr(kiosk.printed[-1].sheet.elements)


def test_ones_own_booking_is_cancelled_once() -> None:
    kiosk = listed().tap("Понедельник, 23 ноября, 09:00").tap("booking.cancel")
    press = kiosk.press_of("booking.cancel")
    kiosk.happens(press).happens(press)
    assert kiosk.ordered(effects.CancelBooking) == 1
    kiosk.happens(wishes.BookingCancelled(kiosk.ask, NUMBER))
    assert kiosk.page == "own-booking"
    assert kiosk.shows("booking.state.cancelled")
    assert not kiosk.shows("booking.move")


def test_ones_own_booking_gets_another_time() -> None:
    kiosk = listed().tap("Понедельник, 23 ноября, 09:00").tap("booking.move")
    kiosk.happens(wishes.SlotsFound(kiosk.ask, SLOTS)).tap("09:20")
    kept = last(kiosk, effects.HoldSeat)
    assert kept == effects.HoldSeat(kept.id, 1, SLOTS[1].slot, "", moving=NUMBER)
    kiosk.happens(wishes.SeatHeld(kept.id, hold_of(SLOTS[1])))
    assert kiosk.page == "booking-move"
    kiosk.tap("booking.move")
    moved = last(kiosk, effects.MoveBooking)
    assert moved == effects.MoveBooking(moved.id, 1, NUMBER, SLOTS[1].slot)
    kiosk.happens(wishes.Booked(moved.id, (ticket_of(PACK, SLOTS[1]),)))
    assert "09:20" in repr(kiosk.printed[-1].sheet.elements)


def test_a_move_that_came_too_late_offers_other_times() -> None:
    kiosk = listed().tap("Понедельник, 23 ноября, 09:00").tap("booking.move")
    kiosk.happens(wishes.SlotsFound(kiosk.ask, SLOTS)).tap("09:20")
    kiosk.happens(wishes.SlotTaken(kiosk.ask, SLOTS[2:4])).tap("Понедельник, 23 ноября, 09:40")
    kiosk.happens(wishes.SeatHeld(kiosk.ask, hold_of(SLOTS[2])))
    assert kiosk.page == "booking-move"
    assert kiosk.ordered(effects.HoldSeat) == 2


def test_the_new_time_is_kept_during_the_review_and_given_back() -> None:
    kiosk = to_move()
    assert kiosk.shows("Держим время для вас: 5:00")
    kiosk.tap("booking.other_time")
    assert kiosk.ordered(effects.ReleaseHold) == 1
    kiosk = to_move()
    for _ in range(6):
        kiosk.wait(50).happens(events.Extended())
    assert kiosk.page == "booking-over"
    kiosk.tap("booking.over.again")
    assert kiosk.ordered(effects.HoldSeat) == 2, "kept anew for the move"
    kiosk = to_move().card_out()
    assert kiosk.ordered(effects.ReleaseHold) == 1


def to_move() -> KioskWalk:
    kiosk = listed().tap("Понедельник, 23 ноября, 09:00").tap("booking.move")
    kiosk.happens(wishes.SlotsFound(kiosk.ask, SLOTS)).tap("09:20")
    return kiosk.happens(wishes.SeatHeld(kiosk.ask, hold_of(SLOTS[1])))
