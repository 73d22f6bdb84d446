"""Bookings on behalf in a real browser: by keys alone, refused, moved, in a hall, for a child; accessible."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from backend.bookings.rules import ResourceRules
from backend.database.doors import DatabaseFailure
from tests.backend.bookings.house import TOMORROW, House
from tests.backend.events.theatre import put_up
from tests.backend.reception.desk import set_person
from tests.backend.stock.shelf import NOVEL, TABLETS, Shelf
from tests.callcenter.browsers import DESKTOP, LAPTOP, sign_in, violations
from tests.callcenter.callers import Operator
from tests.callcenter.consoles import ConsoleInTest, asked_by_pages
from tests.callcenter.desks import beside

pytestmark = pytest.mark.slow

HOSTILE = '<script>alert(1)</script> \N{RIGHT-TO-LEFT OVERRIDE}gnp.exe "><img src=x onerror=alert(2)>'
NUMBER = re.compile(r"\d{4}\s\d{4}")
LATER = TOMORROW + timedelta(days=1)
MOST_PRESSES = 5


class Desk:
    """Olga with Anna on the line, and a clinic with free times."""

    def __init__(self, console: ConsoleInTest) -> None:
        self.console = console
        self.olga = Operator(console)
        self.house = House(console.region.database)
        self.house.resource()
        self.free = [self.house.slot(starts_at=TOMORROW + timedelta(minutes=20 * n)) for n in range(12)]
        self.house.slot(starts_at=LATER)
        self.anna = self.olga.enter()
        set_person(console.region, self.anna, clinic="clinic-1")
        self.contact = self.olga.rings()
        self.olga.chooses(self.contact, self.anna)
        self.olga.level(self.contact, "code_word")

    def child(self, name: str = "Пётр") -> str:
        person = self.olga.enter(first_name=name, birth_date=date(2020, 5, 4), phone="")
        set_person(self.console.region, person, clinic="clinic-1")
        self.console.region.represents(self.anna, person)
        return person

    def doctors(self, **more: Any) -> None:
        """One whom rules keep from Anna."""
        self.house.resource("child-1", speciality="paediatrician", title="Педиатр", **more)
        self.house.slot("child-1")

    def shelf(self) -> None:
        made = Shelf(self.console.region.database)
        made.put(TABLETS, NOVEL)
        made.stock(units=1)
        made.stock(place="clinic-2", units=4)


@pytest.fixture
def desk(console: ConsoleInTest) -> Desk:
    return beside(Desk, console)


def open_call(desk: Desk, page: Page) -> None:
    sign_in(desk.console, page, desk.olga.account, f"/contacts/{desk.contact}")


def patiently(work: Callable[[str], object], slot: str) -> None:
    """A machine busy with other tests is no fault of the backend."""
    for _ in range(5):
        try:
            work(slot)
        except DatabaseFailure:
            continue
        return


def press(page: Page, *keys: str) -> int:
    """Each is one press; what follows is waited for."""
    for key in keys:
        page.keyboard.press(key)
        page.wait_for_load_state()
    return len(keys)


def test_from_the_call_to_the_number_by_keys_alone(desk: Desk, page: Page) -> None:
    open_call(desk, page)
    asked = len(asked_by_pages(desk.console))
    presses = press(page, "5")
    page.wait_for_url("**/bookings")
    assert set(asked_by_pages(desk.console)[asked:]) == {
        "/v1/desk/kept",
        "/v1/desk/contacts/{contact}/workplace",
    }
    assert len(asked_by_pages(desk.console)) - asked == 2
    presses += press(page, "j")
    page.wait_for_url("**/bookings/doctor")
    presses += press(page, "Shift+Digit1")
    page.wait_for_url("**/doctor/therapist")
    expect(page.locator(".times button")).to_have_count(12)
    presses += press(page, "Shift+Digit3")
    page.wait_for_url("**/bookings/holds/*")
    expect(page.locator("#clock")).to_contain_text("Держим до")
    page.reload()
    expect(page.locator("#clock")).to_contain_text("Осталось")
    presses += press(page, "Enter")
    expect(page.get_by_role("heading", name="Записано")).to_be_visible()
    expect(page.locator(".paper .big strong").first).to_have_text(NUMBER)
    expect(page.locator(".paper")).to_contain_text("Полис ОМС")
    assert presses <= MOST_PRESSES, presses
    page.reload()
    expect(page.locator(".paper .big strong").first).to_have_text(NUMBER)
    assert beside(desk.house.states) == {"confirmed": 1}

    press(page, "o")
    page.wait_for_url(re.compile(r"/bookings/\d{8}$"))
    assert violations(page) == []
    press(page, "f")
    page.wait_for_url("**/doctor/therapist?*move=*")
    press(page, "Shift+Digit1")
    page.wait_for_url(re.compile(r"/bookings/\d{8}$"))
    expect(page.locator(".paper")).to_contain_text("12:00")
    press(page, "Shift+KeyX")
    expect(page.locator(".above [role=status]")).to_have_text("отменена")
    assert beside(desk.house.states)["cancelled"] == 1


def test_just_taken_offers_the_nearest_and_a_rule_asks_for_a_reason(desk: Desk, page: Page) -> None:
    beside(desk.doctors, rules=ResourceRules(most_age=17))
    open_call(desk, page)
    page.goto(f"/contacts/{desk.contact}/bookings/doctor/therapist")
    beside(patiently, desk.house.book, desk.free[0])
    press(page, "Shift+Digit1")
    expect(page.get_by_text("Это время только что заняли")).to_be_visible()
    expect(page.locator(".times.far button")).to_have_count(3)
    assert violations(page) == []
    press(page, "Shift+Digit1")
    page.wait_for_url("**/bookings/holds/*")
    press(page, "Shift+KeyX")
    page.wait_for_url("**/bookings")

    page.goto(f"/contacts/{desk.contact}/bookings/doctor")
    expect(page.locator("tbody tr")).to_have_count(1)
    page.get_by_role("link", name="Показать и тех").click()
    page.get_by_role("link", name="Педиатр").click()
    page.wait_for_url("**/doctor/paediatrician?all=1")
    press(page, "Shift+Digit1")
    expect(page.get_by_text("Здесь принимают другой возраст")).to_be_visible()
    page.get_by_label("Причина").fill(HOSTILE)
    page.keyboard.press("Enter")
    page.wait_for_url("**/bookings/holds/*")
    press(page, "Enter")
    expect(page.get_by_role("heading", name="Записано")).to_be_visible()


def test_a_child_with_a_hostile_name_is_booked_for_by_the_parent(desk: Desk, page: Page) -> None:
    beside(desk.child, HOSTILE)
    beside(desk.doctors)
    open_call(desk, page)
    press(page, "5")
    page.wait_for_url("**/bookings")
    expect(page.get_by_role("heading", name="Записать: <script>")).to_be_visible()
    page.locator("h3 + ul a").first.click()
    page.get_by_role("link", name="Педиатр").click()
    expect(page.locator(".for-child")).to_be_visible()
    press(page, "Shift+Digit1")
    page.wait_for_url("**/bookings/holds/*")
    press(page, "Enter")
    expect(page.locator(".paper")).to_contain_text("Паспорт родителя или опекуна")
    press(page, "5")
    page.wait_for_url("**/bookings")
    expect(page.locator("tbody tr")).to_have_count(1)
    assert violations(page) == []


def test_a_hall_is_walked_with_arrows(desk: Desk, page: Page) -> None:
    beside(put_up, desk.house)
    open_call(desk, page)
    page.goto(f"/contacts/{desk.contact}/bookings/events")
    assert violations(page) == []
    page.get_by_role("link", name="Выбрать места").first.click()
    page.wait_for_url("**/bookings/events/*")
    assert violations(page) == []
    page.locator("#seats input").first.focus()
    first = page.evaluate("document.activeElement.getAttribute('aria-label')")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") != first
    page.keyboard.press("Space")
    expect(page.locator("#chosen")).to_contain_text("Выбрано: ряд")
    page.keyboard.press("Enter")
    page.wait_for_url("**/bookings/holds/*")
    expect(page.locator("#what")).to_contain_text("Всего к оплате")
    press(page, "Enter")
    expect(page.locator(".paper")).to_have_count(2)


def test_a_medicine_is_searched_for_and_reserved(desk: Desk, page: Page) -> None:
    beside(desk.shelf)
    open_call(desk, page)
    press(page, "5")
    page.wait_for_url("**/bookings")
    expect(page.get_by_role("heading", name="Записи", exact=True)).to_be_visible()
    press(page, "p")
    page.wait_for_url("**/bookings/medicines")
    page.keyboard.type("брализал")
    page.keyboard.press("Enter")
    expect(page.locator("tbody tr")).to_have_count(1)
    assert "text" not in page.url
    assert violations(page) == []
    press(page, "Shift+Digit1")
    page.wait_for_url("**/bookings/goods/m-1")
    assert violations(page) == []
    press(page, "Shift+Digit1")
    page.wait_for_url(re.compile(r"/bookings/\d{7}$"))
    expect(page.locator(".paper")).to_contain_text("Бролизал")
    press(page, "Shift+KeyX")
    expect(page.locator(".above [role=status]")).to_have_text("отменена")


@pytest.mark.parametrize("language", ["ru", "en"])
def test_no_page_has_a_violation_or_scrolls_aside(desk: Desk, page: Page, language: str) -> None:
    beside(desk.child)
    open_call(desk, page)
    page.goto(f"/language/{language}?next=/contacts/{desk.contact}/bookings")
    found = {}
    for size in (LAPTOP, DESKTOP):
        page.set_viewport_size({"width": size[0], "height": size[1]})
        for tail in ("", "/doctor", "/doctor/therapist", "/events", "/books"):
            page.goto(f"/contacts/{desk.contact}/bookings{tail}")
            if size == LAPTOP:
                found[tail] = violations(page)
            assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, tail
    assert not any(found.values()), found


def test_too_unsure_is_said_in_words(desk: Desk, page: Page) -> None:
    beside(desk.olga.level, desk.contact, "none")
    open_call(desk, page)
    press(page, "5")
    page.wait_for_url("**/bookings")
    expect(page.get_by_role("alert")).to_contain_text("identification-too-low")
    expect(page.locator("aside.caller")).to_contain_text("Соколова")
