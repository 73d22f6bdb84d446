"""A booking moves with its number; whatever goes wrong, the old one stands."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial

import pytest

from backend.bookings.numbers import code_of
from backend.bookings.rules import ResourceRules, Visitor
from backend.bookings.service import looking, moving, proving
from backend.bookings.service.proving import OnPaper
from backend.bookings.values import Booked, ByDesk, ByPerson, FreshHold, SlotTaken, Wish, draw_hold
from backend.errors import Refused
from backend.referrals import service as referrals
from tests.backend.bookings.house import TOMORROW, House
from tests.backend.region import TEST_VAULT, Region

LATER = TOMORROW + timedelta(hours=2)
LATER_DAY = LATER.date()


def move(house: House, booked: Booked, wish: Wish, fresh: FreshHold | None = None) -> Booked:
    assert booked.person is not None
    return house.run(
        partial(
            moving.move,
            asking=house.asking(2),
            booking=booked.booking,
            wish=wish,
            proof=ByPerson(frozenset({booked.person})),
            fresh=fresh or draw_hold(),
        )
    )


def refer(house: House, person: str, until: date = LATER_DAY, number: str = "12345678") -> None:
    what = (person, "therapist", until)
    new = partial(referrals.record, referral=f"referral-{number}", numbers=[number], what=what)
    house.run(partial(new, actor="operator:eva", now=house.now))


def test_the_number_goes_along_and_the_old_seat_is_free(house: House, region: Region) -> None:
    old_slot, new_slot = house.slot(), house.slot(starts_at=LATER)
    booked = house.book(old_slot, region.person())
    moved = move(house, booked, Wish(new_slot))
    assert (moved.number, moved.state, moved.slot.slot) == (booked.number, "confirmed", new_slot)
    assert house.run(partial(looking.by_number, number=booked.number)) == moved
    paper = OnPaper(booked.number, code_of(TEST_VAULT, booked.number))
    shown = partial(proving.by_paper, paper=paper, client="k", now=house.now, vault=TEST_VAULT)
    assert house.run(shown) == moved
    house.book(old_slot, region.person())


def test_moving_twice_there_is_moving_once(house: House, region: Region) -> None:
    booked = house.book(house.slot(), region.person())
    new_slot = house.slot(starts_at=LATER)
    assert move(house, booked, Wish(new_slot)) == move(house, booked, Wish(new_slot))
    assert house.states() == {"moved": 1, "confirmed": 1}


def test_to_a_time_that_overlaps_the_old_one(house: House, region: Region) -> None:
    """The person's own old booking is not in their way."""
    booked = house.book(house.slot(minutes=30), region.person())
    house.resource("therapist-2")
    overlapping = house.slot("therapist-2", TOMORROW + timedelta(minutes=10))
    assert move(house, booked, Wish(overlapping)).slot.slot == overlapping


def test_to_a_taken_time_the_old_booking_stands(house: House, region: Region) -> None:
    booked = house.book(house.slot(), region.person())
    taken = house.slot(starts_at=LATER)
    house.book(taken, region.person())
    with pytest.raises(SlotTaken):
        move(house, booked, Wish(taken))
    assert house.run(partial(looking.by_id, booking=booked.booking)) == booked


@pytest.mark.parametrize("speciality", ["surgeon", ""])
def test_not_to_another_speciality(house: House, region: Region, speciality: str) -> None:
    booked = house.book(house.slot(), region.person())
    house.resource("other", speciality=speciality)
    with pytest.raises(Refused):
        move(house, booked, Wish(house.slot("other", LATER)))


def test_elsewhere_the_rules_of_that_place_hold(house: House, region: Region) -> None:
    booked = house.book(house.slot(), region.person())
    rules = ResourceRules(attached_only=True)
    house.resource("elsewhere", provider="clinic-2", rules=rules)
    there = house.slot("elsewhere", LATER)
    with pytest.raises(Refused) as not_attached:
        move(house, booked, Wish(there, visitor=Visitor(clinic="clinic-1")))
    assert not_attached.value.code == "not-attached"
    move(house, booked, Wish(there, visitor=Visitor(clinic="clinic-2")))


def test_not_when_it_has_begun(house: House, region: Region) -> None:
    booked = house.book(house.slot(), region.person())
    later = house.slot(starts_at=TOMORROW + timedelta(days=2))
    house.forward(days=1)
    with pytest.raises(Refused) as past:
        move(house, booked, Wish(later))
    assert past.value.code == "slot-past"


