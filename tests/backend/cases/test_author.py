"""At a kiosk the author signs by card and PIN, and from that day on the law counts."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import httpx

from tests.backend.cases.conftest import Desk, refusal
from tests.backend.filing import level_two
from tests.backend.region import KioskInTest, Region


def sign(kiosk: KioskInTest, session: str, case: dict[str, Any]) -> httpx.Response:
    headers = {**kiosk.headers, "Okno-Session": session, "Idempotency-Key": uuid4().hex}
    path = f"/v1/cases/{case['number']}/signature"
    return kiosk.region.http.post(path, headers=headers, json={"version": case["version"]})


def own(kiosk: KioskInTest, session: str) -> httpx.Response:
    headers = {**kiosk.headers, "Okno-Session": session}
    return kiosk.region.http.get("/v1/cases", headers=headers)


def test_what_was_prepared_by_phone_is_signed_at_the_kiosk(
    region: Region, kiosk: KioskInTest, desk: Desk, maria: str
) -> None:
    case = desk.must(desk.open(author=maria), "handing-over")
    session = level_two(kiosk, region.card_of(maria))
    (waiting,) = own(kiosk, session).json()["cases"]
    assert (waiting["number"], waiting["state"]) == (case["number"], "awaiting_signature")
    signed = sign(kiosk, session, waiting)
    assert signed.status_code == 200, signed.text
    told = signed.json()
    assert (told["state"], told["channel"], told["due"]["on"]) == ("registered", "kiosk", "2026-12-18")
    assert told["text"]["signed_on"] == "2026-11-20"
    assert refusal(sign(kiosk, session, told)).code == "case-state"


def test_nobody_signs_for_somebody_else(region: Region, kiosk: KioskInTest, desk: Desk, maria: str) -> None:
    case = desk.open(author=maria)
    other = level_two(kiosk, region.card_of(region.person("Орлова")))
    assert refusal(sign(kiosk, other, case)).code == "case-unknown"
    assert own(kiosk, other).json()["cases"] == []


def test_the_card_alone_signs_nothing(region: Region, kiosk: KioskInTest, desk: Desk, maria: str) -> None:
    case = desk.open(author=maria)
    session = kiosk.tap(region.card_of(maria)).json()["session"]
    assert refusal(sign(kiosk, session, case)).code == "session-level"
    assert desk.view(case)["state"] == "prepared"


def test_what_lacks_is_named_at_the_kiosk_too(
    region: Region, kiosk: KioskInTest, desk: Desk, maria: str
) -> None:
    case = desk.open(author=maria, text={"addressee": ""})
    session = level_two(kiosk, region.card_of(maria))
    refused = sign(kiosk, session, case)
    assert (refusal(refused).code, refused.json()["missing"]) == ("case-incomplete", ["addressee"])
