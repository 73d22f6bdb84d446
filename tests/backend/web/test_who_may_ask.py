"""Every route by who asks: nobody comes further than the table says."""

from __future__ import annotations

import re
from uuid import uuid4

import pytest

from backend.app import build_api
from tests.backend.app_http import code_of
from tests.backend.fhir.clinic import BASE, ClinicProgram
from tests.backend.kiosk_in_test import KioskInTest
from tests.backend.reception.desk import Citizen
from tests.backend.region import Region
from tests.backend.web.doors import (
    CALLERS,
    PROGRAMS,
    SESSIONS,
    address,
    rows,
)

pytestmark = pytest.mark.parametrize("dialect", ["sqlite"])
CLOSED = {"token-missing", "role-missing"}
SESSION_CLOSED = {"session-missing", "session-level", "booking-level"}


def headers_of(region: Region, caller: str) -> dict[str, str]:
    known = {"Idempotency-Key": uuid4().hex}
    if caller == "nobody":
        return known
    # A program of another institution could bear the name of a role: it is its scopes that count.
    subject, roles = ("kiosk", tuple(set(PROGRAMS.values()))) if caller == "program" else ("me", (caller,))
    token = region.services.tokens.issue(subject, roles, region.clock.now)
    return {**known, "Authorization": f"Bearer {token.access_token}"}


def refusal(region: Region, route: str, headers: dict[str, str], json: object = None) -> str:
    """The problem's code, or "" where there is none."""
    method, path = route.split()
    body = {} if json is None else {"json": json}
    answer = region.http.request(method, address(path), headers=headers, **body)
    assert answer.status_code < 500 or path == "/v1/health/ready", (route, answer.text)
    return code_of(answer) if answer.headers.get("content-type") == "application/problem+json" else ""


def test_what_is_not_in_the_table_is_open_to_nobody_without_a_token(region: Region) -> None:
    """Whoever adds a route for anybody says so here."""
    paths = build_api(region.services).openapi()["paths"]
    routes = {f"{method.upper()} {path}" for path, methods in paths.items() for method in methods}
    known = {route for route, _ in rows()}
    assert known <= routes
    wrong = {}
    for route in sorted(routes - known):
        method, path = route.split()
        asked = re.sub(r"\{\w+\}", "1", path)
        body: dict[str, object] = {} if method == "GET" else {"json": {}}
        status = region.http.request(method, asked, headers=headers_of(region, "nobody"), **body).status_code
        if status not in {401, 422}:  # 422: the gaps and questions are not known here
            wrong[route] = status
    assert wrong == {}


@pytest.mark.parametrize("caller", CALLERS)
def test_nobody_comes_further_than_their_role(region: Region, caller: str) -> None:
    wrong = {}
    for route, allowed in rows():
        told = refusal(region, route, headers_of(region, caller))
        expected = "" if caller in allowed else "token-missing" if caller == "nobody" else "role-missing"
        if (told if told in CLOSED else "") != expected:
            wrong[route] = told
    assert wrong == {}


def test_a_forged_token_opens_nothing(region: Region) -> None:
    other = Region(region.database, region.clock)
    token = other.services.tokens.issue("me", CALLERS, region.clock.now).access_token
    headers = {"Idempotency-Key": uuid4().hex, "Authorization": f"Bearer {token}"}
    open_to_all = frozenset(CALLERS)
    told = {route: refusal(region, route, headers) for route, allowed in rows() if allowed != open_to_all}
    assert set(told.values()) == {"token-invalid"}, told


@pytest.mark.parametrize(("route", "level", "body"), SESSIONS, ids=[each[0] for each in SESSIONS])
def test_a_card_opens_what_its_level_says(
    region: Region, kiosk: KioskInTest, route: str, level: int, body: object
) -> None:
    def told(citizen: Citizen) -> str:
        headers = {**citizen.headers, "Idempotency-Key": uuid4().hex}
        code = refusal(region, route, headers, body)
        return code if code in SESSION_CLOSED else ""

    assert told(Citizen(kiosk)) == "session-missing"
    maria = Citizen.with_card(region, kiosk)
    assert told(maria) == ("session-level" if level > 1 else "")
    maria.enter_pin()
    assert told(maria) == ""


@pytest.mark.parametrize(("route", "scope"), PROGRAMS.items())
def test_a_program_does_what_its_scopes_say(region: Region, route: str, scope: str) -> None:
    method, path = route.split()

    def status(headers: dict[str, str]) -> int:
        return region.http.request(method, f"{BASE}{path}", headers=headers).status_code

    assert status({}) == 401
    for role in CALLERS[2:]:
        assert status(headers_of(region, role)) == 403, role
    others = tuple(each for each in ClinicProgram(region).scopes if each != scope)
    with_others = ClinicProgram(region, "other", scopes=others).signed_in().headers
    assert status(with_others) == 403
    alone = ClinicProgram(region, "alone", scopes=(scope,))
    granted = alone.ask_token(alone.assertion(), scope).json()["access_token"]
    assert status({"Authorization": f"Bearer {granted}"}) not in {401, 403}
