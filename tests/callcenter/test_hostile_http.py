"""Malformed and hostile requests get a page with a code; a backend that is gone is said to be gone."""

from __future__ import annotations

import socket
import ssl
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path

import httpx
import pytest

from backend.operators.accounts import Handover
from backend.operators.values import Role
from backend.region_ca import CA_CERTIFICATE_FILE
from callcenter.edge import CONTENT_POLICY
from callcenter.serving import Listening, server_for
from callcenter.wiring import RegionCaUnusable, wire
from config.callcenter import CallcenterSettings
from config.service_manager import ServiceManager
from config.web_server import PlainHttpRefused
from tests.backend.served import Served, serving
from tests.callcenter.consoles import ConsoleInTest, code_on, console_of, region_in, sign_in

FORM = "application/x-www-form-urlencoded"


@pytest.mark.parametrize(
    "query",
    [
        "sort=secret",
        "sort=title&sort=seen",
        "order=asc",
        "only",
        "extra=1",
        "sort=%ff",
        "sort=title%00",
        "a=&" * 20,
    ],
)
def test_an_address_with_an_error_says_so(console: ConsoleInTest, browser: httpx.Client, query: str) -> None:
    sign_in(console, browser, console.account())
    page = browser.get(f"/kiosks?{query}")
    assert (code_on(page), page.status_code) == ("parameter-invalid", 422)


@pytest.mark.parametrize(
    ("method", "path", "code", "status"),
    [
        ("GET", "/nothing", "not-found", 404),
        ("GET", "/kiosks/", "not-found", 404),
        ("GET", "/language/xx", "not-found", 404),
        ("GET", "/static/../app.py", "not-found", 404),
        ("GET", "/static/%2e%2e/app.py", "not-found", 404),
        ("GET", "/static/", "not-found", 404),
        ("GET", "/openapi.json", "not-found", 404),
        ("DELETE", "/kiosks", "method-not-allowed", 405),
        ("GET", "/sign-out", "method-not-allowed", 405),
    ],
)
def test_what_is_not_there_gets_a_page(
    browser: httpx.Client, method: str, path: str, code: str, status: int
) -> None:
    page = browser.request(method, path)
    assert (code_on(page), page.status_code) == (code, status)


@pytest.mark.parametrize(
    ("content", "media_type", "code"),
    [
        (b"login=a&login=b", FORM, "body-invalid"),
        (b"login=%ff", FORM, "body-invalid"),
        (b"login", FORM, "body-invalid"),
        ("login=я".encode(), FORM, "body-invalid"),
        (b"a=1&" * 50, FORM, "body-invalid"),
        (b"login=" + b"a" * 600_000, FORM, "body-too-large"),
        (b"{}", "application/json", "media-type-wrong"),
        (b"", FORM, "form-expired"),
    ],
)
def test_a_form_that_is_none_is_named(
    browser: httpx.Client, content: bytes, media_type: str, code: str
) -> None:
    page = browser.post("/sign-in", content=content, headers={"Content-Type": media_type})
    assert code_on(page) == code


def test_every_answer_carries_the_protecting_headers(console: ConsoleInTest, browser: httpx.Client) -> None:
    pages = [
        sign_in(console, browser, console.account()),
        browser.get("/nothing"),
        browser.get("/static/console.js"),
    ]
    for page in pages:
        assert page.headers["Content-Security-Policy"] == CONTENT_POLICY
        assert page.headers["X-Content-Type-Options"] == "nosniff"
        assert page.headers["X-Frame-Options"] == "DENY"
        assert "server" not in page.headers
    assert pages[0].headers["Cache-Control"] == "no-store"
    assert "unsafe" not in CONTENT_POLICY


def test_a_title_with_markup_is_text(console: ConsoleInTest, browser: httpx.Client) -> None:
    console.kiosk("<script>alert(1)</script>\"'>")
    page = sign_in(console, browser, console.account())
    assert "<script>alert" not in page.text
    assert "&lt;script&gt;alert(1)" in page.text


