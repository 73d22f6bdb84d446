"""The knowledge beside a call in a real browser: keys alone, nothing typed is lost, harmless, readable."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from backend.operators.values import Role
from tests.backend.served import Served
from tests.callcenter.browsers import DESKTOP, LAPTOP, sign_in, violations
from tests.callcenter.consoles import ConsoleInTest, asked_by_pages
from tests.callcenter.desks import only_contact, sit_down, telephone

pytestmark = pytest.mark.slow

CONTACT_PAGE = re.compile(r"/contacts/[0-9a-f-]{36}$")
HOSTILE = '<script>alert(1)</script> "><img src=x onerror=alert(2)> \u202eמסר\u202c'


@pytest.fixture
def call(console: ConsoleInTest, served: Served, page: Page) -> Page:
    """Olga talks to somebody."""
    desk = telephone(served)
    sit_down(console, page, console.account("olga", Role.OPERATOR))
    desk.tells("ringing")
    page.wait_for_url(CONTACT_PAGE)
    desk.tells("answered")
    page.get_by_role("heading", name="Идёт разговор").wait_for()
    return page


def search(page: Page, words: str) -> None:
    """By keys alone: slash, words, Enter."""
    page.keyboard.press("Slash")
    expect(page.locator("#knowledge-q")).to_be_focused()
    page.keyboard.press("Control+a")
    page.keyboard.type(words)
    page.keyboard.press("Enter")
    expect(page.locator("#found-title")).to_be_focused()


def test_a_script_is_found_with_typos_and_read_by_keys_alone(call: Page, console: ConsoleInTest) -> None:
    before = len(asked_by_pages(console))
    search(call, "патерял корту")
    assert len(asked_by_pages(console)) == before  # a search asks nobody
    first = call.locator("#knowledge .links a").first
    expect(first).to_have_text("Потеряли карту")
    call.keyboard.press("Tab")
    expect(first).to_be_focused()
    call.keyboard.press("Enter")
    expect(call.locator("#script-title")).to_be_focused()
    expect(call.locator("#knowledge .never")).to_contain_text("ПИН-код")
    assert CONTACT_PAGE.search(call.url)
    assert violations(call) == []


def test_what_is_typed_in_the_middle_stays_while_one_looks_things_up(call: Page) -> None:
    notes = call.locator("main textarea").first
    notes.fill("Просит перезвонить вечером")
    call.locator("#knowledge-q").focus()
    call.keyboard.type("аптека апатиты")
    call.keyboard.press("Enter")
    expect(call.locator("#found-title")).to_be_visible()
    call.locator("#knowledge .links a").first.press("Enter")
    expect(call.locator("#entry-title")).to_be_visible()
    expect(notes).to_have_value("Просит перезвонить вечером")


def test_the_chosen_topic_goes_with_the_contact(call: Page, console: ConsoleInTest) -> None:
    words_of_112 = call.locator("#knowledge .words-of.danger .read-aloud")
    expect(words_of_112).to_be_hidden()
    call.keyboard.press("Backslash")
    expect(words_of_112).to_be_visible()
    call.locator("#knowledge-topic").select_option("violence-at-home")
    call.locator("form.topic button").press("Enter")
    expect(call.locator("#script-title")).to_have_text("Бьют или пугают дома")
    danger = call.locator("#knowledge .words-of.danger")
    expect(danger).to_have_attribute("open", "")
    expect(danger).to_contain_text("112")
    assert only_contact(console.region)["topic"] == "violence-at-home"
    call.reload()
    expect(call.locator("#script-title")).to_have_text("Бьют или пугают дома")
    assert violations(call) == []


def test_a_place_says_whether_it_is_open_and_how_one_gets_in(call: Page) -> None:
    search(call, "мфц апатиты")
    call.locator("#knowledge .links a").first.press("Enter")
    entry = call.locator("#knowledge .entry")
    expect(entry).to_contain_text(re.compile("Открыто до|Закрыто|Перерыв до"))
    expect(entry).to_contain_text("Есть пандус")
    expect(entry).to_contain_text("+7\N{NO-BREAK SPACE}815")
    assert violations(call) == []
    call.keyboard.press("Backspace")
    expect(entry).to_have_count(0)


def test_a_wrong_record_is_reported_and_settled(call: Page, console: ConsoleInTest) -> None:
    search(call, "мфц апатиты")
    call.locator("#knowledge .links a").first.press("Enter")
    call.locator("#knowledge .report summary").press("Enter")
    call.locator("#report-what").fill("я")
    call.evaluate("document.querySelector('#report-what').form.noValidate = true")
    call.get_by_role("button", name="Отправить").press("Enter")
    expect(call.locator("#knowledge [role=alert]")).to_contain_text("Опишите ошибку")
    expect(call.locator("#report-what")).to_have_value("я")
    call.locator("#report-what").fill(HOSTILE)
    call.get_by_role("button", name="Отправить").press("Enter")
    expect(call.locator("#knowledge .done")).to_be_visible()
    call.context.clear_cookies()
    sign_in(console, call, console.account("irina", Role.SUPERVISOR), "/reports-of-errors")
    expect(call.locator("tbody .said-words").first).to_have_text(HOSTILE)
    assert call.locator("script:not([src]), img[src=x]").count() == 0
    assert violations(call) == []
    call.locator("#answer-1").fill("Исправлено в пакете")
    call.get_by_role("button", name="Исправлено").press("Enter")
    expect(call.get_by_text("Сообщений нет.")).to_be_visible()
    expect(call.locator("table.errors").last).to_contain_text("Исправлено в пакете")
    assert violations(call) == []


def test_an_ended_session_is_said_and_nothing_is_lost(call: Page) -> None:
    call.locator("main textarea").first.fill("Важное")
    call.context.clear_cookies()
    call.locator("#knowledge-q").fill("карта")
    call.locator("#knowledge-q").press("Enter")
    expect(call.locator("#knowledge [role=alert]")).to_be_visible()
    expect(call.locator("main textarea").first).to_have_value("Важное")


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("size", [LAPTOP, DESKTOP, (683, 768)])
def test_pages_of_their_own_have_no_violation(
    language: str, size: tuple[int, int], console: ConsoleInTest, page: Page
) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    sign_in(console, page, console.account("olga", Role.OPERATOR), "/knowledge")
    page.goto(f"/language/{language}?next=/knowledge")
    for address in (
        "/knowledge",
        "/knowledge/call_topics/despair",
        "/knowledge/measures/child-unified-allowance",
        "/knowledge/places/apatity-mfc",
        "/knowledge/articles/where-today",
        "/knowledge/categories/pensioner",
        "/knowledge/services/book-doctor",
    ):
        page.goto(address)
        assert page.locator("html").get_attribute("lang") == language
        assert violations(page) == [], address
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, address
