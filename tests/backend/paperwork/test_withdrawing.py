"""An unsigned application, withdrawn by telephone: by its applicant alone, never beside a signature."""

from __future__ import annotations

import asyncio
from datetime import date
from typing import Any
from uuid import uuid4

import httpx
import pytest
from sqlalchemy import bindparam, select, update

from backend.audit import service as audit
from backend.requests import waiting_repository
from backend.requests.tables import prepared_requests, requests
from tests.backend.app_http import code_of
from tests.backend.filing import CONSENT_WORDS, level_two
from tests.backend.identification.call import Call, enter
from tests.backend.kiosk_in_test import KioskInTest
from tests.backend.paperwork.test_applications import MEASURE, prepare, sign, told
from tests.backend.region import Region

ROUNDS = 6


@pytest.fixture
def call(region: Region, anna: str) -> Call:
    """As sure as the shipped policy asks for."""
    return Call(region, anna, "code_word")


def withdraw(call: Call, number: str, person: str = "") -> httpx.Response:
    return call.send("POST", f"/v1/desk/people/{person or call.person}/requests/{number}/withdrawal")


def kept(region: Region) -> list[tuple[str, str]]:
    """State and content of all that was ever prepared."""
    with region.database.maintenance() as connection:
        rows = connection.execute(select(prepared_requests).order_by(prepared_requests.c.number)).mappings()
        return [(row["state"], row["content"]) for row in rows]


def filed(region: Region) -> set[str]:
    with region.database.maintenance() as connection:
        return set(connection.execute(select(requests.c.number)).scalars())


def waiting_at_a_kiosk(kiosk: KioskInTest, session: str, person: str) -> list[str]:
    return [one["number"] for one in kiosk.file_of(session, person).json()["requests"]]


def correction(region: Region) -> dict[str, Any]:
    """What the kiosk sends when the applicant signs."""
    return {
        "wishes": [{"measure": MEASURE, "kind": "guaranteed", "verdict": "entitled"}],
        "consent": {"text": CONSENT_WORDS, "language": "ru", "given_at": region.clock.now.isoformat()},
        "pack_hash": "cd" * 32,
        "on": "2026-11-20",
    }


def test_what_was_told_goes_and_no_kiosk_offers_it(
    region: Region, kiosk: KioskInTest, call: Call, anna: str
) -> None:
    number = prepare(call, note="не для чужих глаз").json()["request"]["number"]
    session = level_two(kiosk, region.card_of(anna))
    assert waiting_at_a_kiosk(kiosk, session, anna) == [number]
    region.clock.forward(minutes=1)
    answer = withdraw(call, number)
    assert answer.status_code == 200, answer.text
    request = answer.json()["request"]
    assert (request["state"], request["may_change"]) == ("withdrawn", False)
    assert [step["state"] for step in request["history"]] == ["awaiting_signature", "withdrawn"]
    assert kept(region) == [("withdrawn", "")]
    assert filed(region) == set()
    assert waiting_at_a_kiosk(kiosk, session, anna) == []
    headers = {**kiosk.headers, "Okno-Session": session, "Idempotency-Key": uuid4().hex}
    refused = region.http.post(f"/v1/requests/{number}/correction", json=correction(region), headers=headers)
    assert code_of(refused) == "request-unknown"
    with region.database.maintenance() as connection:
        events = [one for one in audit.of_person(connection, anna) if one.action == "request.withdraw"]
    assert [(one.actor, one.outcome) for one in events] == [("operator:op-1", "done")]


def test_the_level_is_the_policy_s(region: Region, anna: str, call: Call) -> None:
    number = prepare(call).json()["request"]["number"]
    for level in ("none", "data"):
        refused = withdraw(Call(region, anna, level, f"op-{level}"), number)
        assert code_of(refused) == "identification-too-low"
        assert refused.json()["needed"] == "code_word"
    assert [state for state, _ in kept(region)] == ["waiting"]


