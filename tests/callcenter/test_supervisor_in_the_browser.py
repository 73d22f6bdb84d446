"""The supervisor's pages in a real browser: accessibility, keys, width, a board that refreshes quietly."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from backend.operators.accounts import Handover
from tests.backend.board.filling import contact_row, enter
from tests.backend.served import Served, serving
from tests.callcenter.browsers import sign_in, violations
from tests.callcenter.consoles import ConsoleInTest
from tests.callcenter.supervised import PERIOD, drawn, fill, supervised_region

pytestmark = pytest.mark.slow


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    with serving(supervised_region(tmp_path), tmp_path) as running:
        yield running


@pytest.fixture
def irina(console: ConsoleInTest) -> Handover:
    with ThreadPoolExecutor(1) as beside:  # Playwright's own loop runs in this thread
        return beside.submit(fill, console).result()[0]


@pytest.mark.parametrize(
    ("language", "size"), [("ru", (1280, 800)), ("en", (1920, 1080)), ("ru", (640, 800))]
)
def test_no_page_has_an_accessibility_violation(
    irina: Handover, console: ConsoleInTest, page: Page, language: str, size: tuple[int, int]
) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    sign_in(console, page, irina, "/board")
    page.goto(f"/language/{language}?next=/board")
    found = {}
    contact = drawn(console)[0]
    for address in ("/board", f"/reports?{PERIOD}", "/quality", f"/quality/{contact}", "/quality/own",
                    "/announcements", "/"):  # fmt: skip
        page.goto(address)
        found[address] = violations(page)
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, address
    assert not any(found.values()), found


def test_the_board_takes_new_values_and_moves_nothing(
    irina: Handover, console: ConsoleInTest, page: Page
) -> None:
    sign_in(console, page, irina, "/board")
    waiting = page.locator('[data-part="figure-waiting"] dd:not(.beside)')
    expect(waiting).to_contain_text("1")
    names = page.locator("#board tbody th").all_inner_texts()
    console.region.clock.forward(seconds=10)
    rung = contact_row("ringing", console.region.clock.now - timedelta(seconds=5), None)
    with ThreadPoolExecutor(1) as beside:
        beside.submit(enter, console.region, rung).result()
    with page.expect_response("**/board"):
        page.clock.run_for(10_100)
    expect(waiting).to_contain_text("2")
    assert page.locator("#board tbody th").all_inner_texts() == names
    expect(page.locator("#news")).to_have_text("")


def test_a_shift_by_keys_alone(irina: Handover, console: ConsoleInTest, page: Page) -> None:
    """Board, report and its file, a judgement, an announcement: without a mouse."""
    sign_in(console, page, irina, "/board")
    page.keyboard.press("4")
    page.wait_for_url("**/board?sort=contacts")
    page.keyboard.press("v")
    page.wait_for_url("**/reports")
    page.keyboard.press("2")
    page.wait_for_url("**/reports?from=2026-10-01&until=2026-10-31")
    page.goto(f"/reports?{PERIOD}")
    with page.expect_download() as begun:
        page.keyboard.press("x")
    assert begun.value.suggested_filename == "okno-report-2026-11-01-2026-11-30.xlsx"
    page.goto("/quality")
    page.keyboard.press("o")
    page.wait_for_url("**/quality/*-*")
    for group in page.locator("fieldset.point").all():
        group.locator("input").first.focus()
        page.keyboard.press("Space")
    page.keyboard.press("Shift+KeyP")
    page.wait_for_url("**/quality?week=2026-11-09&done=judged")
    expect(page.get_by_role("status").last).to_contain_text("Оценка сохранена")
    page.goto("/announcements")
    page.get_by_label("Заголовок", exact=True).focus()
    page.keyboard.type("Закрыто")
    page.keyboard.press("Tab")
    page.keyboard.type("Сегодня приёма нет.")
    page.keyboard.press("Tab")
    page.get_by_role("button", name="Объявить").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/announcements?done=published")
    expect(page.get_by_text("Сегодня приёма нет.")).to_be_visible()
    page.keyboard.press("z")
    page.wait_for_url("**/announcements?done=read")
