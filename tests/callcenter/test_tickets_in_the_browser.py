"""The reader page in a real browser: keys alone, a scanner's typing, a telephone's width, accessibility."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from backend.operators.values import Role
from tests.callcenter.browsers import DESKTOP, LAPTOP, sign_in, violations
from tests.callcenter.consoles import ConsoleInTest
from tests.callcenter.test_ticket_pages import LATIN, RUSSIAN
from tests.callcenter.ticket_desk import Visitors

pytestmark = pytest.mark.slow
TELEPHONE = (360, 640)


@pytest.fixture
def ticket(console: ConsoleInTest) -> dict[str, Any]:
    with ThreadPoolExecutor(1) as beside:  # Playwright's own loop runs in this thread
        return beside.submit(lambda: Visitors(console).ticket()).result()


def test_scanned_and_come_with_keys_alone(console: ConsoleInTest, page: Page, ticket: dict[str, Any]) -> None:
    sign_in(console, page, console.account("olga", Role.OPERATOR, Role.CASE_WORKER), "/kiosks")
    page.keyboard.press("t")
    page.wait_for_url("**/tickets")
    page.keyboard.type(ticket["qr"].translate(str.maketrans(LATIN, RUSSIAN)))  # the layout was left Russian
    page.keyboard.press("Enter")
    page.wait_for_url("**/tickets/check")
    expect(page.locator("#verdict")).to_have_text("Талон настоящий")
    expect(page.get_by_text("Иванова М. П.")).to_be_visible()
    expect(page.get_by_label("Следующий талон")).to_be_focused()
    expect(page.get_by_label("Следующий талон")).to_have_accessible_description(
        "Талон настоящий Запись действует, сегодня."
    )
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Отметить приход")).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url("**/tickets/arrive")
    expect(page.locator("#verdict")).to_have_text("Приход отмечен")
    page.keyboard.type(ticket["qr"])
    page.keyboard.press("Enter")
    expect(page.locator("#verdict")).to_have_text("Приход уже отмечен")


@pytest.mark.parametrize("size", [TELEPHONE, LAPTOP, DESKTOP])
@pytest.mark.parametrize("language", ["ru", "en"])
def test_no_violation_and_no_scrolling_aside(
    console: ConsoleInTest, page: Page, ticket: dict[str, Any], size: tuple[int, int], language: str
) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    sign_in(console, page, console.account("olga", Role.OPERATOR, Role.CASE_WORKER), "/tickets")
    page.goto(f"/language/{language}?next=/tickets")
    found = {"empty": violations(page)}
    for what, typed in (("good", ticket["qr"]), ("forged", ticket["qr"][:-4] + "AAAA"), ("unread", "x")):
        page.locator("#ticket").fill(typed)
        page.keyboard.press("Enter")
        page.wait_for_url("**/tickets/check")
        expect(page.locator("#verdict")).to_be_visible()
        found[what] = violations(page)
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, what
        assert (
            page.locator("#verdict strong").evaluate("told => parseFloat(getComputedStyle(told).fontSize)")
            >= 26
        )
    assert not any(found.values()), found


def test_it_works_without_scripts(scriptless: Page, console: ConsoleInTest, ticket: dict[str, Any]) -> None:
    sign_in(console, scriptless, console.account("olga", Role.OPERATOR, Role.CASE_WORKER), "/tickets")
    scriptless.get_by_label("Код с талона").fill(ticket["number"])
    scriptless.keyboard.press("Enter")
    expect(scriptless.locator("#verdict")).to_have_text("Запись найдена")
    scriptless.get_by_role("button", name="Отметить приход").click()
    expect(scriptless.locator("#verdict")).to_have_text("Приход отмечен")
