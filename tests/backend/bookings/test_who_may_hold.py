"""Who may hold a seat, and when: time, age, place, level, one of a kind, quotas."""

from __future__ import annotations

from datetime import timedelta

import pytest

from backend.bookings.rules import ResourceRules, Visitor
from backend.errors import Refused
from tests.backend.bookings.house import CLINIC, TOMORROW, House, refused
from tests.backend.region import Region


@pytest.mark.parametrize(
    ("code", "minutes"),
    [("slot-past", -1), ("booking-too-late", 29), ("booking-too-early", 60 * 24 * 60 + 1)],
)
def test_time_has_its_rules(house: House, region: Region, code: str, minutes: int) -> None:
    slot = house.slot(starts_at=house.now + timedelta(minutes=minutes))
    with pytest.raises(Refused) as why:
        house.hold(slot, region.person())
    refused(code, why.value)


@pytest.mark.parametrize(
    ("code", "rules", "visitor"),
    [
        ("not-attached", ResourceRules(attached_only=True), Visitor(clinic="clinic-2")),
        ("booking-level", ResourceRules(referral_needed=True), Visitor(clinic=CLINIC)),
        (
            "age-wrong",
            ResourceRules(most_age=17),
            Visitor(birth_date=TOMORROW.date().replace(year=TOMORROW.year - 18)),
        ),
    ],
)
def test_people_have_their_rules(
    house: House, region: Region, code: str, rules: ResourceRules, visitor: Visitor
) -> None:
    house.resource(rules=rules)
    slot = house.slot()
    with pytest.raises(Refused) as why:
        house.hold(slot, region.person(), visitor=visitor)
    refused(code, why.value)


def test_a_day_before_the_eighteenth_birthday_one_is_still_a_child(house: House, region: Region) -> None:
    house.resource(rules=ResourceRules(most_age=17))
    birthday = (TOMORROW + timedelta(days=1)).date()
    child = Visitor(birth_date=birthday.replace(year=birthday.year - 18))
    house.hold(house.slot(), region.person(), visitor=child)


def test_a_level_below_the_rules_is_refused(house: House, region: Region) -> None:
    house.resource(rules=ResourceRules(level=2))
    slot = house.slot()
    with pytest.raises(Refused) as why:
        house.hold(slot, region.person())
    refused("booking-level", why.value)
    house.hold(slot, region.person(), asking=house.asking(1, "operator", "operator:anna"))


def test_one_booking_a_speciality(house: House, region: Region) -> None:
    person = region.person()
    house.resource("therapist-2")
    house.book(house.slot(), person)
    second = house.slot("therapist-2", TOMORROW + timedelta(hours=3))
    with pytest.raises(Refused) as exists:
        house.hold(second, person)
    refused("booking-exists", exists.value)
    assert exists.value.more == {}, "the answer names nothing"


def test_nobody_is_expected_at_two_places_at_once(house: House, region: Region) -> None:
    person = region.person()
    house.resource("surgeon-1", speciality="surgeon")
    house.book(house.slot(minutes=30), person)
    overlapping = house.slot("surgeon-1", TOMORROW + timedelta(minutes=29))
    after = house.slot("surgeon-1", TOMORROW + timedelta(minutes=30))
    with pytest.raises(Refused) as exists:
        house.hold(overlapping, person)
    refused("booking-exists", exists.value)
    house.book(after, person)


def test_without_a_card_nothing_of_the_person_is_looked_at(house: House, region: Region) -> None:
    """Any rule about a person would answer whether they exist and what they have booked."""
    person = region.person()
    house.resource("therapist-2", rules=ResourceRules(level=0, attached_only=True))
    house.book(house.slot(), person)
    other = house.slot("therapist-2", TOMORROW + timedelta(minutes=5), seats=2)
    known = house.hold(other, person, asking=house.asking(0))
    unknown = house.hold(other, None, asking=house.asking(0))
    assert {known.seats[0].seat, unknown.seats[0].seat} == {1, 2}


def test_what_was_asked_for_without_a_card_keeps_nobody_from_booking(house: House, region: Region) -> None:
    person = region.person()
    house.resource("therapist-2", rules=ResourceRules(level=0))
    anybody = house.asking(0)
    held = house.hold(house.slot("therapist-2"), person, asking=anybody)
    house.confirm(held, asking=anybody)
    house.book(house.slot(), person)


def test_an_earlier_hold_of_a_dead_kiosk_gives_way_to_its_person(house: House, region: Region) -> None:
    person, slot = region.person(), house.slot()
    house.hold(slot, person)
    house.book(slot, person)
    assert house.states() == {"cancelled": 1, "confirmed": 1}


def test_seats_of_a_quota_are_for_whom_they_are_until_they_are_released(house: House, region: Region) -> None:
    released = house.now + timedelta(hours=2)
    slot = house.slot(quota="category:veteran", released_at=released)
    with pytest.raises(Refused) as reserved:
        house.hold(slot, region.person())
    refused("quota-reserved", reserved.value)
    veteran = Visitor(categories=frozenset({"veteran"}))
    house.release(house.hold(slot, region.person(), visitor=veteran, category="veteran"))
    house.forward(hours=2)
    house.hold(slot, region.person())
