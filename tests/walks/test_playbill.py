"""The walk to an event: what is on, seats chosen or found, held by a clock, given back."""

from __future__ import annotations

from msgspec.structs import replace

from kiosk.flow import events
from kiosk.flow.blocks import Countdown, PaymentCode
from kiosk.flow.booking import effects
from kiosk.flow.booking import events as booking
from kiosk.flow.demo import playbill as demo
from kiosk.flow.hall_blocks import SeatLook
from kiosk.flow.playbill import events as wishes
from kiosk.flow.playbill.effects import FetchPlan, FindEvents
from kiosk.runner import stands_still
from tests.kiosk.sample_pack import PACK
from tests.walks.kiosk_walk import KioskWalk
from tests.walks.playgoing import (
    DISCOUNTED,
    at_seats,
    booked,
    held,
    in_hall,
    later,
    listed,
    outing,
    plan_of,
    titles,
    wish,
    with_card,
)


def test_the_best_seats_are_found_held_and_paid_for() -> None:
    kiosk = with_card().tap("playbill.more").tap("playbill.best")
    assert (wish(kiosk).seats, wish(kiosk).chosen, wish(kiosk).wheelchair) == (2, (), False)
    held(kiosk)
    assert kiosk.page == "seats-held"
    assert any(isinstance(block, Countdown) for block in kiosk.view.blocks)
    booked(kiosk)
    assert kiosk.page == "admission-due"
    (code,) = (block for block in kiosk.view.blocks if isinstance(block, PaymentCode))
    assert code.data == demo.QR
    assert code.figure.text == "1\xa0400\xa0₽"


def test_a_day_shows_what_is_on_that_day() -> None:
    kiosk = listed(KioskWalk()).tap("25 ноя")
    shown = titles(kiosk)
    assert "Лекция «Северное сияние» (12+)" in shown
    assert "Снегурочка (6+)" not in shown
    kiosk.tap("playbill.all_days")
    assert "Снегурочка (6+)" in titles(kiosk)


def test_seats_are_chosen_on_the_plan() -> None:
    kiosk = in_hall(with_card())
    assert kiosk.page == "hall"
    kiosk.happens(wishes.PartChosen(0))
    assert kiosk.page == "hall-part"
    kiosk.happens(wishes.SeatSwitched(302)).happens(wishes.SeatSwitched(303))
    assert "Партер, ряд 3: места 2, 3" in repr(kiosk.view.blocks)
    kiosk.happens(wishes.ChosenSeatsAsked())
    assert (wish(kiosk).seats, wish(kiosk).chosen) == (2, (302, 303))


def test_a_taken_seat_cannot_be_chosen_and_a_chosen_one_can_be_left() -> None:
    kiosk = in_hall(with_card()).happens(wishes.PartChosen(0))
    taken = next(seat.seat for row in demo.plan().rows for seat in row.seats if not seat.free)
    kiosk.happens(wishes.SeatSwitched(taken))
    assert outing(kiosk).chosen == ()
    kiosk.happens(wishes.SeatSwitched(302)).happens(wishes.SeatSwitched(302))
    assert outing(kiosk).chosen == ()
    kiosk.happens(wishes.ChosenSeatsAsked())
    assert kiosk.ordered(effects.HoldSeat) == 0, "nothing chosen, nothing held"


def test_a_companions_seat_comes_and_goes_with_its_wheelchair_place() -> None:
    kiosk = in_hall(with_card()).happens(wishes.PartChosen(0))
    kiosk.happens(wishes.SeatSwitched(102))
    assert outing(kiosk).chosen == (), "nobody sits there alone"
    kiosk.happens(wishes.SeatSwitched(101)).happens(wishes.SeatSwitched(102))
    assert outing(kiosk).chosen == (101, 102)
    kiosk.happens(wishes.SeatSwitched(101))
    assert outing(kiosk).chosen == ()


def test_more_than_the_rule_allows_is_not_chosen() -> None:
    kiosk = in_hall(with_card()).happens(wishes.PartChosen(0))
    for seat in (302, 303, 304, 305, 307):
        kiosk.happens(wishes.SeatSwitched(seat))
    assert outing(kiosk).chosen == (302, 303, 304, 305)
    assert "Больше 4 за один раз взять нельзя" in repr(kiosk.view.blocks)
    for _ in range(9):
        kiosk.happens(wishes.CountChanged(1))
    assert outing(kiosk).count == 1, "a press of a page that is gone"


def test_the_same_seats_by_rows_for_who_does_not_see_the_plan() -> None:
    kiosk = with_card().tap("playbill.by_rows")
    kiosk.happens(wishes.PlanFetched(kiosk.ask, demo.plan()))
    assert kiosk.page == "hall-rows"
    kiosk.tap("Ряд 3")
    assert kiosk.page == "hall-row"
    kiosk.tap("Место 2, 700\xa0₽").tap("Взять 1 место")
    assert wish(kiosk).chosen == (302,)


