"""The lists of case workers in a real browser: accessible, within the page, sorted by keys."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from backend.operators.values import Role
from tests.backend.queues.line import CLAIMED
from tests.callcenter.browsers import DESKTOP, LAPTOP, sign_in, violations
from tests.callcenter.consoles import ConsoleInTest
from tests.callcenter.desks import beside
from tests.callcenter.test_case_list_pages import ROSINKA, Office

pytestmark = pytest.mark.slow


@pytest.mark.parametrize(("language", "size"), [("ru", LAPTOP), ("en", DESKTOP)])
def test_no_list_has_a_violation_or_scrolls_aside(
    console: ConsoleInTest, page: Page, language: str, size: tuple[int, int]
) -> None:
    with console.browser() as unused:
        office = Office(console, unused)
        beside(office.money)
        waits = beside(office.waiting, CLAIMED)
    page.set_viewport_size({"width": size[0], "height": size[1]})
    sign_in(console, page, console.account("vera", Role.CASE_WORKER, Role.OPERATOR), "/tickets")
    page.goto(f"/language/{language}?next=/money")
    found = {}
    line = f"/queues?kind=kindergarten&place={ROSINKA}"
    for address in ("/money", "/refunds", "/referrals", line, f"/queues/{waits.number}"):
        page.goto(address)
        for summary in page.locator("summary").all():
            summary.click()
        found[address] = violations(page)
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, address
    assert not any(found.values()), found
    page.goto("/money")
    page.keyboard.press("2")
    page.wait_for_url("**/money?sort=open")
