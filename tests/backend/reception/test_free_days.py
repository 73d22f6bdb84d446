"""The days on which something is free: all of them, counted as the calendar of the place has them."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import urlencode

import pytest

from backend.bookings.rules import ResourceRules
from backend.bookings.service.counting import MOST_DAYS
from backend.contract.bookings import MOST_SLOTS, FreeDays
from tests.backend.app_http import code_of
from tests.backend.bookings.house import TOMORROW, House
from tests.backend.reception.desk import Citizen


def days_of(citizen: Citizen, **asked: str) -> FreeDays:
    answer = citizen.get(f"/v1/days?{urlencode({'speciality': 'therapist', **asked})}")
    assert answer.status_code == 200
    return FreeDays.model_validate_json(answer.content)


def told(days: FreeDays) -> dict[str, int]:
    return {each.day.isoformat(): each.free for each in days.days}


def test_days_behind_more_times_than_a_list_holds(house: House, maria: Citizen) -> None:
    for number in range(MOST_SLOTS // 10):
        house.slot(starts_at=TOMORROW + timedelta(minutes=20 * number), seats=15)
    late = TOMORROW + timedelta(days=40)
    house.slot(starts_at=late, seats=2)
    house.slot(starts_at=late - timedelta(hours=1))
    found = days_of(maria)
    assert told(found) == {"2026-11-21": 150, late.date().isoformat(): 3}
    assert found.days[1].first_at == late - timedelta(hours=1)
    assert (found.place, found.zone) == ("clinic-1", "Europe/Moscow")


def test_what_is_taken_is_not_counted(house: House, maria: Citizen) -> None:
    slots = [house.slot(starts_at=TOMORROW + timedelta(hours=hour)) for hour in range(3)]
    house.hold(slots[0])
    house.book(slots[1])
    assert told(days_of(maria)) == {"2026-11-21": 1}
    house.book(slots[2])
    empty = days_of(maria)
    assert (empty.place, empty.days) == ("", ())


def test_a_day_is_that_of_the_place(house: House, maria: Citizen) -> None:
    midnight = TOMORROW.replace(hour=21)  # in Moscow
    house.slot(starts_at=midnight)
    house.slot(starts_at=midnight - timedelta(minutes=20))
    assert told(days_of(maria)) == {"2026-11-21": 1, "2026-11-22": 1}


def test_the_calendar_reaches_sixty_days_and_no_further(house: House, maria: Citizen) -> None:
    house.resource(rules=ResourceRules(earliest_days=366))
    for day in (MOST_DAYS - 2, MOST_DAYS + 2):
        house.slot(starts_at=TOMORROW + timedelta(days=day))
    first = days_of(maria)
    assert len(first.days) == 1
    since = (house.now + timedelta(days=MOST_DAYS)).isoformat()
    assert len(days_of(maria, **{"from": since}).days) == 1
    until = (house.now + timedelta(days=3)).isoformat()
    assert days_of(maria, to=until).days == ()


def test_all_doctors_of_the_nearest_place_together(house: House, maria: Citizen) -> None:
    house.resource("therapist-2")
    house.resource("therapist-3", provider="clinic-2")
    house.slot("therapist-3", TOMORROW)
    house.slot("therapist-1", TOMORROW + timedelta(days=1))
    house.slot("therapist-2", TOMORROW + timedelta(days=1))
    assert told(days_of(maria)) == {"2026-11-22": 2}
    assert told(days_of(maria, resource="therapist-2")) == {"2026-11-22": 1}
    house.resource("therapist-1", active=False)
    house.resource("therapist-2", active=False)
    assert days_of(maria).place == "clinic-2", "nothing is free nearer by"


def test_days_of_who_may_not_book_are_nobodys(house: House, maria: Citizen) -> None:
    house.resource(rules=ResourceRules(most_age=17))
    house.slot()
    assert days_of(maria).days == ()


def test_an_interval_that_ends_before_it_begins_is_empty(house: House, maria: Citizen) -> None:
    house.slot()
    assert days_of(maria, to="0001-01-01T00:00:00+14:00").days == ()


@pytest.mark.parametrize(
    "query", ["", "speciality=", "speciality=x&from=today", "speciality=x&more=1", "speciality=x&kind=y"]
)
def test_queries_that_do_not_fit(maria: Citizen, query: str) -> None:
    assert code_of(maria.get(f"/v1/days?{query}")) == "parameter-invalid"