def test_every_state_and_kind_has_its_own_shape_and_words() -> None:
    kiosk = in_hall(with_card()).happens(wishes.PartChosen(0)).happens(wishes.SeatSwitched(302))
    seats = [seat for row in plan_of(kiosk).rows for seat in row.seats]
    assert {seat.look for seat in seats} == set(SeatLook)
    assert "Партер. Ряд 1, место 1, для коляски, свободно, 700\xa0₽" in {seat.spoken for seat in seats}
    assert all((seat.press is None) == (seat.look is SeatLook.TAKEN) for seat in seats)


def test_who_listens_hears_what_a_press_has_changed() -> None:
    kiosk = with_card().tap("comfort.voice").tap("playbill.more")
    assert kiosk.spoken[-1] == "2 билета"
    kiosk = in_hall(kiosk).happens(wishes.PartChosen(0)).happens(wishes.SeatSwitched(302))
    assert kiosk.spoken[-1] == "Ряд 3, место 2, выбрано."
    kiosk.happens(wishes.SeatSwitched(302))
    assert kiosk.spoken[-1] == "Ряд 3, место 2, свободно."
    kiosk.happens(wishes.SeatSwitched(102))
    assert kiosk.spoken[-1] == "занято"


def test_a_wheelchair_is_asked_for_and_its_companion_with_it() -> None:
    kiosk = with_card().tap("playbill.wheelchair").tap("playbill.more").tap("playbill.best")
    assert (wish(kiosk).seats, wish(kiosk).wheelchair) == (2, True)


def test_a_discount_is_told_without_its_reason() -> None:
    kiosk = held(with_card().tap("playbill.best"), DISCOUNTED)
    shown = repr(kiosk.view.blocks).replace(r"\xa0", " ")
    assert "Ваша скидка: 1 050 ₽" in shown
    for category in PACK.categories:
        assert category.title.ru not in shown


def test_without_a_card_the_seats_wait_for_it() -> None:
    kiosk = at_seats(KioskWalk()).tap("playbill.best")
    assert kiosk.page == "booking-card"
    assert kiosk.ordered(effects.HoldSeat) == 0
    kiosk.welcomed()
    assert kiosk.page == "seats-holding"


def test_free_seating_of_level_nought_is_booked_by_a_number() -> None:
    kiosk = listed(KioskWalk()).tap("Лекция «Северное сияние» (12+)").tap("15:00").tap("playbill.take")
    kiosk.tap("booking.without_card")
    assert kiosk.page == "booking-number"


def test_the_walks_back_gives_the_seats_back() -> None:
    kiosk = held(with_card().tap("playbill.best")).tap("playbill.other_seats")
    assert kiosk.page == "event-seats"
    assert kiosk.ordered(effects.ReleaseHold) == 1


def test_seats_taken_meanwhile_lead_to_others_and_to_a_new_plan() -> None:
    kiosk = in_hall(with_card()).happens(wishes.PartChosen(0)).happens(wishes.SeatSwitched(302))
    kiosk.happens(wishes.ChosenSeatsAsked())
    kiosk.happens(booking.SlotTaken(kiosk.ask, (demo.slot_of(PACK),)))
    assert kiosk.page == "booking-taken"
    assert outing(kiosk).plan is None, "what was drawn is not true any more"
    kiosk.tap("playbill.other_seats").tap("playbill.on_plan")
    assert kiosk.ordered(FetchPlan) == 2


def test_another_day_is_held_with_the_seats_that_are_best_there() -> None:
    kiosk = in_hall(with_card()).happens(wishes.PartChosen(0)).happens(wishes.SeatSwitched(302))
    kiosk.happens(wishes.ChosenSeatsAsked())
    other = demo.slot_of(PACK).model_copy(update={"slot": "theatre-6-18"})
    kiosk.happens(booking.SlotTaken(kiosk.ask, (other,))).happens(booking.SlotChosen("theatre-6-18"))
    asked = [order for order in kiosk.orders if isinstance(order, effects.HoldSeat)][-1]
    assert (asked.slot, asked.chosen) == ("theatre-6-18", ())


def test_a_hold_that_runs_out_says_so() -> None:
    kiosk = later(held(with_card().tap("playbill.best")), 301)
    assert kiosk.page == "booking-over"
    kiosk.happens(events.Extended()).tap("booking.over.again")
    assert kiosk.page == "seats-holding"


def test_nothing_is_asked_while_nothing_moves() -> None:
    kiosk = listed(KioskWalk())
    before = kiosk.walk
    later(kiosk, 0.5)
    assert stands_still(before, replace(kiosk.walk, clock=before.clock))


def test_what_is_asked_first_is_what_is_on() -> None:
    kiosk = KioskWalk().tap("home.booking.title").tap("playbill.title")
    assert kiosk.page == "playbill-wait"
    assert kiosk.ordered(FindEvents) == 1
    later(kiosk, 26)
    assert kiosk.page.startswith("booking-refused")
