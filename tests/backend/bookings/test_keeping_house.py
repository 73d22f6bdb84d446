"""What happens without anybody asking: holds end, new days are opened, who waits goes first."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import date, timedelta
from functools import partial

from backend.bookings.repository import capacity
from backend.bookings.rules import ResourceRules
from backend.bookings.service import sweeping
from backend.bookings.service.searching import free_slots
from backend.bookings.service.waiting_list import Wanted
from backend.new_days import open_new_days
from content.calendar import CalendarYear, ProductionCalendar
from tests.backend.bookings.house import CLINIC, House
from tests.backend.bookings.test_opening import works
from tests.backend.bookings.test_waiting_list import line, wait
from tests.backend.region import Region

MONDAYS = 9  # in the sixty days that the rules open, and one more


def test_a_new_day_is_opened_once_a_day(house: House, region: Region) -> None:
    works(house)
    opened_on = asyncio.run(open_new_days(region.services, None))
    assert opened_on == date(2026, 11, 20)
    found = house.run(partial(free_slots, query=house.query(), now=house.now, most=200))
    assert len(found) == MONDAYS * 3 - 3, "the holidays of the law have none"
    assert asyncio.run(open_new_days(region.services, opened_on)) == opened_on
    region.clock.forward(days=7)
    assert asyncio.run(open_new_days(region.services, opened_on)) == date(2026, 11, 27)


def test_the_calendar_of_the_pack_decides(house: House, region: Region) -> None:
    works(house)
    closed = CalendarYear(2026, "act", days_off=(date(2026, 11, 23),))
    services = replace(region.services, calendar=ProductionCalendar([closed]))
    asyncio.run(open_new_days(services, None))
    query = house.query(until=house.now + timedelta(days=7))
    assert house.run(partial(free_slots, query=query, now=house.now)) == []


def test_who_waits_is_offered_the_new_day_first(house: House, region: Region) -> None:
    works(house)
    waiter = region.person()
    wait(house, waiter, Wanted(speciality="therapist", provider=CLINIC))
    asyncio.run(open_new_days(region.services, None))
    assert line(house, waiter)[0].offer is not None


def test_a_round_ends_what_has_run_out(house: House, region: Region) -> None:
    house.hold(house.slot(), region.person())
    house.forward(minutes=6)
    house.run(partial(sweeping.sweep, now=house.now))
    assert house.states() == {"expired": 1}


def test_a_clock_that_jumps_frees_nothing_twice(house: House, region: Region) -> None:
    """Forward: the hold ends early, once. Back again: it stays ended, and the seat is had by one."""
    slot = house.slot()
    held = house.hold(slot, region.person())
    house.forward(hours=5)
    house.run(partial(sweeping.sweep, now=house.now))
    house.forward(hours=-5)
    house.run(partial(sweeping.sweep, now=house.now))
    house.book(slot, region.person())
    house.forward(hours=-1)
    house.run(partial(sweeping.sweep, now=house.now))
    house.release(held)
    assert house.states() == {"expired": 1, "confirmed": 1}


def test_resources_without_hours_or_closed_ones_are_let_be(house: House, region: Region) -> None:
    house.resource("closed", active=False, rules=ResourceRules())
    works(house, resource="closed")
    asyncio.run(open_new_days(region.services, None))
    rows = house.run(
        partial(
            capacity.slots_between,
            resource="closed",
            since=house.now,
            until=house.now + timedelta(days=90),
        )
    )
    assert rows == {}
