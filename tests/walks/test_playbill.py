"""The walk to an event: what is on, seats chosen or found, held by a clock, paid for; nothing left behind."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from backend.contract.bookings import HeldSeat
from backend.contract.payments import Invoice
from devices.ports import Cut, PrinterState, QrCode
from kiosk.flow import demo_playbill as demo
from kiosk.flow import events
from kiosk.flow.blocks import Countdown, PaymentCode
from kiosk.flow.booking import effects
from kiosk.flow.booking import events as booking
from kiosk.flow.booking.outing import Outing
from kiosk.flow.hall_blocks import SeatLook, SeatPlan
from kiosk.flow.playbill import events as wishes
from kiosk.flow.playbill.effects import FetchInvoice, FetchPlan, FindEvents, PayAtTerminal
from kiosk.flow.playbill.paying import ASKED_EVERY
from kiosk.runner import stands_still
from tests.kiosk.sample_pack import PACK
from tests.kiosk.worlds import world
from tests.walks.kiosk_walk import KioskWalk, presses
from tests.walks.values import holds

TWO = demo.two_seats()
DISCOUNTED = demo.held_seats()
TODAY = "2026-11-20"


def listed(kiosk: KioskWalk) -> KioskWalk:
    kiosk.tap("home.booking.title").tap("playbill.title")
    return kiosk.happens(wishes.EventsFound(kiosk.ask, demo.events(PACK)))


def at_seats(kiosk: KioskWalk) -> KioskWalk:
    """The play on Saturday evening."""
    return listed(kiosk).tap("Снегурочка (6+)").tap("18:00")


def with_card() -> KioskWalk:
    return at_seats(KioskWalk().welcomed().tap("bar.home"))


def in_hall(kiosk: KioskWalk) -> KioskWalk:
    kiosk.tap("playbill.on_plan")
    return kiosk.happens(wishes.PlanFetched(kiosk.ask, demo.plan()))


def held(kiosk: KioskWalk, seats: tuple[HeldSeat, ...] = TWO) -> KioskWalk:
    return kiosk.happens(booking.SeatHeld(kiosk.ask, demo.hold_of(PACK, seats)))


def booked(kiosk: KioskWalk, seats: tuple[HeldSeat, ...] = TWO) -> KioskWalk:
    kiosk.tap("playbill.confirm")
    invoice = demo.invoice_of(seats) if any(seat.price_kopecks for seat in seats) else None
    kiosk.happens(booking.Booked(kiosk.ask, demo.tickets_of(PACK, seats), invoice))
    return kiosk.paper_comes().tap("printed.done")


def wish(kiosk: KioskWalk) -> effects.HoldSeat:
    (found,) = (order for order in kiosk.orders if isinstance(order, effects.HoldSeat))
    return found


def later(kiosk: KioskWalk, seconds: float) -> KioskWalk:
    return kiosk.happens(events.Ticked(kiosk.walk.now + seconds, "12:06", TODAY))


def outing(kiosk: KioskWalk) -> Outing:
    assert kiosk.walk.booking is not None
    assert kiosk.walk.booking.outing is not None
    return kiosk.walk.booking.outing


def plan_of(kiosk: KioskWalk) -> SeatPlan:
    (plan,) = (block for block in kiosk.view.blocks if isinstance(block, SeatPlan))
    return plan


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


def titles(kiosk: KioskWalk) -> list[str]:
    return [title for title, _ in presses(kiosk.view)]


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


def test_a_kiosk_without_a_terminal_offers_none() -> None:
    kiosk = due().happens(wishes.TerminalAsked())
    assert kiosk.ordered(PayAtTerminal) == 0


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


def test_nothing_is_asked_while_nothing_moves() -> None:
    kiosk = listed(KioskWalk())
    before = kiosk.walk
    later(kiosk, 0.5)
    assert stands_still(before, replace(kiosk.walk, clock=before.clock))


def test_who_leaves_leaves_nothing_behind() -> None:
    kiosk = due()
    asked = later(kiosk, ASKED_EVERY).ask
    kiosk.card_out()
    assert kiosk.walk.booking is None
    assert not holds(kiosk.walk, "Полярная")
    assert not holds(kiosk.walk, demo.QR)
    late = wishes.InvoiceFetched(asked, paid())
    assert kiosk.happens(late).walk.booking is None


def test_what_is_asked_first_is_what_is_on() -> None:
    kiosk = KioskWalk().tap("home.booking.title").tap("playbill.title")
    assert kiosk.page == "playbill-wait"
    assert kiosk.ordered(FindEvents) == 1
    later(kiosk, 26)
    assert kiosk.page.startswith("booking-refused")
