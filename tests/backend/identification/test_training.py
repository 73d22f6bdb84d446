"""An exercise shows everything and writes nothing."""

from __future__ import annotations

from typing import Any

import pytest

from backend.identification.desk_routes import GUARDED, WRITES_NOTHING
from backend.identification.gate import LOOKS
from tests.backend.app_http import code_of
from tests.backend.identification.call import POLICY, Call, enter
from tests.backend.identification.test_every_desk_route import address
from tests.backend.region import Region

SURE = "call_back"
CODE = "contact-training"
ELSEWHERE = (
    ("POST", "/v1/desk/cases"),
    ("POST", "/v1/desk/cases/О-26-000001/registration"),
    ("POST", "/v1/desk/urgent"),
    ("POST", "/v1/desk/urgent/У-26-000001/act"),
    ("POST", "/v1/desk/signals"),
    ("POST", "/v1/desk/letters"),
)
"""Features that ask for the contact in hand themselves."""
BODIES: dict[str, dict[str, Any]] = {
    "/v1/desk/letters": {"kind": "place", "about": ["x"], "channel": "sms", "to": "caller"},
}


def refused_for_exercise(call: Call, method: str, path: str) -> bool:
    told = call.send(method, address(path, call.contact), BODIES.get(path, {}))
    return told.headers["content-type"] == "application/problem+json" and code_of(told) == CODE


def written() -> list[tuple[str, str]]:
    guarded = [route for route, action in GUARDED.items() if POLICY.allows(SURE, action)]
    return sorted(
        {(method, path) for method, path in guarded if method not in LOOKS} - WRITES_NOTHING | {*ELSEWHERE}
    )


@pytest.mark.parametrize("training", [True, False], ids=["exercise", "in_earnest"])
def test_what_would_be_written_is_refused_in_an_exercise_alone(region: Region, training: bool) -> None:
    call = Call(region, enter(region), SURE, training=training)
    told = {route: refused_for_exercise(call, *route) for route in written()}
    assert set(told.values()) == {training}, told


def test_an_exercise_looks_at_everything_and_reads_letters(region: Region) -> None:
    call = Call(region, enter(region), SURE, training=True)
    looks = [route for route, action in GUARDED.items() if POLICY.allows(SURE, action)]
    for method, path in {*WRITES_NOTHING, *(route for route in looks if route[0] in LOOKS)}:
        assert not refused_for_exercise(call, method, path), path


def test_levels_are_reached_in_an_exercise(region: Region) -> None:
    call = Call(region, enter(region), training=True)
    reached = call.identify("data", birth_date="1951-04-07", house="улица Палярная 12")
    assert (reached.status_code, reached.json()["level"]) == (200, "data")
