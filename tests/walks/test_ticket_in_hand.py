"""The walk with a ticket in the hand: seen, moved, cancelled, arrived with; a reservation given up."""

from __future__ import annotations

import pytest

from kiosk.flow import events
from kiosk.flow.booking import effects as booking_effects
from kiosk.flow.booking import events as booking
from kiosk.flow.demo.bookings import CODE, NUMBER, free_slots, hold_of, own_bookings, ticket_of
from kiosk.flow.demo.papers import QR, arrived, paper_of
from kiosk.flow.in_hand import effects
from kiosk.flow.in_hand import events as wishes
from kiosk.flow.in_hand.arriving import SHOWN_FOR
from tests.kiosk.sample_pack import PACK
from tests.walks.kiosk_walk import KioskWalk
from tests.walks.values import holds

SLOTS = free_slots(PACK)


def at_code() -> KioskWalk:
    kiosk = KioskWalk().tap("home.booking.title").tap("in_hand.title")
    return kiosk.write(NUMBER).tap("wizard.next").write(CODE)


def shown(*, today: bool = False) -> KioskWalk:
    kiosk = at_code().tap("wizard.next")
    return kiosk.happens(wishes.PaperSeen(kiosk.ask, paper_of(PACK, today=today)))


def scanned() -> KioskWalk:
    return KioskWalk().happens(wishes.TicketScanned(QR))


def test_number_and_code_show_what_the_paper_says() -> None:
    kiosk = at_code()
    kiosk.tap("wizard.next")
    asked = kiosk.orders[-1]
    assert asked == effects.LookAtPaper(asked.id, NUMBER, CODE)  # type: ignore[attr-defined]
    assert NUMBER not in repr(asked)
    kiosk.happens(wishes.PaperSeen(kiosk.ask, paper_of(PACK)))
    assert kiosk.page == "paper-booking"
    assert kiosk.shows("4821\xa03079")
    assert not kiosk.shows("in_hand.arrive"), "it is on another day"
    kiosk.tap("bar.back")
    assert kiosk.page == "booking", "not back to the digits"
    assert not holds(kiosk.walk, CODE)


@pytest.mark.parametrize(("number", "code"), [("482130", ""), ("", ""), (NUMBER, "441")])
def test_digits_that_lack_ask_nobody(number: str, code: str) -> None:
    kiosk = KioskWalk().tap("home.booking.title").tap("in_hand.title").write(number).tap("wizard.next")
    if code:
        kiosk.write(code).tap("wizard.next")
    assert kiosk.shows("in_hand.short")
    assert kiosk.ordered(effects.LookAtPaper) == 0


def test_a_code_that_does_not_fit_is_typed_again() -> None:
    kiosk = at_code().tap("wizard.next").backend_refuses("booking-unknown")
    assert kiosk.page == "ticket-code"
    assert kiosk.shows("in_hand.unknown")
    assert not holds(kiosk.walk, CODE), "the wrong one is erased"


def test_a_number_that_was_closed_is_said_so() -> None:
    kiosk = at_code().tap("wizard.next").backend_refuses("too-many-attempts")
    assert kiosk.page == "ticket-refused-too-many-attempts"
    assert not kiosk.shows("in_hand.by_number")


def test_it_is_cancelled_once_after_a_question() -> None:
    kiosk = shown().tap("booking.cancel")
    press = kiosk.press_of("booking.cancel")
    kiosk.happens(press).happens(press)
    assert kiosk.ordered(effects.CancelByPaper) == 1
    kiosk.happens(wishes.PaperCancelled(kiosk.ask))
    assert kiosk.page == "paper-booking"
    assert kiosk.shows("booking.state.cancelled")
    assert not kiosk.shows("booking.move")


def test_it_gets_another_time_and_a_new_paper() -> None:
    kiosk = shown().tap("booking.move")
    kiosk.happens(booking.SlotsFound(kiosk.ask, SLOTS)).tap("09:20")
    kept = next(one for one in kiosk.orders if isinstance(one, booking_effects.HoldSeat))
    assert (kept.session, kept.moving, kept.code) == (0, NUMBER, CODE)
    assert CODE not in repr(kept)
    kiosk.happens(booking.SeatHeld(kept.id, hold_of(SLOTS[1])))
    assert kiosk.page == "booking-move"
    kiosk.tap("booking.move")
    moved = next(one for one in kiosk.orders if isinstance(one, booking_effects.MoveBooking))
    assert moved == booking_effects.MoveBooking(moved.id, 0, NUMBER, SLOTS[1].slot, CODE)
    assert CODE not in repr(moved)
    kiosk.happens(booking.Booked(moved.id, (ticket_of(PACK, SLOTS[1]),)))
    assert "09:20" in repr(kiosk.printed[-1].sheet.elements)
    kiosk.paper_comes().tap("printed.done").tap("bar.back")
    assert kiosk.page == "booking", "the old time is not shown any more"


def test_on_its_day_one_touch_says_that_one_has_come() -> None:
    kiosk = shown(today=True).tap("in_hand.arrive")
    asked = kiosk.orders[-1]
    assert asked == effects.Arrive(asked.id, NUMBER, "", CODE)  # type: ignore[attr-defined]
    kiosk.happens(wishes.ArrivalTaken(kiosk.ask, arrived(PACK)))
    assert kiosk.page == "arrived"
    assert kiosk.shows("204")


