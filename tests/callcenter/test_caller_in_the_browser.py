"""The pages about callers in a real browser: keys alone, no script, accessibility, two sizes, 200 %."""

from __future__ import annotations

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, expect

from backend.operators.values import Role
from tests.callcenter.browsers import DESKTOP, sign_in, violations
from tests.callcenter.callers import Operator
from tests.callcenter.consoles import ConsoleInTest

pytestmark = pytest.mark.slow
LAPTOP, TWICE_AS_LARGE = (1280, 800), (640, 400)
EVERY_PART = "name.address.entitlements.possible.categories.cards.represented.bookings.requests"


@dataclass(frozen=True)
class Calls:
    """What lies in an operator's hands."""

    operator: Operator
    person: str
    unknown: str  # nobody was chosen
    chosen: str  # nobody was identified
    sure: str


@pytest.fixture
def calls(console: ConsoleInTest) -> Iterator[Calls]:
    with ThreadPoolExecutor(1) as beside:  # Playwright's own loop runs in this thread
        yield beside.submit(prepared, console).result()


def prepared(console: ConsoleInTest) -> Calls:
    olga = Operator(console, (Role.OPERATOR, Role.CASE_WORKER))
    person = olga.enter()
    olga.enter("Соколов", first_name="Пётр", sex="m")
    console.region.award(person, ["monthly-cash-payment"])
    chosen, sure = olga.rings(), olga.rings()
    olga.chooses(chosen, person)
    olga.chooses(sure, person)
    olga.level(sure, "call_back")
    return Calls(olga, person, olga.rings(), chosen, sure)


def test_from_the_ring_to_the_file_with_keys_alone(console: ConsoleInTest, page: Page, calls: Calls) -> None:
    sign_in(console, page, calls.operator.account)
    page.goto(f"/contacts/{calls.unknown}/caller")
    expect(page.get_by_role("heading", name="Люди с этим номером")).to_be_visible()
    row = page.get_by_role("row").filter(has_text="Соколова")
    key = row.locator("[data-key]").get_attribute("data-key")
    page.keyboard.press(f"Shift+{key}")
    page.wait_for_url("**/caller?done=chosen")
    page.keyboard.press("j")
    expect(page.get_by_label("Назовите дату рождения")).to_be_focused()
    page.keyboard.type("07041951")
    for _ in range(5):
        page.keyboard.press("Tab")
    expect(page.get_by_label("Назовите улицу и дом")).to_be_focused()
    page.keyboard.type("Полярная 12")
    page.keyboard.press("Enter")
    page.wait_for_url("**/caller?done=data")
    page.keyboard.press("Escape")
    page.locator("#content").focus()
    page.keyboard.press("2")
    page.wait_for_url("**/file")
    expect(page.get_by_text("Откроет: Подтверждён по кодовому слову").first).to_be_visible()
    page.keyboard.press("f")
    expect(page.get_by_label("Зачем смотрим")).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.locator("#content").focus()
    page.keyboard.press("Shift+S")
    expect(page.get_by_text("Соколова Анна Викторовна")).to_be_visible()
    page.keyboard.press("8")
    page.wait_for_url("**/earlier")


def test_it_works_without_scripts(scriptless: Page, console: ConsoleInTest, calls: Calls) -> None:
    sign_in(console, scriptless, calls.operator.account)
    scriptless.goto(f"/contacts/{calls.unknown}/caller")
    scriptless.get_by_label("Фамилия и имя").fill("Сокалова")
    scriptless.locator(".search-fields").get_by_role("button", name="Найти").click()
    scriptless.get_by_role("button", name="Звонит сам").first.click()
    expect(scriptless.get_by_text("Выбрано. Теперь убедитесь, кто говорит.")).to_be_visible()
    scriptless.goto(f"/contacts/{calls.sure}/file")
    scriptless.get_by_label("Зачем смотрим").select_option("payment-late")
    scriptless.get_by_role("button", name=re.compile("Показать.*Назначено")).click()
    expect(scriptless.get_by_role("cell", name="идёт")).to_be_visible()
    expect(scriptless.get_by_text("Соколова Анна Викторовна")).to_have_count(0)


@pytest.mark.parametrize("language", ["ru", "en"])
def test_no_violation_and_no_scrolling_aside(
    console: ConsoleInTest, page: Page, calls: Calls, language: str
) -> None:
    sign_in(console, page, calls.operator.account)
    page.goto(f"/language/{language}?next=/code-words")
    addresses = (
        f"/contacts/{calls.unknown}/caller",
        f"/contacts/{calls.chosen}/caller",
        f"/contacts/{calls.sure}/caller?others=yes",
        f"/contacts/{calls.chosen}/file",
        f"/contacts/{calls.sure}/file?purpose=payment-late&parts={EVERY_PART}",
        f"/contacts/{calls.sure}/earlier",
        "/code-words",
    )
    for size in (LAPTOP, DESKTOP, TWICE_AS_LARGE):
        page.set_viewport_size({"width": size[0], "height": size[1]})
        for address in addresses:
            page.goto(address)
            assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, (size, address)
            if size == LAPTOP:
                assert violations(page) == [], address
