"""Malformed and hostile requests to the doors of bookings: a code each, never a 500, never a seat lost."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest

from backend.kiosks import service as kiosks
from tests.backend.app_http import code_of
from tests.backend.bookings.house import House
from tests.backend.kiosk_in_test import KioskInTest
from tests.backend.reception.desk import Citizen, known
from tests.backend.region import Region

pytestmark = pytest.mark.parametrize("dialect", ["sqlite"])
JSON = {"Content-Type": "application/json"}
SOME_ID = "7d1f1e0c-2a55-4c0b-9a3e-5b1f6f0c9d11"


def raw(kiosk: KioskInTest, body: bytes, path: str = "/v1/holds", **headers: str) -> str:
    sent = {**kiosk.headers, **JSON, "Idempotency-Key": uuid4().hex, **headers}
    return code_of(kiosk.region.http.post(path, content=body, headers=sent))


@pytest.mark.parametrize(
    "body", [b"", b"{", b"\xff", b'{"slot": "a", "slot": "b"}', b'{"seats": NaN}', b"[" * 30_000]
)
def test_what_is_no_json(kiosk: KioskInTest, body: bytes) -> None:
    assert raw(kiosk, body) == "body-not-json"


@pytest.mark.parametrize(
    "body",
    [
        b"[]",
        b"{}",
        b'{"slot": 1}',
        b'{"slot": ""}',
        b'{"slot": "a\\u0000b"}',
        b'{"slot": "../../etc/passwd"}',
        b'{"slot": "a", "seats": 0}',
        b'{"slot": "a", "seats": 7}',
        b'{"slot": "a", "seats": "1"}',
        b'{"slot": "a", "seats": 1.0}',
        b'{"slot": "a", "seats": true}',
        b'{"slot": "a", "more": 1}',
        b'{"slot": "a", "category": "Large Family"}',
        b'{"slot": "a", "beneficiary": "\' OR 1=1 --"}',
        '{"slot": "врач"}'.encode(),
    ],
)
def test_what_is_no_wish(kiosk: KioskInTest, body: bytes) -> None:
    assert raw(kiosk, body) == "body-invalid"


@pytest.mark.parametrize(
    "path", ["/v1/holds", "/v1/bookings/12345678/cancel", "/v1/waiting", "/v1/tickets/check"]
)
def test_another_media_type(kiosk: KioskInTest, path: str) -> None:
    refusal = raw(kiosk, b"slot=a", path, **{"Content-Type": "text/plain", "Okno-Session": "A" * 43})
    assert refusal == "media-type-wrong"


def test_nobody_and_others_without_a_kiosks_token(house: House, region: Region) -> None:
    slot = {"slot": house.slot(), "without_card": known()}
    headers = {"Idempotency-Key": uuid4().hex}
    assert code_of(region.http.post("/v1/holds", json=slot, headers=headers)) == "token-missing"
    for role in ("operator", "technician", "auditor"):
        token = region.services.tokens.issue("op-1", (role,), region.clock.now).access_token
        sent = {**headers, "Authorization": f"Bearer {token}"}
        assert code_of(region.http.post("/v1/holds", json=slot, headers=sent)) == "role-missing"
    assert code_of(region.http.get("/v1/slots?speciality=therapist")) == "token-missing"


def test_a_kiosk_that_was_withdrawn(house: House, maria: Citizen, region: Region) -> None:
    slot, held = house.slot(seats=2), None
    held = maria.hold(slot)
    with region.database.maintenance() as connection:
        assert kiosks.withdraw(connection, maria.kiosk.id, region.clock.now, "tests")
    assert code_of(maria.hold(slot)) == "kiosk-withdrawn"
    assert code_of(maria.confirm(held)) == "kiosk-withdrawn"


def test_without_a_key_nothing_is_done(house: House, maria: Citizen) -> None:
    headers = {**maria.headers, **JSON}
    answer = maria.kiosk.region.http.post("/v1/holds", json={"slot": house.slot()}, headers=headers)
    assert code_of(answer) == "idempotency-key-invalid"
    assert house.states() == {}


@pytest.mark.parametrize("hold", ["x", "..", SOME_ID.upper(), SOME_ID + "0", "%00" * 12])
def test_what_is_no_hold(maria: Citizen, hold: str) -> None:
    answer = maria.post(f"/v1/holds/{hold}/confirm", **{"Okno-Hold": "A" * 43})
    assert code_of(answer) in {"parameter-invalid", "not-found"}


def test_a_hold_nobody_placed(maria: Citizen) -> None:
    told = {"Okno-Hold": "A" * 43}
    assert code_of(maria.post(f"/v1/holds/{SOME_ID}/confirm", **told)) == "booking-unknown"
    assert code_of(maria.post(f"/v1/holds/{SOME_ID}/confirm")) == "booking-unknown"
    assert (
        code_of(maria.post(f"/v1/holds/{SOME_ID}/confirm", {"state": "confirmed"}, **told)) == "body-invalid"
    )


def test_the_session_of_another_kiosk(house: House, maria: Citizen, region: Region) -> None:
    thief = Citizen(region.kiosk(), session=maria.session)
    assert code_of(thief.hold(house.slot())) == "session-expired"
    for path in ("/v1/bookings", "/v1/waiting", "/v1/bookable?kind=doctor"):
        assert code_of(thief.get(path)) == "session-expired"


def test_a_hold_is_confirmed_by_its_token_alone_at_another_kiosk(
    house: House, maria: Citizen, region: Region
) -> None:
    """The token is 256 random bits; whoever has it placed the hold, or it was handed to them."""
    held = maria.hold(house.slot())
    assert Citizen(region.kiosk()).confirm(held).status_code == 200


def test_refused_requests_lose_no_seat(house: House, maria: Citizen, region: Region) -> None:
    """A hundred bad ones later the seat is still there."""
    slot = house.slot()
    bad: list[dict[str, Any]] = [
        {"beneficiary": "nobody"},
        {"seats": 2},
        {"seats": 6},
        {"category": "large-family", "seats": 3},
    ]
    for turn in range(20):
        assert maria.hold(slot, **bad[turn % len(bad)]).status_code in {403, 409}
    assert house.states() == {}
    assert maria.book(slot)["number"]


def test_nothing_personal_gets_into_the_log(house: House, maria: Citizen, region: Region) -> None:
    ticket = maria.book(house.slot())
    maria.enter_pin()
    maria.get("/v1/bookings")
    log = region.log.getvalue()
    for word in ("Иванова", maria.person, ticket["number"], ticket["code"], maria.session):
        assert word not in log
