"""A seat that comes free is kept for whoever has waited longest, and for the next when they do not come."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from typing import Any

import pytest
from sqlalchemy import update

from backend.bookings.numbers import draw_numbers
from backend.bookings.rules import ResourceRules
from backend.bookings.service import confirming, ending, waiting_list
from backend.bookings.service.waiting_list import Entry, Wanted
from backend.bookings.values import Booked, ByPerson, News, SlotTaken, Tell, tell_nobody
from backend.errors import Refused
from backend.people.tables import people
from tests.backend.bookings.house import CLINIC, TOMORROW, House
from tests.backend.region import Region

NEXT_WEEK = TOMORROW + timedelta(days=6)
THERAPISTS = Wanted(speciality="therapist", provider=CLINIC)


def wait(house: House, person: str, wanted: Wanted = THERAPISTS, entry: str = "") -> str:
    join = partial(waiting_list.join, asking=house.asking(), person=person, wanted=wanted)
    return house.run(partial(join, entry=entry or f"entry-of-{person[:8]}"))


def line(house: House, person: str) -> tuple[Entry, ...]:
    return house.run(partial(waiting_list.of_persons, persons=[person]))


def cancel(house: House, booked: Booked, tell: Tell = tell_nobody) -> None:
    assert booked.person is not None
    proof = ByPerson(frozenset({booked.person}))
    house.run(
        partial(
            ending.cancel,
            asking=house.asking(2),
            booking=booked.booking,
            proof=proof,
            tell=tell,
        )
    )


def take(house: House, person: str) -> Booked:
    (entry,) = line(house, person)
    assert entry.offer is not None
    confirm = partial(confirming.confirm, asking=house.asking(1), hold=entry.offer.party)
    proof = ByPerson(frozenset({person}))
    return house.run(partial(confirm, proof=proof, fresh=draw_numbers()))[0]


def test_a_cancelled_seat_is_offered_at_the_next_session(house: House, region: Region) -> None:
    slot = house.slot(starts_at=NEXT_WEEK)
    booked, first, second = house.book(slot, region.person()), region.person(), region.person()
    wait(house, first)
    house.forward(minutes=1)
    wait(house, second)
    told: list[News] = []
    cancel(house, booked, lambda _connection, news: told.extend(news))
    assert [news.kind for news in told] == ["offered", "cancelled"]
    (entry,) = line(house, first)
    assert entry.offer is not None
    assert entry.offer.slot.slot == slot
    assert entry.offer_until == house.now + timedelta(hours=24)
    with pytest.raises(SlotTaken):
        house.hold(slot, region.person())
    assert take(house, first).state == "confirmed"
    assert line(house, first) == ()
    (still_waiting,) = line(house, second)
    assert still_waiting.offer is None


def test_an_offer_that_lapses_goes_to_the_next(house: House, region: Region) -> None:
    slot = house.slot(starts_at=NEXT_WEEK)
    booked, first, second = house.book(slot, region.person()), region.person(), region.person()
    wait(house, first)
    house.forward(minutes=1)
    wait(house, second)
    cancel(house, booked)
    house.forward(hours=24)
    assert house.expire() == 1
    assert line(house, first) == ()
    (entry,) = line(house, second)
    assert entry.offer is not None


def test_a_declined_offer_goes_to_the_next(house: House, region: Region) -> None:
    slot = house.slot(starts_at=NEXT_WEEK)
    booked, first, second = house.book(slot, region.person()), region.person(), region.person()
    wait(house, first)
    house.forward(minutes=1)
    wait(house, second)
    cancel(house, booked)
    (entry,) = line(house, first)
    assert entry.offer is not None
    release = partial(ending.release, asking=house.asking(), hold=entry.offer.party)
    house.run(partial(release, proof=ByPerson(frozenset({first}))))
    assert line(house, first) == ()
    assert line(house, second)[0].offer is not None


def test_an_offer_ends_two_hours_before_and_a_short_one_is_none(house: House, region: Region) -> None:
    waiter = region.person()
    soon = house.book(house.slot(starts_at=house.now + timedelta(hours=2, minutes=29)), region.person())
    wait(house, waiter)
    cancel(house, soon)
    assert line(house, waiter)[0].offer is None
    today = house.book(house.slot(starts_at=house.now + timedelta(hours=5)), region.person())
    cancel(house, today)
    assert line(house, waiter)[0].offer_until == house.now + timedelta(hours=3)


def test_an_expired_hold_goes_to_the_line_before_it_goes_to_a_rival(house: House, region: Region) -> None:
    slot, waiter = house.slot(starts_at=NEXT_WEEK), region.person()
    house.hold(slot, region.person())
    wait(house, waiter)
    house.forward(seconds=301)
    with pytest.raises(SlotTaken):
        house.hold(slot, region.person())
    house.expire()
    assert line(house, waiter)[0].offer is not None


def test_waiting_twice_for_the_same_is_waiting_once(house: House, region: Region) -> None:
    person = region.person()
    assert wait(house, person, entry="one") == wait(house, person, entry="two") == "one"
    assert wait(house, person, Wanted(resource="therapist-1"), entry="three") == "three"


def test_who_has_such_a_booking_already_is_passed_over(house: House, region: Region) -> None:
    busy, waiter = region.person(), region.person()
    house.book(house.slot(starts_at=NEXT_WEEK + timedelta(hours=3)), busy)
    booked = house.book(house.slot(starts_at=NEXT_WEEK), region.person())
    wait(house, busy)
    house.forward(minutes=1)
    wait(house, waiter)
    cancel(house, booked)
    assert line(house, busy)[0].offer is None
    assert line(house, waiter)[0].offer is not None


def test_nobody_waits_without_a_card_and_leaving_is_leaving(house: House, region: Region) -> None:
    person = region.person()
    with pytest.raises(Refused):
        house.run(
            partial(waiting_list.join, asking=house.asking(0), entry="e", person=person, wanted=THERAPISTS)
        )
    entry = wait(house, person)
    assert not house.run(partial(waiting_list.leave, entry=entry, persons=[region.person()]))
    assert house.run(partial(waiting_list.leave, entry=entry, persons=[person]))
    assert line(house, person) == ()


def test_new_slots_are_offered_to_the_line_first(house: House, region: Region) -> None:
    waiter = region.person()
    wait(house, waiter)
    slot = house.slot(starts_at=NEXT_WEEK)
    offer = partial(waiting_list.offer_everything_free, now=house.now, until=NEXT_WEEK + timedelta(days=1))
    assert house.run(partial(offer, most=5)) == 1
    with pytest.raises(SlotTaken):
        house.hold(slot, region.person())


@pytest.mark.parametrize(
    ("rules", "fits"),
    [
        (ResourceRules(attached_only=True), {"clinic": CLINIC}),
        (ResourceRules(most_age=17), {"birth_date": date(2018, 5, 5)}),
    ],
)
def test_nobody_is_offered_what_the_rules_keep_for_others(
    house: House, region: Region, rules: ResourceRules, fits: dict[str, Any]
) -> None:
    """Who could not book it by themselves does not get it by waiting, and keeps nobody else from it."""
    booked = house.book(house.slot(starts_at=NEXT_WEEK), region.person())
    house.resource(rules=rules)
    first, second = region.person(), region.person()
    house.run(
        lambda connection: connection.execute(update(people).where(people.c.person == second).values(**fits))
    )
    wait(house, first)
    house.forward(minutes=1)
    wait(house, second)
    cancel(house, booked)
    assert line(house, first)[0].offer is None
    assert line(house, second)[0].offer is not None