def test_not_round_a_referral(house: House, region: Region) -> None:
    """Another doctor of the same speciality, who sees nobody without one."""
    person = region.person()
    booked = house.book(house.slot(), person)
    house.resource("therapist-2", rules=ResourceRules(referral_needed=True))
    there = house.slot("therapist-2", LATER)
    with pytest.raises(Refused) as refused:
        move(house, booked, Wish(there))
    assert refused.value.code == "referral-needed"
    assert house.states() == {"confirmed": 1}
    refer(house, person)
    assert move(house, booked, Wish(there)).slot.slot == there
    spend = partial(referrals.spend, person=person, speciality="therapist", day=LATER.date())
    assert not house.run(partial(spend, booking=booked.booking)), "the move has spent it"


@pytest.mark.parametrize("kept_first", [False, True])
def test_no_further_than_the_referral_is_good(house: House, region: Region, kept_first: bool) -> None:
    person = region.person()
    house.resource(rules=ResourceRules(referral_needed=True))
    refer(house, person)
    asking = house.asking(2)
    (booked,) = house.confirm(house.hold(house.slot(), person, asking=asking), asking=asking)
    day_after = house.slot(starts_at=LATER + timedelta(days=1))
    step = partial(moving.hold_target if kept_first else moving.move, asking=asking, booking=booked.booking)
    with pytest.raises(Refused) as refused:
        house.run(partial(step, wish=Wish(day_after), proof=ByDesk(), fresh=draw_hold()))
    assert refused.value.code == "referral-needed"
    last_day = house.slot(starts_at=LATER)
    assert move(house, booked, Wish(last_day)).slot.slot == last_day


def open_referrals(house: House, person: str) -> list[str]:
    found = house.run(partial(referrals.of_person, person=person, today=house.now.date()))
    return [each.number for each in found if each.state == "open"]


def test_further_with_another_referral(house: House, region: Region) -> None:
    """The one that went along is open again."""
    person, asking = region.person(), house.asking(2)
    house.resource(rules=ResourceRules(referral_needed=True))
    refer(house, person, number="12345678")
    (booked,) = house.confirm(house.hold(house.slot(), person, asking=asking), asking=asking)
    refer(house, person, LATER_DAY + timedelta(days=30), "87654321")
    assert open_referrals(house, person) == ["87654321"]
    day_after = house.slot(starts_at=LATER + timedelta(days=1))
    assert move(house, booked, Wish(day_after)).slot.slot == day_after
    assert open_referrals(house, person) == ["12345678"]


@pytest.mark.parametrize("has_another", [False, True])
def test_there_and_back_on_one_referral(house: House, region: Region, has_another: bool) -> None:
    """To a doctor who asks for none it goes along unused."""
    person, asking = region.person(), house.asking(2)
    house.resource(rules=ResourceRules(referral_needed=True))
    refer(house, person)
    (booked,) = house.confirm(house.hold(house.slot(), person, asking=asking), asking=asking)
    if has_another:
        refer(house, person, number="87654321")
    house.resource("therapist-2")
    there, back = house.slot("therapist-2", LATER), house.slot(starts_at=LATER + timedelta(minutes=30))
    moved = move(house, booked, Wish(there))
    assert move(house, moved, Wish(back)).slot.slot == back
    assert open_referrals(house, person) == ["87654321"] * has_another


@pytest.mark.parametrize(("seen", "code"), [(0, "booking-level"), (1, None)])
def test_who_was_not_seen_moves_to_no_visit_at_home(
    house: House, region: Region, seen: int, code: str | None
) -> None:
    house.resource(rules=ResourceRules(level=0))
    asking = house.asking(seen)
    (booked,) = house.confirm(house.hold(house.slot(), region.person(), asking=asking), asking=asking)
    at_home = house.slot(starts_at=LATER, home_visit=True)
    by_paper = partial(moving.move, asking=house.asking(0), booking=booked.booking, wish=Wish(at_home))
    work = partial(by_paper, proof=ByDesk(), fresh=draw_hold())
    if code is None:
        assert house.run(work).slot.home_visit
        return
    with pytest.raises(Refused) as refused:
        house.run(work)
    assert refused.value.code == code
