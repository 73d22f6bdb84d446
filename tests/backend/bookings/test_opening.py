"""Slots are opened once, however often they are opened, and never from under who has booked them."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from typing import Any

import pytest
from sqlalchemy import delete, func, select, update

from backend.bookings.repository import capacity
from backend.bookings.service import opening, overriding, providing
from backend.bookings.service.opening import Opened
from backend.bookings.service.searching import free_slots
from backend.bookings.tables import schedules, seats, slots
from backend.bookings.values import FreeSlot
from backend.errors import Refused
from content.calendar import ProductionCalendar
from tests.backend.bookings.house import House
from tests.backend.region import Region

CALENDAR = ProductionCalendar([])
MONDAY = date(2026, 11, 23)


def works(house: House, **more: Any) -> None:
    row = {
        "resource": "therapist-1",
        "weekday": 0,
        "starts": "09:00",
        "ends": "10:00",
        "valid_from": date(2026, 1, 1),
        "valid_to": None,
        "minutes": 20,
        "capacity": 1,
        "room": "",
        "home_visit": False,
        **more,
    }
    house.run(partial(capacity.put_schedule, values=row))


def opened(house: House, days: int = 7) -> Opened:
    until = house.now.date() + timedelta(days=days)
    work = partial(opening.open_resource, resource="therapist-1", until=until, calendar=CALENDAR)
    return house.run(partial(work, now=house.now))


def free(house: House) -> list[FreeSlot]:
    return house.run(partial(free_slots, query=house.query(), now=house.now, most=50))


def counted(house: House) -> list[int]:
    counts = [select(func.count()).select_from(table) for table in (slots, seats)]
    return house.run(lambda connection: [connection.execute(count).scalar_one() for count in counts])


def test_opening_twice_opens_once(house: House) -> None:
    works(house, capacity=2)
    assert opened(house) == Opened(opened=3)
    assert opened(house) == Opened()
    assert counted(house) == [3, 6]


def test_a_longer_time_adds_only_what_is_new(house: House) -> None:
    works(house)
    opened(house)
    assert opened(house, days=14) == Opened(opened=3)


def test_hours_that_are_gone_are_withdrawn_and_come_back(house: House) -> None:
    works(house)
    opened(house)
    ends = update(schedules).values(ends="09:40")
    house.run(lambda connection: connection.execute(ends))
    assert opened(house) == Opened(withdrawn=1)
    assert len(free(house)) == 2
    works(house)
    assert opened(house) == Opened(opened=1)


def test_a_booked_slot_is_never_withdrawn_nor_overlapped(house: House, region: Region) -> None:
    works(house)
    opened(house)
    second = free(house)[1].facts.slot
    house.book(second, region.person())
    house.run(lambda connection: connection.execute(delete(schedules)))
    works(house, minutes=15)  # 9:00, 9:15, 9:30, 9:45; booked is 9:20 to 9:40
    again = opened(house)
    assert again.orphaned == (second,)
    times = [f"{each.facts.starts_at:%M}" for each in free(house)]
    assert times == ["00", "45"]


def test_a_booked_time_without_hours_takes_nobody_else_until_they_are_back(
    house: House, region: Region
) -> None:
    works(house, capacity=2)
    opened(house)
    second = free(house)[1].facts.slot
    booked = house.book(second, region.person())
    house.run(lambda connection: connection.execute(delete(schedules)))
    assert opened(house).orphaned == (second,)
    assert free(house) == []
    with pytest.raises(Refused) as refused:
        house.hold(second, region.person())
    assert refused.value.code == "quota-reserved"
    assert opened(house).orphaned == (second,), "once more is no change"
    works(house, capacity=2)
    assert opened(house).orphaned == ()
    assert [each.free for each in free(house)] == [2, 1, 2]
    assert house.states() == {"confirmed": 1}, booked.number


def test_what_a_provider_closed_stays_closed(house: House) -> None:
    works(house)
    opened(house)
    asking = house.asking(0, "provider")
    house.run(partial(providing.close_slot, asking=asking, slot=free(house)[0].facts.slot))
    assert opened(house) == Opened()
    house.run(partial(providing.close_day, asking=asking, resource="therapist-1", day=MONDAY))
    assert opened(house, days=14) == Opened(opened=3)
    assert all(each.facts.starts_at.date() > MONDAY for each in free(house))


def test_a_substitute_and_more_seats_reach_slots_that_stand(house: House) -> None:
    works(house)
    opened(house)
    works(house, capacity=2)
    row = {
        "resource": "therapist-1",
        "day": MONDAY,
        "starts": "",
        "kind": "replaced",
        "ends": "",
        "minutes": 0,
        "capacity": 0,
        "substitute": "Орлов П. С.",
        "room": "7",
        "note": "",
    }
    house.run(partial(capacity.put_exception, values=row))
    assert opened(house).reshaped == 3
    first = free(house)[0]
    assert (first.facts.person_name, first.facts.room, first.free) == ("Орлов П. С.", "7", 2)


def kept(house: House) -> list[tuple[int, str, timedelta | None]]:
    """Of the first slot: seat, quota, and how long before its start it is released."""
    rows = select(seats.c.seat, seats.c.quota, seats.c.released_at, slots.c.starts_at)
    of_first = rows.join_from(seats, slots, seats.c.slot == slots.c.slot)
    first = of_first.order_by(slots.c.starts_at, seats.c.seat).limit(3)
    found = house.run(lambda connection: connection.execute(first).all())
    return [(seat, quota, starts - free if free else None) for seat, quota, free, starts in found]


def test_seats_are_kept_for_whom_the_hours_say_also_those_that_stand(house: House, region: Region) -> None:
    works(house, capacity=3, quota="category:large-family", quota_seats=2, released_hours=48)
    assert opened(house) == Opened(opened=3)
    two_days = timedelta(hours=48)
    family = "category:large-family"
    assert kept(house) == [(1, family, two_days), (2, family, two_days), (3, "", None)]
    assert opened(house) == Opened()
    taken = house.book(free(house)[0].facts.slot, region.person())
    works(house, capacity=3, quota="channel:operator", quota_seats=0, released_hours=0)
    assert opened(house) == Opened(reshaped=3)
    assert kept(house) == [(number, "channel:operator", None) for number in (1, 2, 3)]
    works(house, capacity=3, quota="", quota_seats=0, released_hours=0)
    assert opened(house) == Opened(reshaped=3)
    assert kept(house) == [(number, "", None) for number in (1, 2, 3)]
    assert house.states() == {"confirmed": 1}, f"{taken.number} stands through all of it"


def test_a_seat_that_a_desk_added_for_itself_stays_its_own(house: House) -> None:
    works(house)
    opened(house)
    slot = free(house)[0].facts.slot
    asking = house.asking(2, "operator")
    house.run(partial(overriding.add_seat, asking=asking, slot=slot, reason="сверх плана"))
    assert opened(house) == Opened()
    assert kept(house)[:2] == [(1, "", None), (2, "channel:operator", None)]


def test_a_holiday_has_no_slots(house: House) -> None:
    works(house, weekday=2)  # 4 November 2026 is a Wednesday
    house.forward(days=-20)
    assert opened(house, days=6).opened == 0


def test_a_days_slots_are_found_nearest_place_first(house: House) -> None:
    works(house)
    opened(house)
    house.resource("therapist-far", provider="clinic-2")
    house.slot("therapist-far", house.now + timedelta(hours=3))
    query = house.query(providers=("clinic-1", "clinic-2"))
    found = house.run(partial(free_slots, query=query, now=house.now, most=4))
    assert [each.facts.provider for each in found] == ["clinic-1"] * 3 + ["clinic-2"]
    other_way = house.query(providers=("clinic-2", "clinic-1"))
    first = house.run(partial(free_slots, query=other_way, now=house.now, most=1))
    assert first[0].facts.provider == "clinic-2"
