"""An office's work on requests, and the holder's own corrections while the line is up."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest
from sqlalchemy import select, text

from backend.audit import service as audit
from backend.maintenance.checks import missing_consents, request_history_gaps
from backend.requests.service.looking import OWN_REQUESTS
from backend.requests.tables import consents, request_versions
from tests.backend.app_http import code_of
from tests.backend.card_in_hand import CardInHand
from tests.backend.filing import CONSENT_WORDS, Parcel, filing_of, level_two, number_of
from tests.backend.kiosk_in_test import KioskInTest
from tests.backend.region import Region


@pytest.fixture
def maria(region: Region) -> str:
    return region.person()


@pytest.fixture
def card(region: Region, maria: str) -> CardInHand:
    return region.card_of(maria)


@pytest.fixture
def session(kiosk: KioskInTest, card: CardInHand) -> str:
    return level_two(kiosk, card)


@pytest.fixture
def number(kiosk: KioskInTest, maria: str, session: str) -> str:
    return number_of(Parcel(kiosk, filing_of(kiosk, maria), session).send())


def office(region: Region, role: str = "case_worker") -> dict[str, str]:
    token = region.services.tokens.issue("op-1", (role,), region.clock.now).access_token
    return {"Authorization": f"Bearer {token}"}


def step(region: Region, number: str, state: str) -> httpx.Response:
    content = {"state": state, "note": "Решение № 5"}
    return region.http.post(f"/v1/requests/{number}/steps", json=content, headers=office(region))


def correction(region: Region) -> dict[str, Any]:
    now = region.clock.now.isoformat()
    return {
        "wishes": [{"measure": "free-medicines", "kind": "desired", "verdict": ""}],
        "consent": {"text": CONSENT_WORDS, "language": "ru", "given_at": now},
        "pack_hash": "cd" * 32,
        "on": "2026-11-20",
    }


def changed(kiosk: KioskInTest, session: str, number: str, what: str, **more: Any) -> httpx.Response:
    headers = {**kiosk.headers, "Okno-Session": session, "Idempotency-Key": uuid4().hex}
    return kiosk.region.http.post(f"/v1/requests/{number}/{what}", headers=headers, **more)


def filed(kiosk: KioskInTest, person: str, session: str, times: int) -> list[str]:
    parcels = (
        Parcel(kiosk, filing_of(kiosk, person), session, receipt_code=f"AAAA-BBBB-{number:04}")
        for number in range(times)
    )
    return [number_of(parcel.send()) for parcel in parcels]


def told(region: Region, number: str) -> int:
    """In how many versions of a request an answer, a telephone number or an address stands."""
    with region.database.maintenance() as connection:
        versions = connection.execute(
            select(request_versions).where(request_versions.c.number == number)
        ).all()
    return sum(any(word in str(row) for word in ("18500", "+7815", "m@p.ru")) for row in versions)


def file_of(region: Region) -> str:
    """The whole database as it lies on the disk."""
    with region.database.maintenance() as connection:
        path = Path(str(connection.execute(text("PRAGMA database_list")).one()[2]))
    with closing(sqlite3.connect(path)) as beside:
        beside.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return path.read_bytes().decode(errors="replace")


def test_the_list_and_the_whole(region: Region, number: str, maria: str) -> None:
    (line,) = region.http.get("/v1/requests", headers=office(region)).json()["requests"]
    assert (line["number"], line["applicant_name"], line["measures"]) == (number, "Иванова М. П.", 2)
    none = region.http.get("/v1/requests?state=granted", headers=office(region)).json()
    assert none == {"requests": [], "after": ""}

    whole = region.http.get(f"/v1/requests/{number}", headers=office(region)).json()
    assert whole["contact"]["phone"] == "+78152000000"
    assert whole["answers"] == [{"fact": "income-per-person", "value": "18500.00", "source": "answer"}]
    assert whole["pack_hash"] == "ab" * 32
    with region.database.maintenance() as connection:
        looks = [(event.action, event.actor) for event in audit.of_person(connection, maria)]
    assert {("request.list", "operator:op-1"), ("request.view", "operator:op-1")} <= set(looks)


def test_pages_follow_one_another(region: Region, kiosk: KioskInTest, maria: str, session: str) -> None:
    made = filed(kiosk, maria, session, 53)
    first = region.http.get("/v1/requests", headers=office(region)).json()
    second = region.http.get(f"/v1/requests?after={first['after']}", headers=office(region)).json()
    assert [line["number"] for line in (*first["requests"], *second["requests"])] == made
    assert second["after"] == ""


def test_only_offices_see_requests(region: Region, kiosk: KioskInTest, number: str) -> None:
    for headers in (kiosk.headers, office(region, "technician"), office(region, "operator")):
        assert code_of(region.http.get("/v1/requests", headers=headers)) == "role-missing"
        assert code_of(region.http.get(f"/v1/requests/{number}", headers=headers)) == "role-missing"


def test_steps_have_an_order(region: Region, kiosk: KioskInTest, maria: str, session: str,
                             number: str) -> None:  # fmt: skip
    assert step(region, number, "in_review").status_code == 204
    assert step(region, number, "granted").status_code == 204
    assert code_of(step(region, number, "declined")) == "request-closed"
    assert code_of(step(region, "26-999999", "granted")) == "request-unknown"
    (own,) = kiosk.file_of(session, maria).json()["requests"]
    assert [entry["state"] for entry in own["history"]] == ["received", "in_review", "granted"]
    assert own["history"][-1]["note"] == "Решение № 5"
    assert code_of(changed(kiosk, session, number, "withdrawal")) == "request-closed"


def test_the_holder_corrects_and_withdraws(region: Region, kiosk: KioskInTest, session: str,
                                           number: str) -> None:  # fmt: skip
    corrected = changed(kiosk, session, number, "correction", json=correction(region)).json()
    assert (corrected["version"], [item["measure"] for item in corrected["items"]]) == (2, ["free-medicines"])
    assert corrected["decide_by"] == "2026-11-27"
    withdrawn = changed(kiosk, session, number, "withdrawal").json()
    assert withdrawn["state"] == "withdrawn"


def test_who_has_filed_a_great_deal_may_still_withdraw_the_first(
    kiosk: KioskInTest, maria: str, session: str, number: str
) -> None:
    filed(kiosk, maria, session, OWN_REQUESTS)
    assert changed(kiosk, session, number, "withdrawal").json()["state"] == "withdrawn"


def test_the_consent_is_withdrawn_with_its_request(
    region: Region, kiosk: KioskInTest, maria: str, session: str, number: str
) -> None:
    """The record of what was agreed to stays, with the moment from which it no longer holds."""
    changed(kiosk, session, number, "correction", json=correction(region))
    (other,) = filed(kiosk, maria, session, 1)
    changed(kiosk, session, number, "withdrawal")
    whole = region.http.get(f"/v1/requests/{number}", headers=office(region)).json()
    assert whole["consent_given_at"]
    assert whole["consent_withdrawn_at"]
    with region.database.maintenance() as connection:
        rows = connection.execute(select(consents.c.number, consents.c.withdrawn_at)).all()
    assert sorted((of, at is not None) for of, at in rows) == [(number, True), (number, True), (other, False)]


def test_what_was_told_goes_with_the_consent(
    region: Region, kiosk: KioskInTest, session: str, number: str
) -> None:
    """Of every version; that there was a request, for what, and what became of it, is kept."""
    changed(kiosk, session, number, "correction", json={**correction(region), "contact": {"email": "m@p.ru"}})
    assert told(region, number) == 2, "the control: until then it is there"
    changed(kiosk, session, number, "withdrawal")
    assert told(region, number) == 0
    whole = region.http.get(f"/v1/requests/{number}", headers=office(region)).json()
    assert (whole["contact"]["email"], whole["answers"], whole["note"]) == ("", [], "")
    assert [item["measure"] for item in whole["request"]["items"]] == ["free-medicines"]
    assert len(whole["request"]["history"]) == 3


def test_what_was_told_is_not_left_in_the_file_either(
    region: Region, kiosk: KioskInTest, session: str, number: str
) -> None:
    """SQLite would leave it between the rows until something else is written there."""
    if region.database.dialect != "sqlite":
        pytest.skip("PostgreSQL overwrites it when it next tidies up")
    assert "+78152000000" in file_of(region), "the control: it was written there"
    changed(kiosk, session, number, "withdrawal")
    assert "+78152000000" not in file_of(region)


@pytest.mark.parametrize("given_at", ["0001-01-01T00:00:00+14:00", "2026-11-20T10:00:00Z"])
def test_a_correction_with_a_consent_of_another_time(
    region: Region, kiosk: KioskInTest, session: str, number: str, given_at: str
) -> None:
    content = correction(region)
    content["consent"]["given_at"] = given_at
    assert code_of(changed(kiosk, session, number, "correction", json=content)) == "body-invalid"


def test_nobody_changes_anothers_request(region: Region, kiosk: KioskInTest, number: str) -> None:
    neighbour = region.card_of(region.person("Соседова", "Анна"))
    theirs = level_two(kiosk, neighbour)
    assert code_of(changed(kiosk, theirs, number, "withdrawal")) == "request-unknown"
    tapped = kiosk.tap(neighbour).json()["session"]
    assert code_of(changed(kiosk, tapped, number, "withdrawal")) == "session-level"


def test_check_finds_what_is_missing(region: Region, number: str) -> None:
    with region.database.maintenance() as connection:
        assert request_history_gaps(connection, region.clock.now) == 0
        assert missing_consents(connection, region.clock.now) == 0
        connection.execute(text("UPDATE requests SET state = 'granted'"))
        connection.execute(text("DELETE FROM consents"))
        assert request_history_gaps(connection, region.clock.now) == 1
        assert missing_consents(connection, region.clock.now) == 1
