"""Times a provider keeps for a benefit category or a channel: had by them, later by everybody."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import partial

import pytest
from sqlalchemy import insert

from backend.bookings.service import importing, opening, waiting_list
from backend.bookings.service.waiting_list import Wanted
from backend.bookings.timetable import Named, Timetable, read_timetable
from backend.people.tables import person_categories
from content.calendar import ProductionCalendar
from tests.backend.app_http import code_of
from tests.backend.bookings.house import CLINIC, House
from tests.backend.kiosk_in_test import KioskInTest
from tests.backend.reception.desk import Citizen, Operator
from tests.backend.region import Region

MONDAY = date(2026, 11, 23)
FILE = """what,resource,weekday,starts,ends,minutes,valid_from,quota,released_hours
hours,therapist-1,mon,09:00,09:20,20,2026-01-01,category:labour-veteran,24
hours,therapist-1,mon,10:00,10:20,20,2026-01-01,channel:operator,24
hours,therapist-1,mon,11:00,11:20,20,2026-01-01,,
"""


@pytest.fixture
def times(house: House) -> tuple[str, str, str]:
    """A veteran's, the operators', anybody's: of one Monday."""
    named = Named(frozenset(), frozenset({"labour-veteran"}), frozenset({"therapist-1"}))
    read = read_timetable(FILE, named)
    assert isinstance(read, Timetable)
    house.run(partial(importing.store, timetable=read))
    calendar = ProductionCalendar([])
    work = partial(opening.open_resource, resource="therapist-1", until=MONDAY, calendar=calendar)
    assert house.run(partial(work, now=house.now)).opened == 3
    return tuple(f"therapist-1-{MONDAY:%Y%m%d}{hour}" for hour in ("0600", "0700", "0800"))  # type: ignore[return-value]


@pytest.fixture
def veteran(region: Region, kiosk: KioskInTest) -> Citizen:
    citizen = Citizen.with_card(region, kiosk, "Ветеранова")
    honour(region, citizen.person)
    return citizen


def honour(region: Region, person: str) -> None:
    with region.database.maintenance() as connection:
        row = {"person": person, "category": "labour-veteran", "since": date(2020, 1, 1), "evidence": ""}
        connection.execute(insert(person_categories).values(**row))


def shown(citizen: Citizen) -> list[str]:
    free = citizen.get("/v1/slots?speciality=therapist&near=clinic-1").json()["slots"]
    return [each["slot"] for each in free]


def test_a_time_of_a_category_is_for_who_is_in_it(
    times: tuple[str, str, str], maria: Citizen, veteran: Citizen, kiosk: KioskInTest
) -> None:
    kept, _, anybodys = times
    assert shown(maria) == shown(Citizen(kiosk)) == [anybodys]
    assert code_of(maria.hold(kept)) == "quota-reserved"
    assert shown(veteran) == [kept, anybodys]
    (day,) = veteran.get("/v1/days?speciality=therapist&near=clinic-1").json()["days"]
    assert day["free"] == 2
    held = veteran.hold(kept)
    assert "veteran" not in held.text, "nobody who looks on learns on what ground"
    assert veteran.confirm(held).status_code == 200
    assert shown(veteran) == [anybodys]


def test_who_only_says_so_gets_nothing_of_it(times: tuple[str, str, str], maria: Citizen) -> None:
    assert code_of(maria.hold(times[0], category="labour-veteran")) == "quota-reserved"


def test_at_the_hour_of_release_it_is_anybodys(
    times: tuple[str, str, str], kiosk: KioskInTest, region: Region
) -> None:
    kept, operators, anybodys = times
    released = datetime(2026, 11, 22, 6, tzinfo=UTC)  # a day before it begins
    region.clock.now = released - timedelta(minutes=1)
    kiosk.sign_in()
    somebody = Citizen.with_card(region, kiosk)
    assert shown(somebody) == [anybodys]
    region.clock.now = released
    assert shown(somebody) == [kept, anybodys]
    assert somebody.book(kept)["number"]
    region.clock.now = released + timedelta(hours=1)
    kiosk.sign_in()
    assert shown(Citizen(kiosk)) == [operators, anybodys]


def test_what_operators_keep_is_theirs(
    times: tuple[str, str, str], maria: Citizen, veteran: Citizen, operator: Operator
) -> None:
    kept, operators, _ = times
    assert code_of(veteran.hold(operators)) == "quota-reserved"
    assert (
        code_of(operator.post("/v1/desk/holds", {"slot": kept, "person": maria.person})) == "quota-reserved"
    )
    assert operator.post("/v1/desk/holds", {"slot": operators, "person": maria.person}).status_code == 201
    assert operator.post("/v1/desk/holds", {"slot": kept, "person": veteran.person}).status_code == 201


def test_a_kept_time_that_comes_free_goes_to_the_first_in_line_who_is_in_the_category(
    times: tuple[str, str, str], house: House, region: Region, veteran: Citizen
) -> None:
    kept, _, _ = times
    ticket = veteran.book(kept)
    first, second = region.person("Первая"), region.person("Вторая")
    honour(region, second)
    wanted = Wanted(speciality="therapist", provider=CLINIC)
    for person in (first, second):
        join = partial(waiting_list.join, asking=house.asking(), person=person, wanted=wanted)
        house.run(partial(join, entry=f"entry-{person[:8]}"))
    veteran.enter_pin()
    assert veteran.post(f"/v1/bookings/{ticket['number']}/cancel", {"code": ""}).status_code == 200
    lines = [house.run(partial(waiting_list.of_persons, persons=[each]))[0] for each in (first, second)]
    assert lines[0].offer is None
    assert lines[1].offer is not None
    assert lines[1].offer.slot.slot == kept
