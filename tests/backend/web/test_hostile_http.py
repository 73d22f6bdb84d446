"""Malformed and hostile requests: each gets a problem with a code, none a 500, none a name."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest

from backend.serving import Listening, server_for
from config.web_server import PlainHttpRefused
from tests.backend.app_http import code_of
from tests.backend.kiosk_in_test import KioskInTest
from tests.backend.region import Region
from tests.backend.served import UNWATCHED, Served, serving

pytestmark = pytest.mark.parametrize("dialect", ["sqlite"])
JSON = {"Content-Type": "application/json"}


def enrol_with(region: Region, body: bytes, **headers: str) -> str:
    sent = {**JSON, "Idempotency-Key": uuid4().hex, **headers}
    return code_of(region.http.post("/v1/kiosks/enrol", content=body, headers=sent))


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"\xff\xfe{}",
        b'{"code": "\xd0"}',
        b'{"code": "0000-0000", "code": "0000-0001", "public_key": {}}',
        b'{"code": NaN}',
        b'{"code": Infinity}',
        b"[" * 30_000,
        b'{"a":' * 9_000,
        b"{} {}",
    ],
)
def test_what_is_no_json(region: Region, body: bytes) -> None:
    assert enrol_with(region, body) == "body-not-json"


@pytest.mark.parametrize(
    "body",
    [
        b"[]",
        b"null",
        b'"text"',
        b"{}",
        b'{"code": 0, "public_key": {}}',
        b'{"code": "0000-0000", "public_key": {"kty": 1}}',
        b'{"code": "0000-0000", "public_key": {}, "more": 1}',
        b'{"code": "\\ud800", "public_key": {}}',
        b'{"code": "oooo-oooo", "public_key": {}}',
        b"[" * 100 + b"]" * 100,
    ],
)
def test_what_does_not_fit(region: Region, body: bytes) -> None:
    assert enrol_with(region, body) == "body-invalid"


@pytest.mark.parametrize(
    "body",
    [
        b'{"code": "0000-0000", "public_key": {"kty": "a\\u0000"}}',
        b'{"code": "0000-0000", "public_key": {"k\\u0000": "EC"}}',
        b'{"code": "0000-0000", "public_key": {"kty": [["\\u0000"]]}}',
    ],
)
def test_no_text_holds_a_nul(region: Region, body: bytes) -> None:
    """PostgreSQL could not store it, and would say so with a fault."""
    assert enrol_with(region, body) == "body-invalid"
    # A backslash before the letters is no such character.
    login = {"login": "\\u0000", "password": "x" * 12, "code": "123456"}
    assert code_of(region.http.post("/v1/operators/token", json=login)) == "login-wrong"


def test_errors_name_the_place_and_never_the_value(region: Region) -> None:
    body = json.dumps({"code": "Иванова Мария Петровна", "public_key": {}}).encode()
    headers = {**JSON, "Idempotency-Key": uuid4().hex}
    answer = region.http.post("/v1/kiosks/enrol", content=body, headers=headers)
    assert answer.json()["errors"] == [{"at": "code", "why": "string_pattern_mismatch"}]
    assert "Иванова" not in answer.text


def heartbeat(region: Region, **changed: object) -> dict[str, object]:
    return {
        "sent_at": region.clock.now.isoformat(),
        "reader": "ready",
        "printer": "ready",
        "voice": "ready",
        "pack_hash": "x",
        "version": "1",
        "uptime_seconds": 1,
        **changed,
    }


@pytest.mark.parametrize(
    "changed",
    [
        {"sent_at": "0"},
        {"sent_at": 0},
        {"sent_at": "2026-11-20T09:00:00"},  # no time zone: whose nine o'clock?
        {"uptime_seconds": "1"},
        {"uptime_seconds": 1.5},
        {"uptime_seconds": True},
        {"reader": "Ready"},
        {"version": None},
    ],
)
def test_types_are_strict(region: Region, kiosk: KioskInTest, changed: dict[str, object]) -> None:
    good = region.http.post("/v1/heartbeats", json=heartbeat(region), headers=kiosk.headers)
    assert good.status_code == 200
    poor = region.http.post("/v1/heartbeats", json=heartbeat(region, **changed), headers=kiosk.headers)
    assert code_of(poor) == "body-invalid"


def test_size_and_kind(region: Region) -> None:
    assert enrol_with(region, b" " * (64 * 1024 + 1)) == "body-too-large"
    assert enrol_with(region, b"{}", **{"Content-Length": "99999999999"}) == "body-too-large"
    assert enrol_with(region, b"{}", **{"Content-Length": "-1"}) == "body-too-large"
    assert enrol_with(region, b"{}", **{"Content-Type": "text/plain"}) == "media-type-wrong"
    assert enrol_with(region, b"{}", **{"Content-Type": "application/xml"}) == "media-type-wrong"
    assert code_of(region.http.get("/v1/health/live", headers={"X": "a" * 20_000})) == "headers-too-large"


@pytest.mark.parametrize(
    "content", [b"", b"grant_type", b"a=1&a=2", b"\xff=1", b"&".join([b"a=1"] * 50), b"%zz=%zz"]
)
def test_forms_are_strict(region: Region, content: bytes) -> None:
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    assert code_of(region.http.post("/v1/token", content=content, headers=kind)) == "body-invalid"


def test_addresses_and_methods(region: Region, kiosk: KioskInTest) -> None:
    assert code_of(region.http.get("/")) == "not-found"
    assert code_of(region.http.get("/v1/nonces/")) == "not-found"
    assert code_of(region.http.get("/v1/nonces")) == "method-not-allowed"
    assert code_of(region.http.request("TRACE", "/v1/nonces")) == "method-not-allowed"
    odd = {**kiosk.headers, "Okno-Session": "A" * 43}
    for person in ("%00", "' OR 1=1 --", "a" * 400, "%ff%fe", "..%2f..%2fetc"):
        answer = region.http.get(f"/v1/people/{person}/file", headers=odd)
        assert code_of(answer) in ("parameter-invalid", "not-found")


@pytest.mark.parametrize(
    "token", ["", "Bearer", "Bearer ", "Basic YTpi", "Bearer a.b.c", "Bearer " + "a" * 9000]
)
def test_poor_tokens(region: Region, token: str) -> None:
    answer = region.http.post("/v1/nonces", headers={"Authorization": token})
    assert code_of(answer) in ("token-missing", "token-invalid")
    assert answer.headers["www-authenticate"] == "Bearer"


def test_health(region: Region) -> None:
    assert region.http.get("/v1/health/live").json() == {"status": "ok", "version": "test"}
    assert region.http.get("/v1/health/ready").json()["status"] == "ok"
    with region.database.maintenance() as connection:
        connection.exec_driver_sql("DROP TABLE kiosk_heartbeats")
        connection.exec_driver_sql("DROP TABLE kiosk_invitations")
        connection.exec_driver_sql("DROP TABLE kiosks")
    assert region.http.get("/v1/health/live").status_code == 200
    assert code_of(region.http.get("/v1/health/ready")) == "database-not-ready"


def test_answers_are_kept_by_nobody(region: Region, kiosk: KioskInTest) -> None:
    answer = region.http.post("/v1/nonces", headers=kiosk.headers)
    assert answer.headers["cache-control"] == "no-store"


def test_plain_http_is_refused_off_loopback(region: Region) -> None:
    for host in ("0.0.0.0", "::", "192.0.2.1", "kiosk.example"):
        with pytest.raises(PlainHttpRefused):
            server_for(region.services, Listening(host, 0, None), UNWATCHED)
    for host in ("127.0.0.1", "::1", "localhost"):
        assert server_for(region.services, Listening(host, 0, None), UNWATCHED)


@pytest.fixture
def served(region: Region, tmp_path: Path) -> Iterator[Served]:
    region.clock.now = datetime.now(UTC)
    with serving(region, tmp_path / "data") as running:
        yield running


@pytest.mark.slow
@pytest.mark.parametrize(
    ("content", "statuses"),
    [
        (b"\x00\x01\x02\r\n\r\n", {400}),
        (b"GET / HTTP/9.9\r\n\r\n", {400}),
        (b"GET http://[::bad HTTP/1.1\r\nHost: x\r\n\r\n", {400}),
        (b"POST /v1/nonces HTTP/1.1\r\nContent-Length: x\r\n\r\n", {400}),
        (b"GET /v1/health/live HTTP/1.1\r\nHost: x\r\nX: " + b"a" * 30_000 + b"\r\n\r\n", {431}),
        (b"GET /v1/health/live HTTP/1.1\r\nHost: x\r\n" + b"X: a\r\n" * 60_000 + b"\r\n", {431}),
        # Read in one piece it is the parser that refuses it, piece by piece it is our limit.
        (b"GET /" + b"a" * 200_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n", {400, 431}),
    ],
)
def test_what_is_no_http(served: Served, content: bytes, statuses: set[int]) -> None:
    answer = served.send_raw(content)
    assert answer.startswith(tuple(f"HTTP/1.1 {status}".encode() for status in statuses)), answer[:200]
    assert b"application/problem+json" in answer
    assert b"https://okno.example/problems/" in answer
    assert served.send_raw(
        b"GET /v1/health/live HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
    ).startswith(b"HTTP/1.1 200")


@pytest.mark.slow
def test_smuggled_lengths(served: Served) -> None:
    """Both framings at once: refused, and the second request inside is never served."""
    inside = b"GET /v1/health/live HTTP/1.1\r\nHost: x\r\n\r\n"
    both = b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
    content = b"POST /v1/nonces HTTP/1.1\r\nHost: x\r\n" + both
    answer = served.send_raw(content + inside)
    assert answer.count(b"HTTP/1.1") == 1
    assert not answer.startswith(b"HTTP/1.1 2")
