"""The wizard, an application and a letter in Debian's Chromium: by keys alone, axe, hostile words, 200 %."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.callcenter.browsers import other_heading, sign_in, violations
from tests.callcenter.callers import Operator
from tests.callcenter.consoles import ConsoleInTest
from tests.callcenter.desks import beside
from tests.callcenter.posting import posting_console

pytestmark = pytest.mark.slow
HOSTILE = "<img src=x onerror=alert(1)>\u202e" + "й" * 960
PATIENCE = 60_000  # milliseconds: the machine is shared
TRIES = 5
SIZES = ((1280, 800), (1920, 1080))


@pytest.fixture(scope="module")
def console(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ConsoleInTest]:
    with posting_console(tmp_path_factory.mktemp("console")) as running:
        yield running


@pytest.fixture(scope="module")
def olga(console: ConsoleInTest) -> Operator:
    return beside(Operator, console)


@pytest.fixture
def contact(olga: Operator) -> str:
    """Somebody whom the operator has called back."""

    def rings() -> str:
        contact = olga.rings()
        olga.chooses(contact, olga.enter())
        olga.level(contact, "call_back")
        return contact

    return beside(rings)


@pytest.fixture
def desk(page: Page, console: ConsoleInTest, olga: Operator) -> Page:
    page.set_default_timeout(PATIENCE)
    page.set_default_navigation_timeout(PATIENCE)
    expect.set_options(timeout=PATIENCE)
    console.region.clock.forward(minutes=1)  # a one-time code signs in once
    sign_in(console, page, olga.account, "/")
    return page


def begin(page: Page, contact: str) -> None:
    """The first question; a backend that was too slow for the console's patience is asked again."""
    for _ in range(TRIES):
        page.keyboard.press("Enter")
        page.locator("form.question, .notice").first.wait_for()
        if page.locator("form.question").count():
            return
        page.goto(f"/contacts/{contact}/wizard")
    raise AssertionError("the backend never answered")


def heading(page: Page) -> str:
    return page.locator("#heading").inner_text()


def test_the_wizard_by_keys(desk: Page, contact: str) -> None:
    desk.goto(f"/contacts/{contact}/wizard")
    assert violations(desk) == []
    begin(desk, contact)
    assert violations(desk) == []
    first = heading(desk)
    desk.keyboard.press("Digit0")
    if desk.locator("#figure").count():
        desk.keyboard.press("KeyD")
    else:
        assert desk.locator("[data-digit='0']").is_checked()
        desk.keyboard.press("Enter")
    other_heading(desk, first)
    desk.locator("form.question input:not([type=hidden])").first.focus()
    desk.keyboard.press("KeyB")
    desk.wait_for_function("before => document.getElementById('heading')?.innerText === before", arg=first)
    desk.keyboard.press("KeyR")
    expect(desk.locator("#heading")).to_have_text("Результат")
    assert violations(desk) == []
    why = desk.locator("button[name=why]:visible").first
    title = why.get_attribute("aria-label")
    assert title is not None
    why.focus()
    desk.keyboard.press("Enter")
    expect(desk.locator("#heading")).to_have_text(title.removeprefix("Почему: "))
    assert violations(desk) == []
    desk.keyboard.press("KeyR")
    expect(desk.locator("#heading")).to_have_text("Результат")
    desk.keyboard.press("KeyO")
    expect(desk.locator("#heading")).to_have_text("Что уже известно")
    assert violations(desk) == []
    desk.keyboard.press("KeyR")
    expect(desk.locator("#heading")).to_have_text("Результат")
    desk.keyboard.press("KeyX")
    expect(desk.locator(".read-out")).to_have_text(re.compile(r"\d{4}\s\d{4}"))
    assert violations(desk) == []


def test_an_application_by_keys_and_its_number_sent(desk: Page, contact: str) -> None:
    desk.goto(f"/contacts/{contact}/requests")
    assert violations(desk) == []
    desk.keyboard.press("KeyA")
    expect(desk.locator("#heading")).to_have_text("Новое заявление")
    assert violations(desk) == []
    desk.get_by_label("Добавить меру или услугу").fill("Субсидия на оплату жилья и услуг")
    desk.get_by_label("Пометка для отделения").fill(HOSTILE)
    desk.get_by_label("Телефон").press("Enter")
    expect(desk.locator("#missing")).to_contain_text("согласие")
    assert violations(desk) == []
    assert desk.get_by_label("Пометка для отделения").input_value() == HOSTILE
    desk.get_by_label("Человек ответил").press("Space")
    desk.get_by_label("Телефон").press("Enter")
    expect(desk.locator(".read-out")).to_have_text(re.compile(r"26-\d{6}"))
    assert violations(desk) == []
    desk.get_by_label("Куда", exact=True).press("Enter")
    desk.keyboard.press("Escape")
    desk.get_by_role("button", name="Проверить и отправить").press("Enter")
    expect(desk.locator(".read-out")).to_have_text(re.compile(r"\+7 •••"))
    assert violations(desk) == []
    desk.keyboard.press("Enter")
    expect(desk.locator(".told")).to_contain_text("СМС поставлена в очередь")
    assert violations(desk) == []
    desk.keyboard.press("KeyB")
    expect(desk.locator("#heading")).to_have_text("Заявления")
    desk.locator("details:has(form) > summary").first.press("Enter")
    assert violations(desk) == []
    desk.get_by_role("button", name="Отозвать заявление").first.press("Enter")
    expect(desk.locator(".told")).to_contain_text("отозвано")
    assert violations(desk) == []


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", ["ru", "en"])
def test_nothing_is_cut_off(desk: Page, contact: str, size: tuple[int, int], language: str) -> None:
    desk.set_viewport_size({"width": size[0], "height": size[1]})
    desk.goto(f"/language/{language}?next=/")
    for path in ("wizard", "requests"):
        desk.goto(f"/contacts/{contact}/{path}")
        assert desk.evaluate("document.documentElement.scrollWidth") <= size[0]
    desk.set_viewport_size({"width": size[0] // 2, "height": size[1] // 2})  # 200 %
    desk.goto(f"/contacts/{contact}/wizard")
    assert desk.evaluate("document.documentElement.scrollWidth") <= size[0] // 2
    desk.goto("/language/ru?next=/")


def test_without_script_it_works_too(contact: str, desk: Page, scriptless: Page) -> None:
    """Only digits and letters are the script's; buttons and Enter are the browser's own."""
    scriptless.context.add_cookies(desk.context.cookies())  # type: ignore[arg-type]
    scriptless.set_default_timeout(PATIENCE)
    scriptless.goto(f"/contacts/{contact}/wizard")
    scriptless.get_by_role("button", name="Начать").press("Enter")
    scriptless.get_by_role("button", name="Дальше").wait_for()
    assert scriptless.locator("form.question").count() == 1
