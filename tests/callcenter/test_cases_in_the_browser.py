"""Petitions in Chromium, by keys alone: prepared in a call, led at a desk, two people on one text."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.backend.cases.conftest import WHOLE
from tests.backend.served import Served
from tests.callcenter.browsers import sign_in, violations
from tests.callcenter.callers import Operator
from tests.callcenter.case_desk import HOSTILE, Office, in_a_call, region_with_rules
from tests.callcenter.consoles import ConsoleInTest
from tests.callcenter.desks import beside

pytestmark = pytest.mark.slow
PICTURES = os.environ.get("OKNO_PICTURES", "")
SIZES = ((1280, 800), (1920, 1080))


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    with region_with_rules(tmp_path) as running:
        yield running


@pytest.fixture
def olga(console: ConsoleInTest) -> Operator:
    return beside(Operator, console)


@pytest.fixture
def office(console: ConsoleInTest) -> Office:
    return beside(Office, console)


def looked_at(page: Page, name: str) -> None:
    """No fault of accessibility; nothing wider than the window; pictures where somebody wants them."""
    assert violations(page) == [], name
    before = page.viewport_size
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, (name, width, wide)
        if PICTURES:
            page.screenshot(path=f"{PICTURES}/{name}-{width}.png", full_page=True, timeout=120_000)
    if before is not None:
        page.set_viewport_size(before)


def test_a_petition_is_prepared_in_a_call_by_keys_alone(
    console: ConsoleInTest, page: Page, olga: Operator
) -> None:
    contact, _ = beside(in_a_call, olga)
    sign_in(console, page, olga.account)
    page.goto(f"/contacts/{contact}")
    page.keyboard.press("6")
    page.wait_for_url("**/cases")
    looked_at(page, "none-of-caller")
    page.keyboard.press("a")
    page.wait_for_url("**/cases/new")
    expect(page.get_by_text("Срок по закону не идёт")).to_be_visible()
    expect(page.get_by_label("Основание жалобы")).to_be_hidden()
    page.get_by_label("Жалоба на услугу").focus()
    page.keyboard.press("Space")
    expect(page.get_by_label("Основание жалобы")).to_be_visible()
    looked_at(page, "new-complaint")
    page.get_by_label("Жалоба", exact=False).nth(0).focus()
    page.keyboard.press("Space")
    expect(page.get_by_label("Основание жалобы")).to_be_hidden()
    page.get_by_label("Суть").focus()
    page.keyboard.type("Почините свет")
    page.get_by_label("Кому", exact=True).focus()
    page.keyboard.type("Министерство труда")
    page.get_by_label("Электронная почта для ответа").focus()
    page.keyboard.type("maria@gmail.com")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("На этот адрес ответ не отправить")
    expect(page.get_by_label("Электронная почта для ответа")).to_be_focused()
    expect(page.get_by_label("Суть")).to_have_value("Почините свет")
    looked_at(page, "foreign-address")
    page.keyboard.press("Control+A")
    page.keyboard.type("maria@post.ru")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Обращение О-26-000001")).to_be_visible()
    expect(page.get_by_text("Закон требует ещё")).to_be_visible()
    looked_at(page, "prepared")
    page.keyboard.press("f")
    expect(page.locator("#substance")).to_be_focused()
    page.get_by_role("heading", name="Обращение О-26-000001").click()
    page.keyboard.press("j")
    expect(page.get_by_role("status").filter(has_text="Записано")).to_be_visible()
    expect(page.locator(".state-of")).to_contain_text("Ждёт подписи")
    page.keyboard.press("b")
    page.wait_for_url("**/cases")
    expect(page.get_by_role("link", name="О-26-000001")).to_be_visible()
    looked_at(page, "of-caller")


def test_a_case_is_led_at_a_desk_by_keys_alone(console: ConsoleInTest, page: Page, office: Office) -> None:
    maria = beside(console.region.person)
    case = beside(office.opens, author=maria)
    beside(office.opens, "complaint", author=maria, ground="service-late")
    sign_in(console, page, office.account)
    page.keyboard.press("g")
    page.wait_for_url("**/cases")
    looked_at(page, "list")
    page.keyboard.press("2")
    page.wait_for_url("**order=due")
    page.goto(f"/cases/{case['number']}")
    page.keyboard.press("r")
    expect(page.locator("#channel")).to_be_focused()
    page.get_by_label("Подпись на месте").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    expect(page.locator(".state-of")).to_contain_text("Зарегистрировано")
    expect(page.locator(".term-of")).to_contain_text("18.12.2026")
    page.locator(".skipped summary").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("19.12.2026")).to_be_visible()
    looked_at(page, "registered")
    page.get_by_role("heading", name="Вся история").click()
    page.keyboard.press("x")
    expect(page.get_by_label("Почему продлеваем")).to_be_focused()
    page.keyboard.type("Запросили документы")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".state-of")).to_contain_text("Срок продлён")
    expect(page.locator("#step-extension")).to_have_count(0)
    page.keyboard.press("a")
    expect(page.locator("#answer")).to_be_focused()
    looked_at(page, "answering")
    page.keyboard.type("Свет починили.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".state-of")).to_contain_text("Ответ готов")
    page.keyboard.press("h")
    page.wait_for_url("**/case-terms")
    looked_at(page, "terms-none")


def test_two_versions_stand_side_by_side(console: ConsoleInTest, page: Page, office: Office) -> None:
    case = beside(office.opens, author=beside(console.region.person))
    sign_in(console, page, office.account)
    page.goto(f"/cases/{case['number']}")
    page.keyboard.press("f")
    page.locator("#substance").fill("Мой долгий рассказ о подъезде")
    theirs = {"text": {**WHOLE, "substance": "Текст коллеги"}, "author": case["author"]}
    beside(office.sends, f"cases/{case['number']}/text", {"version": 1, **theirs})
    page.locator("#step-text button[type=submit]").press("Enter")
    expect(page.get_by_role("heading", name="Два текста")).to_be_visible()
    expect(page.get_by_text("Текст коллеги")).to_be_visible()
    looked_at(page, "both")
    page.locator("#both-substance").fill("Сведено вручную")
    page.get_by_role("heading", name="Два текста").click()
    page.keyboard.press("f")
    expect(page.locator(".writing").first).to_have_text("Сведено вручную")


def test_hostile_words_stay_words_at_twice_the_size_and_in_english(
    console: ConsoleInTest, page: Page, office: Office
) -> None:
    text = {"substance": HOSTILE, "addressee": HOSTILE[:300], "author_name": "\u202eИванов" * 10}
    case = beside(office.registers, beside(office.opens, channel="paper", text=text))
    page.on("dialog", lambda _: pytest.fail("a script of somebody else's ran"))
    sign_in(console, page, office.account)
    page.goto(f"/language/en?next=/cases/{case['number']}")
    page.goto(f"/cases/{case['number']}")
    expect(page.get_by_role("heading", name=f"Petition {case['number']}")).to_be_visible()
    looked_at(page, "hostile-en")
    page.set_viewport_size({"width": 640, "height": 400})  # 1280 at 200 %
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0, wide
    if PICTURES:
        page.screenshot(path=f"{PICTURES}/hostile-en-200.png", timeout=120_000)
    page.goto("/cases")
    looked_at(page, "list-en")
