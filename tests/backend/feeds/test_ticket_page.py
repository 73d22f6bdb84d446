"""A citizen types number and code from the paper on their own telephone, and gets the calendar's file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
import vobject
from icalendar import Calendar
from playwright.sync_api import Browser, Page, expect, sync_playwright

from backend.audit import service as audit
from tests.backend.bookings.house import TOMORROW, House
from tests.backend.kiosk_in_test import KioskInTest
from tests.backend.reception.desk import Citizen
from tests.backend.region import Region
from tests.backend.served import Served, serving
from tests.callcenter.browsers import ARGUMENTS, CHROMIUM, violations
from tests.callcenter.consoles import region_in


@pytest.fixture
def house(region: Region) -> House:
    made = House(region.database)
    made.resource()
    return made


def sent(region: Region, number: str, code: str) -> httpx.Response:
    return region.http.post("/calendar", data={"number": number, "code": code})


def test_the_file_names_time_and_place_and_nobody(house: House, region: Region, kiosk: KioskInTest) -> None:
    maria = Citizen.with_card(region, kiosk)
    ticket = maria.book(house.slot())
    answer = sent(region, f" {ticket['number'][:4]} {ticket['number'][4:]}", ticket["code"])
    assert answer.headers["content-disposition"] == 'attachment; filename="ticket.ics"'
    (event,) = Calendar.from_ical(answer.text).events
    assert event.DTSTART == TOMORROW == vobject.readOne(answer.text).vevent.dtstart.value
    assert "Шмидта" in str(event["LOCATION"])
    assert "Иванова" not in answer.text
    with region.database.maintenance() as connection:
        assert "ticket.calendar" in [event.action for event in audit.of_person(connection, maria.person)]


def test_five_wrong_codes_close_a_number(house: House, region: Region, kiosk: KioskInTest) -> None:
    ticket = Citizen.with_card(region, kiosk).book(house.slot())
    wrong = "0000" if ticket["code"] != "0000" else "0001"
    for _ in range(5):
        refused = sent(region, ticket["number"], wrong)
        assert (refused.status_code, "Такой записи не нашли" in refused.text) == (404, True)
    closed = sent(region, ticket["number"], ticket["code"])
    assert (closed.status_code, closed.headers["retry-after"]) == (429, "3600")
    assert "Слишком много попыток" in closed.text


@pytest.mark.parametrize("number", ["", "123", "1234567x", "123456789", "<script>"])
def test_what_cannot_be_a_ticket(region: Region, number: str) -> None:
    refused = sent(region, number, "1234")
    assert (refused.status_code, "Введите восемь цифр" in refused.text) == (422, True)
    assert "script" not in refused.text
    assert number not in region.log.getvalue() or not number


def test_the_page_says_in_short_sentences_what_to_do(region: Region) -> None:
    text = re.sub(r"<[^>]+>", " ", re.sub(r"<span lang=.en.*?</span>", "", region.http.get("/calendar").text))
    assert all(len(sentence.split()) <= 15 for sentence in re.split(r"[.\n]", text))


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    with serving(region_in(tmp_path), tmp_path) as running:
        yield running


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.mark.slow
@pytest.mark.parametrize("size", [(360, 640), (1366, 768)])
def test_on_a_telephone_with_keys_alone(served: Served, chromium: Browser, size: tuple[int, int]) -> None:
    context = chromium.new_context(
        ignore_https_errors=True,
        java_script_enabled=True,
        base_url=f"https://127.0.0.1:{served.port}",
        viewport={"width": size[0], "height": size[1]},
    )
    page: Page = context.new_page()
    complaints: list[str] = []
    page.on(
        "console", lambda message: complaints.append(message.text) if "Content Sec" in message.text else None
    )
    page.goto("/calendar")
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    page.keyboard.press("Tab")
    page.keyboard.type("12345678")
    page.keyboard.press("Tab")
    page.keyboard.type("1234")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("Такой записи не нашли")
    assert page.url.endswith("/calendar"), "nothing typed stands in the address"
    assert violations(page) == []
    assert page.locator("button").bounding_box()["height"] >= 48  # type: ignore[index]
    context.close()
    assert complaints == []
