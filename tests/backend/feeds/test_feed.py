"""A provider's calendar program reads when a doctor is busy, and learns nothing of who comes."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
import vobject
from icalendar import Calendar

from backend.feeds import service
from backend.secret_values import new_secret
from tests.backend.app_http import code_of
from tests.backend.bookings.house import TOMORROW, House
from tests.backend.kiosk_in_test import KioskInTest
from tests.backend.reception.desk import Citizen
from tests.backend.region import Region
from tests.backend.site import Site


@pytest.fixture
def house(region: Region) -> House:
    made = House(region.database)
    made.resource()
    return made


def key_of(region: Region, resource: str = "therapist-1") -> str:
    key = new_secret()
    with region.database.maintenance() as connection:
        assert service.add_key(connection, resource, key, region.clock.now, "tests")
    return key


def feed(region: Region, key: str, resource: str = "therapist-1", **headers: str) -> httpx.Response:
    return region.http.get(f"/v1/resources/{resource}/calendar.ics?key={key}", headers=headers)


def told(answer: httpx.Response) -> list[tuple[Any, Any, str]]:
    """What two parsers of different authors both read."""
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    one = [
        (event.DTSTART, event.DTEND, str(event["SUMMARY"]))
        for event in Calendar.from_ical(answer.text).events
    ]
    other = [
        (event.dtstart.value, event.dtend.value, event.summary.value)
        for event in vobject.readOne(answer.text).contents.get("vevent", [])
    ]
    assert one == other
    return one


def test_busy_times_and_no_names(house: House, region: Region, kiosk: KioskInTest) -> None:
    maria, key = Citizen.with_card(region, kiosk), key_of(region)
    assert told(feed(region, key)) == []
    ticket = maria.book(house.slot())
    house.slot(starts_at=TOMORROW + timedelta(hours=1))
    house.hold(house.slot(starts_at=TOMORROW + timedelta(hours=2)))
    answer = feed(region, key)
    assert told(answer) == [(TOMORROW, TOMORROW + timedelta(minutes=20), "Занято")]
    for private in ("Иванова", "И. И", maria.person, ticket["number"], ticket["code"]):
        assert private not in answer.text
    maria.enter_pin()
    assert maria.post(f"/v1/bookings/{ticket['number']}/cancel", {}).status_code == 200
    assert told(feed(region, key)) == []


def test_how_many_of_how_many(house: House, region: Region) -> None:
    slot, key = house.slot(seats=30), key_of(region)
    house.book(slot)
    house.book(slot)
    assert [summary for _, _, summary in told(feed(region, key))] == ["Занято: 2 из 30"]


def test_what_has_not_changed_is_not_sent_again(house: House, region: Region) -> None:
    key = key_of(region)
    house.book(house.slot())
    tag = feed(region, key).headers["etag"]
    region.clock.forward(minutes=20)
    assert feed(region, key, **{"If-None-Match": tag}).status_code == 304
    house.book(house.slot(starts_at=TOMORROW + timedelta(hours=1)))
    assert feed(region, key, **{"If-None-Match": tag}).status_code == 200


def test_only_its_own_key_opens_a_calendar(house: House, region: Region) -> None:
    house.resource("therapist-2")
    key, other = key_of(region), key_of(region, "therapist-2")
    for refused in (
        feed(region, other),
        feed(region, new_secret()),
        feed(region, key, "therapist-2"),
        feed(region, key, "nobody"),
    ):
        assert (refused.status_code, code_of(refused)) == (404, "not-found")
    with region.database.maintenance() as connection:
        assert service.revoke_keys(connection, "therapist-1", region.clock.now, "tests") == 1
    assert feed(region, key).status_code == 404
    assert feed(region, other, "therapist-2").status_code == 200


def test_the_key_is_neither_in_the_log_nor_in_the_database(house: House, region: Region) -> None:
    key = key_of(region)
    feed(region, key)
    feed(region, key[:-1] + "!")
    assert "calendar.ics" in region.log.getvalue()
    assert key[:20] not in region.log.getvalue()
    with region.database.maintenance() as connection:
        assert [each.resource for each in service.keys(connection)] == ["therapist-1"]
        stored = connection.exec_driver_sql("SELECT * FROM calendar_keys").one()
    assert key not in map(str, stored)


@pytest.mark.slow
def test_made_listed_and_revoked_by_command(bare_site: Site, tmp_path: Path) -> None:
    assert bare_site.fails("calendar", "key", "nobody") == "resource-unknown"
    file = tmp_path / "timetable.csv"
    file.write_text(
        "what,resource,kind,title,provider,zone\n"
        "resource,ivanov,doctor,Терапевт,apatity-support-centre,Europe/Moscow\n",
        "utf-8",
    )
    bare_site.must("bookings", "import", str(file))
    assert bare_site.must("calendar", "key", "ivanov").startswith("/v1/resources/ivanov/calendar.ics?key=")
    assert "ivanov" in bare_site.must("calendar", "list")
    assert bare_site.must("calendar", "revoke", "ivanov") == "1 keys of ivanov are revoked.\n"
