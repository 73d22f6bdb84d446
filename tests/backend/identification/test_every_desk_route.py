"""Every address under /v1/desk stands in one table; guarded ones refuse whoever is not sure enough."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from backend.identification.desk_routes import GUARDED, OUTSIDE, UNGUARDED, UNGUARDED_FOLDERS
from backend.identification_policy import NO_POLICY
from content.identification import LEVELS, OFFICE
from tests.backend.app_http import AppHttp, code_of
from tests.backend.identification.call import POLICY, Call, bearer, enter
from tests.backend.region import Region
from tests.backend.web.doors import ANYBODY, DOORS, STAFF

DESK = "/v1/desk"
ON_THE_TELEPHONE = [level for level in LEVELS if level != OFFICE]
SOMEBODY = "00000000-0000-4000-8000-000000000000"
FILLED_IN = {"{number}": "12345678", "{act}": "cancel", "{hold}": SOMEBODY, "{person}": SOMEBODY}


def routes_of(region: Region) -> set[tuple[str, str]]:
    """As the API's own description names them."""
    paths = region.http.get("/openapi.json").json()["paths"]
    return {
        (method.upper(), path) for path, ways in paths.items() if path.startswith(DESK) for method in ways
    }


def is_unguarded(route: tuple[str, str]) -> bool:
    return route in UNGUARDED or any(route[1].startswith(folder) for folder in UNGUARDED_FOLDERS)


def address(path: str, contact: str = SOMEBODY) -> str:
    for name, value in {**FILLED_IN, "{contact}": contact}.items():
        path = path.replace(name, value)
    return re.sub(r"\{\w+\}", SOMEBODY, path)


def test_every_route_is_in_the_table_and_every_line_is_a_route(region: Region) -> None:
    routes = routes_of(region)
    assert sorted(route for route in routes if route not in GUARDED and not is_unguarded(route)) == []
    assert sorted({*GUARDED, *UNGUARDED} - routes) == []
    assert not {*GUARDED} & {*UNGUARDED}


def test_what_operators_may_ask_outside_of_the_gate_says_why() -> None:
    """What is open to a kiosk's holder or to everybody asks for a level or a proof of its own."""
    open_to_operators = {
        (method, path)
        for who, lines in DOORS.items()
        if who not in {ANYBODY, STAFF} and "operator" in who.split()
        for method, path in map(str.split, lines.strip().splitlines())
    }
    outside = {(method, path) for method, path in open_to_operators if not path.startswith(DESK)}
    assert outside == {*OUTSIDE}


def test_every_action_of_the_table_is_let_at_the_desk() -> None:
    for action in set(GUARDED.values()):
        assert POLICY.allows(OFFICE, action), action


@pytest.mark.parametrize("level", ON_THE_TELEPHONE)
def test_what_a_level_forbids_is_refused_by_name(region: Region, level: str) -> None:
    call = Call(region, enter(region), level)
    for (method, path), action in GUARDED.items():
        refused = call.send(method, address(path, call.contact))
        told = refused.json() if refused.content else {}
        is_refused = told.get("type", "").endswith("/identification-too-low")
        assert is_refused is not POLICY.allows(level, action), (method, path, level, refused.text)
        if is_refused:
            assert refused.status_code == 403
            assert told["needed"] == POLICY.needed_for(action)
            assert told["level"] == level


def test_without_a_contact_an_operator_knows_nobody(region: Region) -> None:
    headers = bearer(region, "op-1", "operator", "supervisor")
    for (method, path), action in GUARDED.items():
        if not POLICY.allows("none", action) and "{contact}" not in path:
            refused = region.http.request(method, address(path), headers=headers)
            assert code_of(refused) == "identification-too-low", (method, path)


def test_a_case_worker_sees_whoever_stands_there(region: Region) -> None:
    headers = bearer(region, "cw-1", "case_worker")
    for method, path in GUARDED:
        let = region.http.request(method, address(path), headers=headers)
        assert not let.text or not let.json().get("type", "").endswith("/identification-too-low"), path


def test_a_pack_without_a_policy_lets_nothing(region: Region) -> None:
    """The control: it is the pack that lets, not the code."""
    bare = replace(region.services, identification=NO_POLICY)
    region.services, region.http = bare, AppHttp(bare)
    call = Call(region, enter(region), "call_back")
    for method, path in GUARDED:
        assert code_of(call.send(method, address(path, call.contact))) == "identification-too-low"


@pytest.mark.parametrize("role", ["technician", "auditor", "kiosk"])
def test_other_roles_are_refused_before_anything(region: Region, role: str) -> None:
    for method, path in GUARDED:
        refused = region.http.request(method, address(path), headers=bearer(region, "x-1", role))
        assert code_of(refused) == "role-missing"
