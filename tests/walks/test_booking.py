"""The walk to a ticket: what is free, a hold with its clock, confirmed once, and nothing left behind."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from devices.ports import PrinterState, ReaderProfile
from kiosk.flow import events
from kiosk.flow.after_all import SHOWN_FOR
from kiosk.flow.blocks import Countdown
from kiosk.flow.booking import effects
from kiosk.flow.booking import events as wishes
from kiosk.flow.booking.pages import BookedAfterAllPage
from kiosk.flow.booking.times import ASKED_AT_ONCE
from kiosk.flow.demo.bookings import HOLD_SECONDS, ZONE, bookable_doctors, free_days, free_slots, hold_of
from kiosk.runner import stands_still
from tests.kiosk.sample_pack import PACK
from tests.walks.booking_steps import FIRST, SLOTS, TICKET, at_review, at_times, booked, last
from tests.walks.kiosk_walk import KioskWalk

NAMES = ("Соколова", "Полярная", "Терапевт", "терапевт")


def test_from_the_card_to_the_ticket_in_four_touches() -> None:
    kiosk = KioskWalk().welcomed()
    before = len(kiosk.orders)
    touches = 0
    for press, answer in (
        ("booking.doctor", lambda: wishes.BookableFound(kiosk.ask, bookable_doctors(PACK))),
        ("Терапевт", lambda: wishes.SlotsFound(kiosk.ask, SLOTS)),
        ("09:00", lambda: wishes.SeatHeld(kiosk.ask, hold_of(FIRST))),
        ("booking.confirm", lambda: wishes.Booked(kiosk.ask, (TICKET,))),
    ):
        kiosk.tap(press)
        kiosk.happens(answer())
        touches += 1
    assert touches <= 5
    assert len(kiosk.orders) > before
    assert "4821\xa03079" in repr(kiosk.printed[-1].sheet.elements).replace(r"\xa0", "\xa0")
    kiosk.paper_comes().tap("printed.done")
    assert kiosk.page == "ticket"


def test_without_a_card_the_chosen_time_waits_for_it() -> None:
    kiosk = at_times(KioskWalk().tap("home.booking.title"))
    kiosk.tap("09:20")
    assert kiosk.page == "booking-card"
    assert kiosk.ordered(effects.HoldSeat) == 0
    kiosk.welcomed()
    assert kiosk.page == "booking-holding"
    assert last(kiosk, effects.HoldSeat) == effects.HoldSeat(kiosk.ask, 1, SLOTS[1].slot, "")


def test_a_time_that_needs_the_pin_is_held_after_the_pin() -> None:
    kiosk = KioskWalk().welcomed().tap("booking.doctor")
    kiosk.happens(wishes.BookableFound(kiosk.ask, bookable_doctors(PACK))).tap("Терапевт")
    strict = tuple(slot.model_copy(update={"level": 2}) for slot in SLOTS)
    kiosk.happens(wishes.SlotsFound(kiosk.ask, strict)).tap("09:00")
    assert kiosk.page == "booking-pin"
    kiosk.tap("welcome.pin").enter_pin().card_proves().backend_confirms()
    assert kiosk.page == "booking-holding"


def test_a_tap_that_cannot_be_followed_by_a_pin_says_so() -> None:
    kiosk = KioskWalk(ReaderProfile.TAP).welcomed().tap("booking.doctor")
    kiosk.happens(wishes.BookableFound(kiosk.ask, bookable_doctors(PACK))).tap("Терапевт")
    strict = tuple(slot.model_copy(update={"level": 2}) for slot in SLOTS)
    kiosk.happens(wishes.SlotsFound(kiosk.ask, strict)).tap("09:00")
    assert kiosk.page == "booking-no-pin"


def test_a_child_is_booked_by_a_parent_after_the_pin() -> None:
    kiosk = KioskWalk().identified().tap("bar.home").tap("home.booking.title").tap("booking.doctor")
    kiosk.happens(wishes.BookableFound(kiosk.ask, bookable_doctors(PACK))).tap("Пётр\xa0П.")
    assert last(kiosk, effects.FindBookable).beneficiary == "demo-child"  # type: ignore[attr-defined]
    kiosk.happens(wishes.BookableFound(kiosk.ask, bookable_doctors(PACK))).tap("Терапевт")
    assert last(kiosk, effects.FindSlots).beneficiary == "demo-child"  # type: ignore[attr-defined]
    kiosk.happens(wishes.SlotsFound(kiosk.ask, SLOTS)).tap("09:00")
    assert last(kiosk, effects.HoldSeat).beneficiary == "demo-child"  # type: ignore[attr-defined]


def test_another_day_is_one_touch() -> None:
    kiosk = at_times(KioskWalk().welcomed())
    kiosk.tap("24 ноя").tap("09:00")
    assert last(kiosk, effects.HoldSeat).slot == "sokolova-1-0"  # type: ignore[attr-defined]


def test_later_days_are_asked_for_after_the_last_that_is_shown() -> None:
    kiosk = KioskWalk().welcomed().tap("booking.doctor")
    kiosk.happens(wishes.BookableFound(kiosk.ask, bookable_doctors(PACK))).tap("Терапевт")
    many = tuple(FIRST.model_copy(update={"slot": f"slot-{number}"}) for number in range(ASKED_AT_ONCE - 1))
    after = SLOTS[-1]
    kiosk.happens(wishes.SlotsFound(kiosk.ask, (*many, after)))
    assert not kiosk.shows("26 ноя"), "a day that may be cut off is not shown as a whole one"
    kiosk.tap("booking.later")
    asked = last(kiosk, effects.FindSlots)
    assert isinstance(asked, effects.FindSlots)
    assert asked.since is not None
    assert FIRST.starts_at < asked.since < after.starts_at


def test_the_clock_of_the_hold_runs_and_is_drawn() -> None:
    kiosk = at_review()
    before = kiosk.walk
    kiosk.wait(0.5)
    assert not stands_still(replace(before, effects=()), replace(kiosk.walk, effects=()))
    clock = next(block for block in kiosk.view.blocks if isinstance(block, Countdown))
    assert clock.seconds_total == HOLD_SECONDS
    kiosk.wait(40)
    later = next(block for block in kiosk.view.blocks if isinstance(block, Countdown))
    assert later.seconds_left in (clock.seconds_left - 40, clock.seconds_left - 39)


def test_the_hold_is_given_back_when_its_time_is_over() -> None:
    kiosk = at_review()
    for _ in range(6):
        kiosk.wait(50).happens(events.Extended())
    assert kiosk.page == "booking-over"
    assert kiosk.ordered(effects.ReleaseHold) == 1
    kiosk.tap("booking.over.again")
    assert kiosk.page == "booking-holding"


@pytest.mark.parametrize("way", ["bar.back", "bar.home", "bar.finish", "booking.other_time"])
def test_a_hold_is_given_back_whichever_way_one_leaves(way: str) -> None:
    kiosk = at_review().tap(way)
    assert [order.hold for order in kiosk.orders if isinstance(order, effects.ReleaseHold)] == ["hold-1"]
    assert kiosk.walk.booking is None or kiosk.walk.booking.hold is None


def test_the_card_taken_out_gives_the_hold_back_and_leaves_nothing() -> None:
    kiosk = at_review().card_out()
    assert kiosk.page == "home"
    assert kiosk.walk.booking is None
    assert kiosk.ordered(effects.ReleaseHold) == 1


def test_a_hold_that_comes_for_somebody_who_has_left_is_given_back() -> None:
    kiosk = at_times(KioskWalk().welcomed()).tap("09:00")
    asked = kiosk.ask
    kiosk.card_out().happens(wishes.SeatHeld(asked, hold_of(FIRST)))
    assert kiosk.page == "home"
    assert kiosk.ordered(effects.ReleaseHold) == 1


def test_a_hold_that_comes_after_going_back_is_given_back() -> None:
    kiosk = at_times(KioskWalk().welcomed()).tap("09:00")
    asked = kiosk.ask
    kiosk.tap("bar.back").happens(wishes.SeatHeld(asked, hold_of(FIRST)))
    assert kiosk.page == "booking-times"
    assert kiosk.ordered(effects.ReleaseHold) == 1


def test_a_taken_time_offers_the_nearest_ones_and_one_touch_takes_one() -> None:
    kiosk = at_times(KioskWalk().welcomed()).tap("09:00")
    kiosk.happens(wishes.SlotTaken(kiosk.ask, SLOTS[1:4]))
    assert kiosk.page == "booking-taken"
    kiosk.tap("Понедельник, 23 ноября, 09:40")
    assert last(kiosk, effects.HoldSeat).slot == SLOTS[2].slot  # type: ignore[attr-defined]


@pytest.mark.parametrize("code", ["booking-exists", "not-attached", "referral-needed"])
def test_a_rule_that_refuses_is_told_and_the_times_are_one_touch_away(code: str) -> None:
    kiosk = at_times(KioskWalk().welcomed()).tap("09:00").backend_refuses(code)
    assert kiosk.page == f"booking-refused-{code}"
    kiosk.tap("booking.times")
    assert kiosk.page == "booking-times-wait"


def test_a_session_that_is_over_ends_everything() -> None:
    kiosk = at_times(KioskWalk().welcomed()).tap("09:00").backend_refuses("session-expired")
    assert kiosk.page == "failure-session-expired"
    assert kiosk.walk.session is None
    assert kiosk.walk.booking is None


def test_a_second_press_confirms_once() -> None:
    kiosk = at_review()
    press = kiosk.press_of("booking.confirm")
    kiosk.happens(press).happens(press)
    assert kiosk.ordered(effects.ConfirmHold) == 1


def test_a_lost_answer_is_asked_for_again_with_the_same_hold() -> None:
    kiosk = at_review().tap("booking.confirm").backend_refuses("backend-unreachable")
    assert kiosk.page == "booking-review"
    assert kiosk.shows("booking.unsure")
    assert kiosk.ordered(effects.ReleaseHold) == 0, "it may be confirmed already"
    booked(kiosk)
    confirms = [order for order in kiosk.orders if isinstance(order, effects.ConfirmHold)]
    assert [order.hold for order in confirms] == ["hold-1", "hold-1"]
    assert kiosk.page == "printing"


def test_a_hold_that_ran_out_while_confirming_says_so() -> None:
    kiosk = at_review().tap("booking.confirm").backend_refuses("hold-expired")
    assert kiosk.page == "booking-over"


def test_without_paper_it_is_said_before_and_the_number_stands_large() -> None:
    kiosk = at_review().printer_is(PrinterState.PAPER_OUT)
    assert kiosk.shows("booking.no_paper")
    booked(kiosk)
    assert kiosk.page == "ticket"
    assert kiosk.shows("booking.write_down")
    assert kiosk.shows("4821\xa03079")
    assert kiosk.printed == []


def test_after_the_ticket_the_number_alone_stays_for_a_moment() -> None:
    kiosk = booked(at_review()).paper_comes()
    kiosk.card_out()
    assert kiosk.page == "booked-after-all"
    assert kiosk.shows("4821\xa03079")
    assert not any(name in repr(kiosk.view) for name in NAMES)
    assert kiosk.walk.booking is None
    kiosk.wait(SHOWN_FOR + 1)
    assert kiosk.page == "home"


def test_a_booking_confirmed_after_its_person_left_shows_its_number() -> None:
    kiosk = at_review().tap("booking.confirm")
    asked = kiosk.ask
    kiosk.card_out()
    assert kiosk.ordered(effects.ReleaseHold) == 0
    kiosk.happens(wishes.Booked(asked, (TICKET,)))
    assert isinstance(kiosk.walk.page, BookedAfterAllPage)
    assert not any(name in repr(kiosk.view) for name in NAMES)
    assert kiosk.printed == []


def test_a_backend_that_does_not_answer_is_not_waited_for_for_ever() -> None:
    kiosk = KioskWalk().welcomed().tap("booking.doctor").wait(26)
    assert kiosk.page == "booking-refused-backend-slow"


def test_all_days_are_shown_where_a_list_of_times_ends() -> None:
    """A large clinic: a hundred times are over before the week is."""
    times = free_slots(PACK, (0, 1, 2, 3, 4, 7))[:ASKED_AT_ONCE]
    kiosk = KioskWalk().welcomed().tap("booking.doctor")
    kiosk.happens(wishes.BookableFound(kiosk.ask, bookable_doctors(PACK))).tap("Терапевт")
    kiosk.happens(wishes.SlotsFound(kiosk.ask, times)).tap("booking.days")
    asked = last(kiosk, effects.FindDays)
    assert asked == effects.FindDays(asked.id, 1, "doctor", "therapist", "clinic")
    kiosk.happens(wishes.DaysFound(asked.id, free_days(), ZONE))
    assert kiosk.page == "booking-days"
    day = free_days()[-1]
    kiosk.happens(wishes.DayChosen(day.day.isoformat()))
    looked = last(kiosk, effects.FindSlots)
    assert looked == effects.FindSlots(looked.id, 1, "doctor", "therapist", "clinic", day.first_at)
    there = tuple(slot.model_copy(update={"starts_at": day.first_at}) for slot in times[:1])
    kiosk.happens(wishes.SlotsFound(looked.id, there))
    assert kiosk.page == "booking-times"
    assert kiosk.shows("booking.earlier")
    kiosk.tap("bar.back")
    assert kiosk.page == "booking-what", "the list of days was on the way only"


def test_a_few_days_need_no_list() -> None:
    assert not at_times(KioskWalk().welcomed()).shows("booking.days")


def test_a_day_that_nobody_named_opens_nothing() -> None:
    kiosk = at_times(KioskWalk().welcomed()).happens(wishes.DaysAsked())
    kiosk.happens(wishes.DaysFound(kiosk.ask, free_days(), ZONE)).happens(wishes.DayChosen("2031-01-01"))
    assert kiosk.page == "booking-days"
    kiosk.tap("bar.back")
    assert kiosk.page == "booking-times"


def test_an_office_is_booked_the_same_way() -> None:
    kiosk = KioskWalk().welcomed().tap("bar.home").tap("home.booking.title").tap("booking.office")
    asked = last(kiosk, effects.FindBookable)
    assert asked == effects.FindBookable(asked.id, 1, "office", "near")
