"""The pages of supervisors and offices in a real browser: accessibility, keys, width, sessions."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from playwright.sync_api import Page, expect

from backend.operators.values import Role
from tests.backend.filing import Parcel, filing_of
from tests.callcenter.browsers import DESKTOP, LAPTOP, sign_in, violations
from tests.callcenter.consoles import ConsoleInTest, asked_of_backend, match

pytestmark = pytest.mark.slow

OLDEST, DAMAGED = "K7M4-9XAT-3CEY", "QWER-TYAT-3CEY"
COUNTED = {"labour-veteran-support": 3, "lowest-pension-supplement": 2, "of-another-version": 1}


@pytest.fixture
def filled(console: ConsoleInTest) -> None:
    """A matching, a request without proof, one that was damaged."""
    with ThreadPoolExecutor(1) as beside:  # Playwright's own loop runs in this thread
        beside.submit(fill, console).result()


def fill(console: ConsoleInTest) -> None:
    match(console, COUNTED, people=5)
    kiosk, person = console.region.kiosk(), console.region.person()
    Parcel(kiosk, filing_of(kiosk, person), receipt_code=OLDEST).send()
    console.region.clock.forward(minutes=3)
    damaged = Parcel(kiosk, filing_of(kiosk, person), receipt_code=DAMAGED)
    damaged.send(damaged.sealed(context="AAAA-BBBB-CCCC"))


@pytest.mark.parametrize(
    ("language", "size"), [("ru", LAPTOP), ("en", LAPTOP), ("ru", DESKTOP), ("ru", (640, 900))]
)
def test_no_page_has_an_accessibility_violation(
    filled: None, console: ConsoleInTest, page: Page, language: str, size: tuple[int, int]
) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    sign_in(console, page, console.account("irina", Role.SUPERVISOR), "/matches")
    page.goto(f"/language/{language}?next=/matches")
    found = {}
    for address in ("/matches", "/matches?sort=title&order=desc", "/refused", "/refused?settled=now", "/"):
        page.goto(address)
        assert page.locator("html").get_attribute("lang") == language
        found[address] = violations(page)
        if size in (LAPTOP, DESKTOP):
            assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, address
    page.goto("/refused")
    page.keyboard.press("o")
    page.wait_for_url("**/refused/view")
    found["view"] = violations(page)
    assert not any(found.values()), found


def test_empty_pages_have_none_either(console: ConsoleInTest, page: Page) -> None:
    sign_in(console, page, console.account("irina", Role.SUPERVISOR), "/matches")
    assert violations(page) == []
    page.keyboard.press("e")
    page.wait_for_url("**/lists")
    assert violations(page) == []
    page.keyboard.press("n")
    page.wait_for_url("**/refused")
    expect(page.get_by_text("Непринятых заявлений нет.")).to_be_visible()
    assert violations(page) == []


def test_requests_are_worked_off_with_keys(filled: None, console: ConsoleInTest, page: Page) -> None:
    sign_in(console, page, console.account("olga", Role.OPERATOR), "/kiosks")
    page.keyboard.press("n")
    page.wait_for_url("**/refused")
    expect(page.locator("tbody .receipt").first).to_have_text(OLDEST)
    page.keyboard.press("1")
    page.wait_for_url("**/refused?sort=at&order=desc")
    expect(page.locator("tbody .receipt").first).to_have_text(DAMAGED)
    page.keyboard.press("n")
    page.wait_for_url("**/refused")
    page.keyboard.press("o")
    page.wait_for_url("**/refused/view")
    expect(page.get_by_text("Иванова М. П.")).to_be_visible()  # whom to call, and no more
    page.keyboard.press("d")  # without Shift it does nothing: what it does is for good
    page.keyboard.press("Shift+KeyD")
    page.wait_for_url("**/refused?settled=now*")
    expect(page.get_by_role("status")).to_have_text("Отмечено: разобрано.")
    expect(page.locator("tbody .receipt")).to_have_text([DAMAGED])
    assert violations(page) == []
    page.keyboard.press("z")
    page.wait_for_url("**/refused?settled=undone")
    expect(page.locator("tbody .receipt")).to_have_text([OLDEST, DAMAGED])


def test_every_button_of_a_row_is_reached_and_names_its_receipt(
    filled: None, console: ConsoleInTest, page: Page
) -> None:
    sign_in(console, page, console.account("olga", Role.OPERATOR), "/refused")
    expect(page.get_by_role("button", name=f"Показать {OLDEST}")).to_be_visible()
    last = page.get_by_role("button", name=f"Разобрано {DAMAGED}")
    for _ in range(40):
        page.keyboard.press("Tab")
        if last.evaluate("button => button === document.activeElement"):
            break
    style = last.evaluate("button => getComputedStyle(button).outlineStyle")
    assert style != "none"
    page.keyboard.press("Enter")
    page.wait_for_url("**/refused?settled=now*")
    expect(page.locator("tbody .receipt")).to_have_text([OLDEST])


def test_counts_are_sorted_and_downloaded_with_keys(filled: None, console: ConsoleInTest, page: Page) -> None:
    sign_in(console, page, console.account("irina", Role.SUPERVISOR), "/refused")
    page.keyboard.press("e")
    page.wait_for_url("**/lists")
    page.keyboard.press("m")
    page.wait_for_url("**/matches")
    expect(page.locator(".amount")).to_have_text(["3", "2", "1"])
    widths = page.locator(".bar-of rect").evaluate_all(
        "all => all.map(one => one.getBoundingClientRect().width)"
    )
    assert widths[0] > 300
    assert [round(width / widths[0], 2) for width in widths] == [1, 0.67, 0.33]
    expect(page.locator(".of-people")).to_have_attribute("aria-sort", "descending")
    page.keyboard.press("2")
    page.wait_for_url("**/matches?sort=people&order=desc")
    expect(page.locator(".amount")).to_have_text(["1", "2", "3"])
    expect(page.locator(".of-people")).to_have_attribute("aria-sort", "ascending")
    with page.expect_download() as begun:
        page.keyboard.press("d")
    assert begun.value.suggested_filename == "okno-matches-2026-11-20.csv"


def test_a_long_call_does_not_end_the_session(filled: None, console: ConsoleInTest, page: Page) -> None:
    """A token lives ten minutes; the page of a request lies open while somebody talks."""
    sign_in(console, page, console.account("olga", Role.OPERATOR), "/refused")
    page.keyboard.press("o")
    page.wait_for_url("**/refused/view")
    for _ in range(8):
        page.keyboard.press("Shift")  # somebody is there: the page is not locked
        console.region.clock.forward(minutes=2)
        with page.expect_response("**/session"):
            page.clock.run_for(121_000)
    assert asked_of_backend(console).count("/v1/operators/token/renewal") >= 1
    page.keyboard.press("Shift+KeyD")
    page.wait_for_url("**/refused?settled=now*")


def test_it_works_without_scripts(filled: None, scriptless: Page, console: ConsoleInTest) -> None:
    sign_in(console, scriptless, console.account("olga", Role.OPERATOR), "/refused")
    scriptless.get_by_role("button", name=f"Показать {OLDEST}").click()
    scriptless.get_by_role("button", name="Разобрано").click()
    expect(scriptless.locator("tbody .receipt")).to_have_text(DAMAGED)
