"""Signing in to the console, staying signed in, and what a stranger's form or cookie gets."""

from __future__ import annotations

import httpx
import pytest

from backend.operators import service as operators
from callcenter.session import IDLE, Session, SessionKeyUnusable, load_or_make_seal
from tests.backend.region import START
from tests.callcenter.consoles import ConsoleInTest, code_on, form_key, sign_in

SESSION = "__Host-okno-session"


def test_a_technician_signs_in_sees_the_kiosks_and_signs_out(
    console: ConsoleInTest, browser: httpx.Client
) -> None:
    console.kiosk("Мурманск, ул. Полярная, 1")
    asked = browser.get("/kiosks?sort=title")
    assert asked.url.path == "/sign-in"
    page = sign_in(console, browser, console.account(), wanted=asked.url.params["next"])
    assert str(page.url).endswith("/kiosks?sort=title")
    assert "Мурманск, ул. Полярная, 1" in page.text
    left = browser.post("/sign-out", data={"form_key": form_key(page)})
    assert left.url.path == "/sign-in"
    assert SESSION not in browser.cookies
    assert browser.get("/kiosks").url.path == "/sign-in"


def test_cookies_are_for_this_host_over_tls_and_for_no_script(
    console: ConsoleInTest, browser: httpx.Client
) -> None:
    answer = sign_in(console, browser, console.account()).history[0]
    cookies = answer.headers.get_list("set-cookie")
    assert any(cookie.startswith(SESSION) for cookie in cookies)
    for cookie in cookies:
        assert cookie.startswith("__Host-")
        assert {"HttpOnly", "Secure", "SameSite=strict", "Path=/"} <= set(cookie.split("; "))
        assert "Domain" not in cookie


@pytest.mark.parametrize(
    ("changed", "code", "status"),
    [
        ({"password": "wrong password"}, "login-wrong", 403),
        ({"code": "12345"}, "form-incomplete", 422),
        ({"login": ""}, "form-incomplete", 422),
        ({"password": "x" * 201}, "form-incomplete", 422),
        ({"form_key": "made-up"}, "form-expired", 403),
        ({"form_key": "ключ"}, "form-expired", 403),
    ],
)
def test_what_does_not_fit_is_named_and_signs_nobody_in(
    console: ConsoleInTest, browser: httpx.Client, changed: dict[str, str], code: str, status: int
) -> None:
    page = sign_in(console, browser, console.account(), **changed)
    assert (code_on(page), page.status_code) == (code, status)
    assert SESSION not in browser.cookies


def test_a_wrong_password_keeps_the_login_and_never_the_password(
    console: ConsoleInTest, browser: httpx.Client
) -> None:
    page = sign_in(console, browser, console.account(), password="wrong password")
    assert 'value="tamara"' in page.text
    assert "wrong password" not in page.text


def test_the_account_locks_and_the_page_says_so(console: ConsoleInTest, browser: httpx.Client) -> None:
    account = console.account()
    for _ in range(operators.WRONG_TRIES):
        sign_in(console, browser, account, password="wrong password")
    page = sign_in(console, browser, account)
    assert (code_on(page), page.status_code) == ("too-many-attempts", 429)


def test_a_form_of_another_site_is_refused(console: ConsoleInTest, browser: httpx.Client) -> None:
    page = sign_in(console, browser, console.account())
    fields = {"form_key": form_key(page)}
    refused = browser.post("/sign-out", data=fields, headers={"Sec-Fetch-Site": "cross-site"})
    assert code_on(refused) == "form-expired"
    assert browser.post("/sign-out", data={}).status_code == 415
    assert browser.get("/kiosks").url.path == "/kiosks"


def test_the_sign_in_leads_to_our_own_pages_only(console: ConsoleInTest, browser: httpx.Client) -> None:
    account = console.account()
    for wanted in ("https://evil.example/", "//evil.example/", "/\\evil.example", "/kiosks?sort=title\n"):
        page = sign_in(console, browser, account, wanted=wanted)
        assert str(page.url) == f"{console.address}/kiosks"
        browser.cookies.clear()
        console.region.clock.forward(seconds=30)


def test_a_working_person_stays_signed_in_past_the_tokens_end(
    console: ConsoleInTest, browser: httpx.Client
) -> None:
    sign_in(console, browser, console.account())
    for _ in range(5):
        console.region.clock.forward(minutes=8)
        assert browser.get("/kiosks").url.path == "/kiosks"


def test_a_page_that_refreshes_by_itself_keeps_nobody_signed_in(
    console: ConsoleInTest, browser: httpx.Client
) -> None:
    sign_in(console, browser, console.account())
    ends = console.region.clock.now + IDLE
    while console.region.clock.now < ends:
        assert browser.get("/kiosks", headers={"Okno-Refresh": "1"}).url.path == "/kiosks"
        console.region.clock.forward(minutes=4)
    console.region.clock.forward(seconds=1)
    page = browser.get("/kiosks", headers={"Okno-Refresh": "1"})
    assert page.url.path == "/sign-in"
    assert SESSION not in browser.cookies


def test_a_closed_account_is_out_at_the_next_renewal(console: ConsoleInTest, browser: httpx.Client) -> None:
    account = console.account()
    sign_in(console, browser, account)
    with console.region.database.maintenance() as connection:
        operators.close(connection, account.login, console.region.clock.now)
    console.region.clock.forward(minutes=8)
    assert browser.get("/kiosks").url.path == "/sign-in"


def test_a_changed_cookie_is_no_session(console: ConsoleInTest, browser: httpx.Client) -> None:
    sign_in(console, browser, console.account())
    sealed = browser.cookies[SESSION]
    for forged in (sealed[:-4] + "AAAA", "x", "", "é" * 8, sealed * 8, f"{sealed.rstrip('=')}=={sealed}"):
        headers = {b"Cookie": f"{SESSION}={forged}".encode()}
        with console.browser() as stranger:
            assert stranger.get("/kiosks", headers=headers).url.path == "/sign-in"


def test_neither_log_nor_cookie_shows_what_was_typed(console: ConsoleInTest, browser: httpx.Client) -> None:
    account = console.account()
    sign_in(console, browser, account)
    browser.get(f"/kiosks?sort={account.login}")
    for secret in (account.login, account.password, "/kiosks?"):
        assert secret not in console.log.getvalue()
        assert secret not in browser.cookies[SESSION]
    assert '"route": "/kiosks"' in console.log.getvalue()


def test_a_session_and_its_key_print_no_secret(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("keys")
    file = folder / "session.key"
    seal = load_or_make_seal(file)
    assert file.stat().st_mode & 0o777 == 0o600
    from_the_past = Session("tamara", "SECRET", START, START, START)
    assert "SECRET" not in repr(from_the_past)
    assert load_or_make_seal(file).open(seal.seal(from_the_past)) == from_the_past
    assert load_or_make_seal(None).open(seal.seal(from_the_past)) is None
    file.write_bytes(b"no key")
    with pytest.raises(SessionKeyUnusable):
        load_or_make_seal(file)
    with pytest.raises(SessionKeyUnusable):
        load_or_make_seal(folder / "missing" / "session.key")
