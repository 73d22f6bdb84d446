"""Urgent help and signals in a real browser: keys alone, accessibility, widths, paper, hostile writing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from backend.operators.values import Role
from tests.backend.served import Served
from tests.backend.urgent.desk import Worker
from tests.callcenter.browsers import DESKTOP, LAPTOP, sign_in, violations
from tests.callcenter.callers import Operator
from tests.callcenter.consoles import ConsoleInTest
from tests.callcenter.desks import beside
from tests.callcenter.urgent_desk import (
    HOSTILE,
    URGENT_NUMBER,
    applied,
    in_a_call,
    provided,
    region_with_kinds,
    signalled,
)

pytestmark = pytest.mark.slow


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    with region_with_kinds(tmp_path) as running:
        yield running


def test_an_application_and_a_signal_with_keys_alone(console: ConsoleInTest, page: Page) -> None:
    olga = beside(Operator, console)
    contact = beside(in_a_call, olga)
    sign_in(console, page, olga.account, "/kiosks")
    page.goto(f"/contacts/{contact}")
    page.keyboard.press("7")
    page.wait_for_url("**/urgent")
    page.keyboard.press("f")
    page.wait_for_url("**/urgent/new")
    page.locator("#first-kind").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.locator("#trouble").focus()
    page.keyboard.type("Негде ночевать.")
    page.keyboard.press("Tab")
    page.locator("h1").click()  # out of the field
    page.keyboard.press("Shift+F")
    page.wait_for_url(lambda address: "/urgent/%D0%A3-26-" in address)
    expect(page.locator("h1")).to_contain_text(URGENT_NUMBER)
    expect(page.locator("dl").get_by_text("Негде ночевать.")).to_be_visible()
    page.keyboard.press("b")
    page.wait_for_url("**/urgent")
    page.keyboard.press("j")
    page.wait_for_url("**/signal")
    page.keyboard.press("f")
    page.wait_for_url("**/signal?danger=yes")
    page.get_by_label("Кто вызвал 112").select_option("by_us")
    page.get_by_label("Пожилой человек один и не справляется").focus()
    page.keyboard.press("Space")
    page.get_by_label("Что рассказали").focus()
    page.keyboard.type("Не открывает дверь.")
    page.get_by_label("Кем приходится").select_option("neighbour")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Записать сигнал").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/signal/taken?**")
    expect(page.get_by_text("С-26-000001")).to_be_visible()


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("size", [LAPTOP, DESKTOP])
def test_no_violation_and_no_scrolling_aside(
    console: ConsoleInTest, page: Page, size: tuple[int, int], language: str
) -> None:
    waits, act, signal = beside(applied, console), beside(provided, console), beside(signalled, console)
    page.set_viewport_size({"width": size[0], "height": size[1]})
    sign_in(console, page, beside(console.account, "irina", Role.CASE_WORKER), "/kiosks")
    page.goto(f"/language/{language}?next=/kiosks")
    found = {}
    for address in (
        "/acts",
        "/acts/new",
        f"/acts/{waits['number']}",
        f"/acts/{act['number']}",
        "/signals",
        "/signals/new",
        "/signals/new?danger=yes",
        f"/signals/{signal}",
    ):
        page.goto(address)
        for summary in page.locator(".next-steps summary").all():
            summary.click()
        found[address] = violations(page)
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, address
    assert not any(found.values()), found


@pytest.mark.parametrize("language", ["ru", "en"])
def test_no_violation_within_a_call(console: ConsoleInTest, page: Page, language: str) -> None:
    olga = beside(Operator, console)
    contact = beside(in_a_call, olga)
    sign_in(console, page, olga.account, "/kiosks")
    page.goto(f"/language/{language}?next=/kiosks")
    found = {}
    for address in ("urgent", "urgent/new", "signal", "signal?danger=no"):
        page.goto(f"/contacts/{contact}/{address}")
        found[address] = violations(page)
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, address
    assert not any(found.values()), found


def test_two_versions_stand_side_by_side(console: ConsoleInTest, page: Page) -> None:
    waits = beside(applied, console)
    sign_in(console, page, beside(console.account, "irina", Role.CASE_WORKER), "/kiosks")
    page.goto(f"/acts/{waits['number']}")
    colleague = Worker(console.region, "colleague")
    beside(colleague.step, waits, "provider", provider="Первый центр")
    page.get_by_label("Кто поможет").first.fill("Второй центр")
    page.get_by_role("button", name="Передать").click()
    expect(page.get_by_role("alert")).to_contain_text("запись изменил коллега")
    expect(page.locator(".versions .differs", has_text="Второй центр")).to_contain_text("Первый центр")
    assert violations(page) == []
    page.keyboard.press("Shift+F")
    page.wait_for_url(lambda address: address.endswith("-000001"))
    expect(page.locator(".told-facts")).to_contain_text("Второй центр")


def test_the_act_prints_on_one_sheet(console: ConsoleInTest, page: Page, tmp_path: Path) -> None:
    act = beside(provided, console)
    sign_in(console, page, beside(console.account, "irina", Role.CASE_WORKER), "/kiosks")
    page.goto(f"/acts/{act['number']}")
    page.emulate_media(media="print")
    expect(page.locator(".next-steps")).to_be_hidden()
    expect(page.locator(".bar")).to_be_hidden()
    expect(page.get_by_text("Получатель: подпись, дата")).to_be_visible()
    sheets = page.pdf(format="A4").count(b"/Type /Page\n")
    assert sheets == 1


def test_hostile_writing_does_nothing(console: ConsoleInTest, page: Page) -> None:
    text = {"trouble": HOSTILE, "recipient_name": HOSTILE[:200], "whereabouts": HOSTILE[:400]}
    waits = beside(applied, console, text=text)
    said = []
    page.on("dialog", lambda dialog: said.append(dialog.message))
    sign_in(console, page, beside(console.account, "irina", Role.CASE_WORKER), "/kiosks")
    page.goto(f"/acts/{waits['number']}")
    expect(page.locator("bdi", has_text="<script>alert(1)</script>").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    assert said == []
