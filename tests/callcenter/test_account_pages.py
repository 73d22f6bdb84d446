"""A page that was left is locked, a password opens it, and nothing that was typed is lost."""

from __future__ import annotations

from datetime import timedelta
from html import unescape

import httpx
import pytest
from playwright.sync_api import Page, expect

from backend.operators.values import Role
from callcenter.session import IDLE, LOCK_AFTER
from tests.callcenter.browsers import sign_in as sign_in_page
from tests.callcenter.browsers import violations
from tests.callcenter.consoles import ConsoleInTest, asked_of_backend, code_on, form_key, sign_in

pytestmark = pytest.mark.slow
LOCKED = 423
BY_ITSELF = timedelta(seconds=120)


def left_alone(console: ConsoleInTest, browser: httpx.Client, by: timedelta = LOCK_AFTER) -> None:
    """The page lies open and keeps its token fresh by itself; nobody is there."""
    until = console.region.clock.now + by + timedelta(seconds=1)
    while console.region.clock.now < until:
        console.region.clock.now = min(console.region.clock.now + BY_ITSELF, until)
        browser.get("/session", headers={"Okno-Refresh": "1"})


def unlock(browser: httpx.Client, page: httpx.Response, password: str, **more: str) -> httpx.Response:
    fields = {"form_key": form_key(page), "password": password, "next": "/kiosks"}
    return browser.post("/unlock", data=fields | more)


def test_a_page_left_alone_asks_for_the_password_and_leads_back(
    console: ConsoleInTest, browser: httpx.Client
) -> None:
    console.kiosk("Мурманск, ул. Полярная, 1")
    account = console.account()
    sign_in(console, browser, account)
    left_alone(console, browser, timedelta(minutes=8))
    assert browser.get("/kiosks").status_code == 200, "whoever is there is left in peace"
    left_alone(console, browser, LOCK_AFTER - timedelta(minutes=1))
    assert browser.get("/kiosks").status_code == 200
    left_alone(console, browser)
    before = len(asked_of_backend(console))
    locked = browser.get("/kiosks")
    assert (locked.status_code, "Рабочее место закрыто" in locked.text) == (LOCKED, True)
    assert "Полярная" not in locked.text
    assert "/v1/kiosks" not in asked_of_backend(console)[before:], "nothing is asked for a page nobody sees"
    wrong = unlock(browser, locked, "not the password")
    assert (code_on(wrong), wrong.status_code) == ("password-wrong", LOCKED)
    opened = unlock(browser, locked, account.password)
    assert (opened.url.path, opened.status_code) == ("/kiosks", 200)


def test_a_refresh_by_itself_opens_no_locked_page(console: ConsoleInTest, browser: httpx.Client) -> None:
    sign_in(console, browser, console.account())
    left_alone(console, browser)
    assert browser.get("/session", headers={"Okno-Refresh": "1"}).status_code == LOCKED
    assert browser.get("/live", headers={"Okno-Refresh": "1"}).status_code == LOCKED
    assert browser.get("/kiosks").status_code == LOCKED


def test_half_an_hour_later_the_code_is_due_too(console: ConsoleInTest, browser: httpx.Client) -> None:
    sign_in(console, browser, console.account())
    left_alone(console, browser, IDLE)
    assert browser.get("/kiosks").url.path == "/sign-in"


def test_a_form_sent_to_a_locked_page_goes_on_after_the_password(
    console: ConsoleInTest, browser: httpx.Client
) -> None:
    account = console.account("olga", Role.OPERATOR)
    started = sign_in(console, browser, account, wanted="/codes")
    left_alone(console, browser)
    locked = browser.post("/codes", data={"form_key": form_key(started), "code": "1234 5678"})
    assert locked.status_code == LOCKED
    kept = locked.text.split('name="kept" value="')[1].split('"')[0]
    waiting = unlock(browser, locked, account.password, kept=unescape(kept))
    assert 'value="1234 5678"' in waiting.text
    strangers = unlock(browser, locked, account.password, kept="made up")
    assert "1234" not in strangers.text


def test_locked_by_hand_it_stays_so_until_the_password(console: ConsoleInTest, browser: httpx.Client) -> None:
    account = console.account()
    page = sign_in(console, browser, account)
    locked = browser.post("/lock", data={"form_key": form_key(page), "next": "/kiosks"})
    assert locked.status_code == LOCKED
    assert browser.get("/kiosks").status_code == LOCKED
    assert unlock(browser, locked, account.password).status_code == 200


def test_signed_out_everywhere_other_browsers_are_out_too(
    console: ConsoleInTest, browser: httpx.Client
) -> None:
    account = console.account()
    sign_in(console, browser, account)
    console.region.clock.forward(seconds=60)
    with console.browser() as elsewhere:
        page = sign_in(console, elsewhere, account, wanted="/account")
        assert "Выйти на всех устройствах" in page.text
        assert elsewhere.post("/sign-out-everywhere", data={"form_key": "made up"}).status_code == 403
        out = elsewhere.post("/sign-out-everywhere", data={"form_key": form_key(page)})
        assert out.url.path == "/sign-in"
    assert browser.get("/kiosks").url.path == "/sign-in"


def test_where_no_single_sign_on_is_set_up_none_is_offered(
    console: ConsoleInTest, browser: httpx.Client
) -> None:
    assert "/sign-in/single" not in browser.get("/sign-in").text
    assert code_on(browser.get("/sign-in/single")) == "single-sign-on-off"
    assert code_on(browser.get("/sign-in/single/return?code=x&state=y")) == "identity-provider-refused"


def test_in_the_browser_the_page_is_covered_and_what_was_typed_stays(
    console: ConsoleInTest, page: Page
) -> None:
    account = console.account("olga", Role.OPERATOR)
    sign_in_page(console, page, account, wanted="/codes")
    assert violations(page) == []
    field = page.locator("main input:not([type=hidden])").first
    field.fill("1234")
    page.clock.fast_forward(int(LOCK_AFTER.total_seconds() * 1000) + 2000)
    password = page.get_by_label("Пароль (olga)")
    expect(password).to_be_focused()
    expect(field).to_be_hidden()
    assert violations(page) == []
    page.keyboard.press("Escape")
    expect(password).to_be_visible()
    password.fill("not the password")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_have_text("Пароль не подошёл")
    password.fill(account.password)
    page.keyboard.press("Enter")
    expect(password).to_be_hidden()
    expect(field).to_have_value("1234")
    page.reload()
    expect(page.get_by_label("Пароль (olga)")).to_be_hidden()
