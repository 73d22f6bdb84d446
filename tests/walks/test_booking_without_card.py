"""Booked without a card: by policy or SNILS and the birth date, and nothing typed outlives its person."""

from __future__ import annotations

import pytest

from kiosk.flow.booking import effects
from kiosk.flow.booking import events as wishes
from kiosk.flow.demo.bookings import bookable_doctors, hold_of
from tests.kiosk.sample_pack import PACK
from tests.walks.booking_steps import FIRST, SLOTS, TICKET, at_times, booked, last
from tests.walks.kiosk_walk import KioskWalk
from tests.walks.values import holds


def at_proof_of_anybody() -> KioskWalk:
    kiosk = KioskWalk().tap("home.booking.title").tap("booking.doctor")
    kiosk.happens(wishes.BookableFound(kiosk.ask, bookable_doctors(PACK))).tap("Терапевт")
    for_all = tuple(slot.model_copy(update={"level": 0}) for slot in SLOTS)
    return kiosk.happens(wishes.SlotsFound(kiosk.ask, for_all)).tap("09:00")


def by_number() -> KioskWalk:
    kiosk = at_proof_of_anybody().tap("booking.without_card").write("11223344595").tap("wizard.next")
    return kiosk.write("08031951").tap("wizard.next")


def test_without_a_card_policy_or_snils_and_the_birth_date_do() -> None:
    kiosk = by_number()
    asked = last(kiosk, effects.HoldSeat)
    assert asked == effects.HoldSeat(asked.id, 0, FIRST.slot, "", "11223344595", "1951-03-08")
    assert "11223344595" not in repr(asked)
    kiosk.happens(wishes.SeatHeld(asked.id, hold_of(FIRST)))
    nameless = TICKET.model_copy(update={"name_short": "", "desk_first": True})
    booked(kiosk, nameless)
    assert "регистратуру" in repr(kiosk.printed[-1].sheet.elements)


def test_a_time_that_needs_the_card_is_not_offered_by_number() -> None:
    kiosk = at_times(KioskWalk().tap("home.booking.title")).tap("09:00")
    assert kiosk.page == "booking-card"
    assert not kiosk.shows("booking.without_card")


@pytest.mark.parametrize(("number", "born"), [("123", ""), ("1122334459", ""), ("11223344595", "31021951")])
def test_what_cannot_be_a_number_or_a_date_asks_nobody(number: str, born: str) -> None:
    kiosk = at_proof_of_anybody().tap("booking.without_card").write(number).tap("wizard.next")
    if born:
        kiosk.write(born).tap("wizard.next")
    assert kiosk.page == ("booking-born" if born else "booking-number")
    assert kiosk.ordered(effects.HoldSeat) == 0


def test_what_was_typed_is_forgotten_with_its_person() -> None:
    assert not holds(by_number().tap("bar.home").walk, "11223344595")
    assert not holds(by_number().tap("bar.finish").walk, "11223344595")
    taken_over = at_proof_of_anybody().tap("booking.without_card").write("11223344595")
    assert holds(taken_over.walk, "11223344595"), "the control"
    assert not holds(taken_over.card_in().walk, "11223344595")
