"""A whole call by keys alone: it pops up, the caller is identified, booked and applied for; it is wrapped up.

Each key is counted; at 200 ms a key the whole is to take no longer than 90 s.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from backend.carriers.letter_file import LetterFile
from backend.carriers.ports import Carriers
from backend.messages.announcing import PostOffice
from backend.messages.desk_letters import DeskLetters
from backend.places import places_of
from content.cache import load_or_compile
from tests.backend.bookings.house import TOMORROW, House
from tests.backend.identification.call import PHONE
from tests.backend.messages.post import WORDS
from tests.backend.reception.desk import set_person
from tests.backend.region import Region
from tests.backend.served import Served, serving
from tests.callcenter.browsers import other_heading
from tests.callcenter.callers import Operator
from tests.callcenter.consoles import ConsoleInTest, region_in
from tests.callcenter.desks import beside, only_contact, sit_down, telephone

pytestmark = pytest.mark.slow

SECONDS_A_KEY, MOST_SECONDS = 0.2, 90
PATIENCE = 60_000  # milliseconds: the machine is shared
PICTURES = os.environ.get("OKNO_PICTURES", "")
"""A folder for pictures of the pages; `script/pictures` makes the README's out of it."""
CONTACT_PAGE = re.compile(r"/contacts/[0-9a-f-]{36}$")


@dataclass
class Keys:
    """A keyboard that counts; there is no mouse."""

    page: Page
    pressed: int = 0

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.wait_for_load_state()  # a page takes keys once its scripts have run
            self.page.keyboard.press(key)
            self.page.wait_for_load_state()
            self.pressed += 1

    def type(self, text: str) -> None:
        self.page.keyboard.type(text)
        self.pressed += len(text)

    def tab_to(self, label: str) -> None:
        """The field with this label, as far as it is."""
        field = self.page.get_by_label(label).first
        for _ in range(60):
            if field.evaluate("one => one === document.activeElement"):
                return
            self.press("Tab")
        raise AssertionError(f"no way by Tab to {label}")


def photographed(page: Page, name: str) -> None:
    if PICTURES:
        page.screenshot(path=f"{PICTURES}/{name}.png")


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    """A region that can send letters, with a clinic that has free times."""
    region = region_in(tmp_path)
    carriers: Carriers = {"sms": LetterFile(tmp_path / "messages.jsonl", "sms")}
    pack = load_or_compile("ru-mur")
    post = PostOffice(frozenset(carriers), places_of(pack), WORDS, region.clock, region.services.zone)
    region.services = replace(region.services, letters=DeskLetters.of(pack, post))
    beside(open_the_clinic, region)
    with serving(region, tmp_path) as running:
        yield running


def open_the_clinic(region: Region) -> None:
    house = House(region.database)
    house.resource()
    for number in range(6):
        house.slot(starts_at=TOMORROW + timedelta(minutes=20 * number))


def make_sure_who_speaks(keys: Keys) -> None:
    keys.press("1")
    keys.page.wait_for_url("**/caller")
    row = keys.page.get_by_role("row").filter(has_text="Соколова")
    keys.press(f"Shift+{row.locator('[data-key]').first.get_attribute('data-key')}")
    keys.page.wait_for_url("**/caller?done=chosen")
    keys.press("j")
    expect(keys.page.get_by_label("Назовите дату рождения")).to_be_focused()
    keys.type("07041951")
    keys.tab_to("Назовите улицу и дом")
    keys.type("Полярная 12")
    keys.press("Enter")
    keys.page.wait_for_url("**/caller?done=data")


def find_what_is_theirs(keys: Keys) -> None:
    page = keys.page
    keys.press("3")
    page.wait_for_url("**/wizard")
    keys.press("Enter")
    page.wait_for_selector("form.question")
    for _ in range(3):
        asked = page.locator("#heading").inner_text()
        keys.press("Digit0")
        keys.press("KeyD" if page.locator("#figure").count() else "Enter")
        other_heading(page, asked)
    keys.press("KeyR")
    expect(page.locator("#heading")).to_have_text("Результат")


def book_a_doctor(keys: Keys) -> None:
    keys.press("5")
    keys.page.wait_for_url("**/bookings")
    keys.press("j")
    keys.page.wait_for_url("**/bookings/doctor")
    keys.press("Shift+Digit1")
    keys.page.wait_for_url("**/doctor/therapist")
    keys.press("Shift+Digit3")
    keys.page.wait_for_url("**/bookings/holds/*")
    keys.press("Enter")
    expect(keys.page.get_by_role("heading", name="Записано")).to_be_visible()


def apply_for_a_measure(keys: Keys) -> None:
    keys.press("4")
    keys.page.wait_for_url("**/requests")
    keys.press("KeyA")
    expect(keys.page.locator("#heading")).to_have_text("Новое заявление")
    keys.tab_to("Добавить меру или услугу")
    keys.type("проездной билет")
    keys.tab_to("Человек ответил")
    keys.press("Space", "Tab", "Tab", "Enter")
    expect(keys.page.locator(".read-out")).to_have_text(re.compile(r"26-\d{6}"))


def wrap_up(keys: Keys) -> None:
    keys.press("9")
    keys.page.wait_for_url("**/wrap-up")
    keys.press("ArrowDown", "Tab", "Space", "Enter")
    keys.page.get_by_role("heading", name="Ждём звонка").wait_for()


def test_a_whole_call_by_keys(console: ConsoleInTest, served: Served, page: Page) -> None:
    page.set_default_timeout(PATIENCE)
    page.set_default_navigation_timeout(PATIENCE)
    expect.set_options(timeout=PATIENCE)
    olga = beside(Operator, console)
    anna = beside(olga.enter)
    beside(set_person, console.region, anna, clinic="clinic-1")
    desk, keys = telephone(served), Keys(page)
    sit_down(console, page, olga.account)

    desk.tells("ringing", number=PHONE)
    page.wait_for_url(CONTACT_PAGE)
    desk.tells("answered", number=PHONE)
    expect(page.get_by_role("heading", name="Идёт разговор")).to_be_visible()
    make_sure_who_speaks(keys)
    photographed(page, "caller")
    find_what_is_theirs(keys)
    photographed(page, "result")
    book_a_doctor(keys)
    apply_for_a_measure(keys)
    desk.tells("ended", number=PHONE)
    wrap_up(keys)

    closed = only_contact(console.region)
    assert (closed["state"], closed["person"], closed["level"]) == ("closed", anna, "data")
    seconds = keys.pressed * SECONDS_A_KEY
    print(f"a whole call: {keys.pressed} keys, {seconds:.0f} s at {SECONDS_A_KEY} s a key")
    assert seconds <= MOST_SECONDS
