"""An application by telephone: prepared, both people kept, no term until signed, then like any other."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

import httpx
import pytest
from sqlalchemy import select

from backend.audit import service as audit
from backend.housekeeping import purge_all
from backend.requests.service.waiting import KEPT
from backend.requests.tables import consents, prepared_requests, requests
from tests.backend.app_http import code_of
from tests.backend.filing import CONSENT_WORDS, level_two
from tests.backend.identification.call import Call, bearer, enter
from tests.backend.kiosk_in_test import KioskInTest
from tests.backend.region import Region

MEASURE = "monthly-cash-payment"


def told(**changed: Any) -> dict[str, Any]:
    return {
        "wishes": [{"measure": MEASURE, "kind": "guaranteed", "verdict": "entitled"}],
        "phone": "8 (815-2) 55-01-42",
        "consent": {"text": CONSENT_WORDS, "language": "ru", "given_at": "2020-01-01T00:00:00Z"},
        **changed,
    }


def prepare(call: Call, person: str = "", **changed: Any) -> httpx.Response:
    return call.send("POST", f"/v1/desk/people/{person or call.person}/requests", told(**changed))


def listed(call: Call) -> list[dict[str, Any]]:
    answer = call.send("GET", f"/v1/desk/people/{call.person}/requests")
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()["requests"]
    return found


def filed(region: Region) -> list[Any]:
    with region.database.maintenance() as connection:
        return list(connection.execute(select(requests)).mappings())


def sign(region: Region, number: str, role: str = "case_worker", **changed: Any) -> httpx.Response:
    headers = {**bearer(region, "cw-1", role), "Idempotency-Key": uuid4().hex}
    body = {"signed": True, **changed}
    return region.http.post(f"/v1/desk/requests/{number}/signature", json=body, headers=headers)


def test_by_telephone_nothing_is_filed_and_no_term_runs(region: Region, call: Call) -> None:
    answer = prepare(call)
    assert answer.status_code == 201, answer.text
    request = answer.json()["request"]
    assert request["state"] == "awaiting_signature"
    assert request["decide_by"] is None
    assert [item["decide_by"] for item in request["items"]] == [None]
    assert filed(region) == []
    assert [one["request"]["number"] for one in listed(call)] == [request["number"]]
    assert answer.json()["channel"] == "phone"


def test_signed_on_paper_the_clock_starts_that_day(region: Region, call: Call) -> None:
    number = prepare(call).json()["request"]["number"]
    region.clock.forward(days=5)
    signed = sign(region, number, received_on="2026-11-23").json()
    assert signed["request"]["state"] == "received"
    assert signed["request"]["decide_by"] == "2026-12-03"  # ten days from the paper, not from the call
    assert signed["channel"] == "phone"
    (row,) = filed(region)
    assert (row["number"], row["kiosk"], row["filed_at"].date()) == (number, "desk", date(2026, 11, 23))
    assert code_of(sign(region, number)) == "request-signed"


def test_signed_at_a_kiosk_by_card_and_pin(region: Region, kiosk: KioskInTest, call: Call, anna: str) -> None:
    number = prepare(call).json()["request"]["number"]
    session = level_two(kiosk, region.card_of(anna))
    (waiting,) = kiosk.file_of(session, anna).json()["requests"]
    assert (waiting["number"], waiting["state"], waiting["may_change"]) == (
        number,
        "awaiting_signature",
        True,
    )
    region.clock.forward(minutes=1)
    correction = {
        "wishes": [{"measure": MEASURE, "kind": "guaranteed", "verdict": "entitled"}],
        "consent": {"text": CONSENT_WORDS, "language": "ru", "given_at": region.clock.now.isoformat()},
        "pack_hash": "cd" * 32,
        "on": "2026-11-20",
    }
    headers = {**kiosk.headers, "Okno-Session": session, "Idempotency-Key": uuid4().hex}
    answer = region.http.post(f"/v1/requests/{number}/correction", json=correction, headers=headers)
    assert answer.status_code == 200, answer.text
    assert (answer.json()["number"], answer.json()["state"]) == (number, "received")
    assert answer.json()["decide_by"] == "2026-11-30"
    assert len(filed(region)) == 1
    assert [one["request"]["state"] for one in listed(call)] == ["received"]


def test_withdrawn_at_a_kiosk_it_was_never_filed(
    region: Region, kiosk: KioskInTest, call: Call, anna: str
) -> None:
    number = prepare(call).json()["request"]["number"]
    session = level_two(kiosk, region.card_of(anna))
    headers = {**kiosk.headers, "Okno-Session": session, "Idempotency-Key": uuid4().hex}
    answer = region.http.post(f"/v1/requests/{number}/withdrawal", headers=headers)
    assert answer.status_code == 200, answer.text
    assert answer.json()["state"] == "withdrawn"
    assert filed(region) == []
    with region.database.maintenance() as connection:
        assert connection.execute(select(prepared_requests.c.content)).scalar_one() == ""


def test_both_people_are_kept(region: Region, anna: str) -> None:
    child = enter(region, "Соколов", first_name="Павел", birth_date=date(2018, 5, 5), phone=None)
    region.represents(anna, child)
    call = Call(region, child, "code_word", speaker=anna)
    number = prepare(call).json()["request"]["number"]
    with region.database.maintenance() as connection:
        row = connection.execute(select(prepared_requests)).mappings().one()
        (event,) = [one for one in audit.of_person(connection, child) if one.action == "request.prepare"]
    assert (row["applicant"], row["beneficiary"], row["contact"]) == (anna, child, call.contact)
    assert (event.holder, event.actor) == (anna, "operator:op-1")
    (shown,) = listed(call)
    assert shown["applicant_name"] == "Соколова А. В."
    sign(region, number)
    (filing,) = filed(region)
    assert (filing["applicant"], filing["beneficiary"]) == (anna, child)


def test_signed_at_a_kiosk_it_is_still_for_the_child(region: Region, kiosk: KioskInTest, anna: str) -> None:
    """The kiosk names the holder alone: what was prepared says for whom."""
    child = enter(region, "Соколов", first_name="Павел", birth_date=date(2018, 5, 5), phone=None)
    region.represents(anna, child)
    number = prepare(Call(region, child, "code_word", speaker=anna)).json()["request"]["number"]
    session = level_two(kiosk, region.card_of(anna))
    region.clock.forward(minutes=1)
    correction = {
        "wishes": [{"measure": MEASURE, "kind": "desired", "verdict": ""}],
        "consent": {"text": CONSENT_WORDS, "language": "ru", "given_at": region.clock.now.isoformat()},
        "pack_hash": "cd" * 32,
        "on": "2026-11-20",
    }
    headers = {**kiosk.headers, "Okno-Session": session, "Idempotency-Key": uuid4().hex}
    answer = region.http.post(f"/v1/requests/{number}/correction", json=correction, headers=headers)
    assert answer.status_code == 200, answer.text
    (filing,) = filed(region)
    assert (filing["applicant"], filing["beneficiary"]) == (anna, child)


def test_who_speaks_for_somebody_sees_nothing_else_of_theirs(region: Region, anna: str) -> None:
    child = enter(region, "Соколов", first_name="Павел", birth_date=date(2018, 5, 5), phone=None)
    region.represents(anna, child)
    own = Call(region, anna, "data")
    prepare(own)
    for_child = Call(region, child, "code_word", operator="op-2", speaker=anna)
    prepare(for_child)
    assert [one["request"]["beneficiary"] for one in listed(for_child)] == [child]
    assert {one["request"]["beneficiary"] for one in listed(own)} == {anna, child}


def test_what_lacks_is_named_in_the_order_of_the_form(call: Call) -> None:
    refused = prepare(call, wishes=[], phone="", consent=None)
    assert code_of(refused) == "request-incomplete"
    assert refused.json()["missing"] == ["wishes", "contact", "consent"]
    assert code_of(prepare(call, phone="по старому")) == "phone-invalid"
    by_post = prepare(call, phone="", contact={"preferred": "post"})
    assert by_post.status_code == 201


def test_the_consent_has_our_moment_and_is_kept_with_the_filing(region: Region, call: Call) -> None:
    number = prepare(call).json()["request"]["number"]
    sign(region, number)
    with region.database.maintenance() as connection:
        kept = connection.execute(select(consents.c.given_at, consents.c.text)).one()
    assert kept == (region.clock.now, CONSENT_WORDS)


def test_sent_twice_it_is_one(region: Region, call: Call) -> None:
    headers = {**call.headers, "Idempotency-Key": uuid4().hex}
    path = f"/v1/desk/people/{call.person}/requests"
    sent = [region.http.post(path, json=told(), headers=headers) for _ in range(3)]
    assert len({one.json()["request"]["number"] for one in sent}) == 1
    assert len(listed(call)) == 1


def test_somebody_elses_application_is_out_of_reach(region: Region, call: Call) -> None:
    other = enter(region, "Чужая")
    assert code_of(prepare(call, other)) == "identification-other-person"
    assert code_of(call.send("GET", f"/v1/desk/people/{other}/requests")) == "identification-other-person"


@pytest.mark.parametrize("role", ["operator", "supervisor"])
def test_a_paper_is_taken_in_at_a_desk_alone(region: Region, call: Call, role: str) -> None:
    number = prepare(call).json()["request"]["number"]
    assert code_of(sign(region, number, role)) == "identification-too-low"
    assert code_of(sign(region, number, signed=False)) == "request-incomplete"
    assert code_of(sign(region, number, received_on="2027-01-01")) == "body-invalid"
    assert code_of(sign(region, "26-999999")) == "request-unknown"
    assert filed(region) == []


def test_what_nobody_signs_is_forgotten(region: Region, call: Call) -> None:
    prepare(call)
    region.clock.now += KEPT
    with region.database.maintenance() as connection:
        purge_all(connection, region.clock)
        assert connection.execute(select(prepared_requests.c.state)).scalar_one() == "waiting"
    region.clock.forward(seconds=1)
    with region.database.maintenance() as connection:
        purge_all(connection, region.clock)
        row = connection.execute(select(prepared_requests)).mappings().one()
    assert (row["state"], row["content"]) == ("lapsed", "")