def raw(console: ConsoleInTest, content: bytes) -> bytes:
    trust = ssl.create_default_context(cafile=console.folder / CA_CERTIFICATE_FILE)
    with (
        socket.create_connection(("127.0.0.1", console.port), timeout=3) as plain,
        trust.wrap_socket(plain, server_hostname="127.0.0.1") as line,
    ):
        line.sendall(content)
        answer = b""
        while piece := line.recv(65536):
            answer += piece
        return answer


@pytest.mark.parametrize(
    "content",
    [
        b"NO HTTP AT ALL\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\nbad header\r\n\r\n",
        b"\x16\x03\x01" * 9 + b"\r\n\r\n",
    ],
)
def test_what_is_no_http_gets_a_page_with_a_code(console: ConsoleInTest, content: bytes) -> None:
    answer = raw(console, content)
    assert answer.startswith(b"HTTP/1.1 400")
    assert b"<code>request-malformed</code>" in answer
    assert b"Traceback" not in answer


def test_an_endless_head_is_refused(browser: httpx.Client) -> None:
    page = browser.get("/", headers={"X-Long": "a" * 17_000})
    assert page.status_code in (400, 431)
    assert "headers-too-large" in page.text or "request-malformed" in page.text


def test_a_role_without_the_list_is_told_so(console: ConsoleInTest, browser: httpx.Client) -> None:
    page = sign_in(console, browser, console.account("inna", Role.AUDITOR))
    assert (code_on(page), page.status_code) == ("role-missing", 403)
    assert browser.get("/").status_code == 200


def test_our_own_fault_is_a_page_with_an_incident_and_no_trace(
    console: ConsoleInTest, browser: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign_in(console, browser, console.account())

    def broken(*_: object) -> None:
        raise RuntimeError("SECRET")

    monkeypatch.setattr("callcenter.work_pages.RowMaker.guide", broken)
    page = browser.get("/kiosks")
    assert (code_on(page), page.status_code) == ("internal", 500)
    browser.get("/static/console.css")  # the log line is written when the answer is already out
    incident = page.text.split("Номер случая: <code>")[1].split("<")[0]
    assert f'"incident": "{incident}"' in console.log.getvalue()
    assert "SECRET" not in page.text + console.log.getvalue()
    assert "Traceback" not in page.text + console.log.getvalue()


def test_plain_http_is_for_loopback_and_a_console_trusts_one_authority(served: Served) -> None:
    settings = CallcenterSettings(ca=served.folder / CA_CERTIFICATE_FILE)
    with pytest.raises(PlainHttpRefused):
        server_for(wire(settings), Listening("0.0.0.0", 0), ServiceManager({}, 0))
    with pytest.raises(RegionCaUnusable):
        wire(CallcenterSettings(ca=served.folder / "none.pem"))


def test_without_the_backend_the_person_stays_signed_in(tmp_path: Path) -> None:
    with ExitStack() as backend_up, ExitStack() as rest:
        served = backend_up.enter_context(serving(region_in(tmp_path), tmp_path))
        console = rest.enter_context(console_of(served))
        browser = rest.enter_context(console.browser())
        sign_in(console, browser, console.account())
        backend_up.close()
        page = browser.get("/kiosks")
        assert (code_on(page), page.status_code) == ("backend-unreachable", 503)
        assert "Вы не вышли" in page.text
        console.region.clock.now += timedelta(minutes=7)  # renewal is due and cannot be had
        assert code_on(browser.get("/kiosks")) == "backend-unreachable"
        assert browser.get("/lists").status_code == 200
        assert "__Host-okno-session" in browser.cookies
        browser.cookies.clear()
        assert (
            code_on(sign_in(console, browser, Handover("anna", "a" * 12, "A" * 32))) == "backend-unreachable"
        )