def test_only_whoever_had_it_prepared(region: Region, anna: str) -> None:
    child = enter(region, "Соколов", first_name="Павел", birth_date=date(2018, 5, 5), phone=None)
    father = enter(region, "Соколов", first_name="Олег", birth_date=date(1980, 5, 5), phone=None)
    for parent in (anna, father):
        region.represents(parent, child)
    mother_speaks = Call(region, child, "code_word", speaker=anna)
    number = prepare(mother_speaks).json()["request"]["number"]
    assert (
        code_of(withdraw(Call(region, child, "code_word", "op-2", speaker=father), number))
        == "request-unknown"
    )
    stranger = enter(region, "Котов", birth_date=date(1970, 1, 1), phone=None)
    assert code_of(withdraw(Call(region, stranger, "call_back", "op-3"), number)) == "request-unknown"
    assert withdraw(mother_speaks, number).json()["request"]["state"] == "withdrawn"


def test_what_does_not_wait_any_more_is_not_withdrawn(region: Region, call: Call) -> None:
    first, second = (prepare(call).json()["request"]["number"] for _ in range(2))
    sign(region, first)
    withdraw(call, second)
    for number in (first, second):
        assert code_of(withdraw(call, number)) == "request-signed"
    assert code_of(withdraw(call, "26-999999")) == "request-unknown"
    assert filed(region) == {first}


def test_an_exercise_withdraws_nothing(region: Region, anna: str, call: Call) -> None:
    number = prepare(call).json()["request"]["number"]
    exercise = Call(region, anna, "code_word", "op-2", training=True)
    assert code_of(withdraw(exercise, number)) == "contact-training"
    assert [state for state, _ in kept(region)] == ["waiting"]


def test_signed_at_a_kiosk_and_withdrawn_at_once_one_of_them_holds(
    region: Region, kiosk: KioskInTest, call: Call, anna: str
) -> None:
    numbers = [prepare(call).json()["request"]["number"] for _ in range(ROUNDS)]
    session = level_two(kiosk, region.card_of(anna))

    async def both() -> list[tuple[int, int]]:
        async with region.http.open() as client:
            asked = []
            for number in numbers:
                at_kiosk = {**kiosk.headers, "Okno-Session": session, "Idempotency-Key": uuid4().hex}
                by_phone = {**call.headers, "Idempotency-Key": uuid4().hex}
                path = f"/v1/desk/people/{anna}/requests/{number}/withdrawal"
                asked += [
                    client.post(
                        f"/v1/requests/{number}/correction", json=correction(region), headers=at_kiosk
                    ),
                    client.post(path, headers=by_phone),
                ]
            told = [answer.status_code for answer in await asyncio.gather(*asked)]
        return list(zip(told[::2], told[1::2], strict=True))

    answers = asyncio.run(both())
    assert all((signed == 200) != (withdrawn == 200) for signed, withdrawn in answers), answers
    signed_numbers = {number for number, (signed, _) in zip(numbers, answers, strict=True) if signed == 200}
    assert filed(region) == signed_numbers
    states = [state for state, _ in kept(region)]
    assert states == ["signed" if number in signed_numbers else "withdrawn" for number in sorted(numbers)]


def test_the_control_without_the_guard_both_hold(
    region: Region, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A statement that does not ask whether it still waits withdraws what was filed a moment ago."""
    number = prepare(call).json()["request"]["number"]
    sign(region, number)
    heedless = (
        update(prepared_requests)
        .where(prepared_requests.c.number == bindparam("of_number"))
        .values(state=bindparam("to_state"), ended_at=bindparam("now"), content="")
    )
    monkeypatch.setattr(waiting_repository, "_END", heedless)
    assert withdraw(call, number).status_code == 200
    assert filed(region) == {number}
    assert [state for state, _ in kept(region)] == ["withdrawn"]


def test_the_same_press_twice_is_one(region: Region, call: Call) -> None:
    number = prepare(call, **told()).json()["request"]["number"]
    headers = {**call.headers, "Idempotency-Key": "k" * 32}
    path = f"/v1/desk/people/{call.person}/requests/{number}/withdrawal"
    assert [region.http.post(path, headers=headers).status_code for _ in range(2)] == [200, 200]