def test_a_ticket_before_the_scanner_needs_no_touch() -> None:
    kiosk = scanned()
    asked = kiosk.orders[-1]
    assert asked == effects.Arrive(asked.id, NUMBER, QR)  # type: ignore[attr-defined]
    kiosk.happens(wishes.ArrivalTaken(kiosk.ask, arrived(PACK)))
    assert kiosk.page == "arrived"
    kiosk.wait(SHOWN_FOR + 1)
    assert kiosk.page == "home"
    assert kiosk.walk.in_hand is None


def test_the_next_ticket_may_follow_at_once() -> None:
    kiosk = scanned().happens(wishes.ArrivalTaken(1, arrived(PACK)))
    kiosk.happens(wishes.TicketScanned(QR.replace(NUMBER, "73500918")))
    assert kiosk.page == "arriving"
    assert kiosk.ordered(effects.Arrive) == 2


def test_booked_without_a_card_the_desk_comes_first() -> None:
    kiosk = scanned()
    kiosk.happens(wishes.ArrivalTaken(kiosk.ask, arrived(PACK, desk_first=True)))
    assert kiosk.page == "arrived-desk"
    assert kiosk.shows("in_hand.desk")


@pytest.mark.parametrize("code", ["slot-past", "booking-ended"])
def test_what_is_over_leads_to_a_new_booking(code: str) -> None:
    kiosk = scanned().backend_refuses(code)
    assert kiosk.page == f"ticket-refused-{code}"
    assert kiosk.tap("booking.title").page == "booking"


@pytest.mark.parametrize("code", ["arrival-too-early", "booking-unknown", "backend-unreachable"])
def test_why_one_cannot_arrive_is_told(code: str) -> None:
    kiosk = scanned().backend_refuses(code)
    assert kiosk.page == f"ticket-refused-{code}"
    kiosk.tap("in_hand.by_number")
    assert kiosk.page == "ticket-number"


def test_another_code_is_no_ticket() -> None:
    kiosk = KioskWalk().happens(wishes.TicketScanned("4607001771234"))
    assert kiosk.page == "ticket-refused-not-a-ticket"
    assert kiosk.ordered(effects.Arrive) == 0


def test_who_is_busy_is_not_disturbed_by_somebodys_ticket() -> None:
    kiosk = KioskWalk().tap("home.measures.title").happens(wishes.TicketScanned(QR))
    assert kiosk.page == "measures"
    assert kiosk.ordered(effects.Arrive) == 0


def test_ones_own_booking_of_today_is_arrived_for_after_the_pin() -> None:
    kiosk = KioskWalk().identified().tap("file.tab.bookings")
    today = own_bookings(PACK)[0].model_copy(update={"ticket": paper_of(PACK, today=True).ticket})
    fetching = next(one for one in kiosk.walk.awaited if isinstance(one, booking_effects.FetchBookings))
    kiosk.happens(booking.OwnBookingsFetched(fetching.id, (today,))).tap("Пятница, 20 ноября, 12:30")
    assert kiosk.page == "own-booking-today"
    kiosk.tap("in_hand.arrive")
    kiosk.happens(wishes.ArrivalTaken((kiosk.walk.in_hand and kiosk.ask) or 0, arrived(PACK)))
    assert kiosk.page == "arrived"


def test_what_was_typed_goes_with_its_person() -> None:
    assert holds(at_code().walk, CODE), "the control"
    assert not holds(at_code().tap("bar.home").walk, CODE)
    assert not holds(at_code().tap("bar.finish").walk, CODE)
    assert not holds(at_code().card_in().walk, CODE), "whose it was nobody knows"


def test_a_late_answer_shows_nobodys_booking() -> None:
    kiosk = at_code().tap("wizard.next")
    asked = kiosk.ask
    kiosk.tap("bar.home").happens(wishes.PaperSeen(asked, paper_of(PACK)))
    assert kiosk.page == "home"


def test_a_backend_that_is_silent_is_not_waited_for_for_ever() -> None:
    assert at_code().tap("wizard.next").wait(26).page == "ticket-refused-backend-slow"
    assert scanned().wait(26).page == "ticket-refused-backend-slow"


SLIP = NUMBER[:7]


def giving_up() -> KioskWalk:
    kiosk = KioskWalk().tap("home.booking.title").tap("in_hand.title")
    return kiosk.write(SLIP).tap("wizard.next").write(CODE).tap("wizard.next")


def test_a_reservation_is_given_up_by_number_and_code() -> None:
    kiosk = giving_up()
    assert kiosk.page == "paper-cancel-reservation"
    assert kiosk.orders[-1:] == [] or not isinstance(kiosk.orders[-1], effects.CancelByPaper)
    kiosk.tap("goods.cancel")
    asked = kiosk.orders[-1]
    assert asked == effects.CancelByPaper(asked.id, SLIP, CODE)  # type: ignore[attr-defined]
    kiosk.happens(wishes.PaperCancelled(kiosk.ask))
    assert kiosk.page == "paper-reservation-cancelled"
    kiosk.tap("wizard.done")
    assert not holds(kiosk.walk, CODE)


def test_a_reservation_that_is_kept_stays() -> None:
    kiosk = giving_up().tap("in_hand.keep")
    assert kiosk.page == "ticket-code"
    assert not any(isinstance(each, effects.CancelByPaper) for each in kiosk.orders)


def test_a_wrong_code_of_a_reservation_is_said() -> None:
    kiosk = giving_up().tap("goods.cancel")
    kiosk.happens(events.BackendRefused(kiosk.ask, "reservation-unknown"))
    assert kiosk.shows("in_hand.refused.reservation-unknown.title")
