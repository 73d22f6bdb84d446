"""What the registers tell the desk, and answers told to an operator that a kiosk goes on with."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import httpx
import pytest

from backend.handoffs.service import WRONG_CODES_ALLOWED
from tests.backend.app_http import code_of
from tests.backend.handoffs.test_codes import HANDOFF, left, other_than
from tests.backend.identification.call import Call, bearer, enter
from tests.backend.kiosk_in_test import KioskInTest
from tests.backend.region import Region


def registry(call: Call) -> httpx.Response:
    return call.send("GET", f"/v1/desk/people/{call.person}/registry")


def left_at_desk(region: Region, key: str = "", **changed: Any) -> httpx.Response:
    headers = {**bearer(region, "op-1", "operator"), "Idempotency-Key": key or uuid4().hex}
    return region.http.post("/v1/desk/handoffs", json={**HANDOFF, **changed}, headers=headers)


def continued(kiosk: KioskInTest, code: str) -> httpx.Response:
    return kiosk.region.http.post("/v1/handoffs/continue", json={"code": code}, headers=kiosk.headers)


@pytest.mark.parametrize(
    ("level", "status"), [("none", 403), ("data", 403), ("code_word", 403), ("call_back", 200)]
)
def test_registers_are_told_only_to_whoever_was_called_back(region: Region, level: str, status: int) -> None:
    answer = registry(Call(region, enter(region), level))
    assert answer.status_code == status
    if status == 200:
        assert answer.json()["household"][0]["relation"] == "self"
    else:
        assert (code_of(answer), answer.json()["needed"]) == ("identification-too-low", "call_back")


def test_a_kiosk_goes_on_with_what_an_operator_wrote(region: Region, kiosk: KioskInTest) -> None:
    told = left_at_desk(region)
    assert told.status_code == 201, told.text
    opened = continued(kiosk, told.json()["code"])
    assert opened.status_code == 200, opened.text
    assert (opened.json()["goals"], opened.json()["answers"]) == (HANDOFF["goals"], HANDOFF["answers"])


def test_what_was_left_at_a_kiosk_no_other_kiosk_opens(region: Region, kiosk: KioskInTest) -> None:
    code = left(kiosk).json()["code"]
    assert code_of(continued(region.kiosk(), code)) == "handoff-unknown"
    operators = {**bearer(region, "op-1", "operator")}
    opened = region.http.post("/v1/handoffs/open", json={"code": code}, headers=operators)
    assert opened.status_code == 200


def test_a_guesser_is_stopped_and_nobody_elses_kiosk(region: Region, kiosk: KioskInTest) -> None:
    code = left_at_desk(region).json()["code"]
    for number in range(WRONG_CODES_ALLOWED):
        assert code_of(continued(kiosk, other_than(code, number + 1))) == "handoff-unknown"
    locked = continued(kiosk, code)
    assert (locked.status_code, code_of(locked)) == (429, "too-many-attempts")
    assert continued(region.kiosk(), code).status_code == 200


def test_a_kiosk_leaves_nothing_at_the_desk_and_an_operator_nothing_at_a_kiosk(
    region: Region, kiosk: KioskInTest
) -> None:
    headers = {**kiosk.headers, "Idempotency-Key": uuid4().hex}
    assert code_of(region.http.post("/v1/desk/handoffs", json=HANDOFF, headers=headers)) == "role-missing"
    asked = region.http.post(
        "/v1/handoffs/continue", json={"code": "12345678"}, headers=bearer(region, "op-1", "operator")
    )
    assert code_of(asked) == "role-missing"


def test_pressed_twice_it_is_one_code(region: Region) -> None:
    key = uuid4().hex
    assert left_at_desk(region, key).json() == left_at_desk(region, key).json()
