"""Hostile words are kept and given back as they are; whoever has no part here is refused."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from backend.audit.tables import audit_events
from backend.cases.rulebook import NO_RULES
from backend.contract.cases import LONGEST_TEXT
from tests.backend.app_http import code_of
from tests.backend.cases.conftest import WHOLE, Desk, refusal, with_rules
from tests.backend.identification.call import Call
from tests.backend.kiosk_in_test import KioskInTest
from tests.backend.region import Region

STEPS = ("text", "handing-over", "registration", "extension", "forwarding", "answer", "refusal", "closing",
         "responsible", "receipt")  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "\u202eоборот\u202c \u200b\ufeff",
        "'; DROP TABLE cases; --",
        "Ё" * LONGEST_TEXT,
        "👩‍🦽 {number} %s\r\n\t",
    ],
)
def test_what_was_written_comes_back(desk: Desk, text: str) -> None:
    case = desk.open("enquiry", text={"substance": text})
    assert desk.view(case)["text"]["substance"] == text
    closed = desk.must(desk.must(case, "answer", answer="Да"), "closing", note=text[:1000])
    assert closed["history"][-1]["note"] == text[:1000]


def test_too_much_and_what_no_text_may_hold(desk: Desk) -> None:
    for substance in ("a" * (LONGEST_TEXT + 1), "a\u0000b"):
        body = {"kind": "enquiry", "channel": "phone", "text": {"substance": substance}}
        assert refusal(desk.send("cases", body)).code == "body-invalid"


def test_kiosks_and_technicians_lead_no_cases(region: Region, kiosk: KioskInTest, desk: Desk) -> None:
    number = desk.open("enquiry")["number"]
    technician = region.services.tokens.issue("tech", ("technician",), region.clock.now).access_token
    for headers in (kiosk.headers, {"Authorization": f"Bearer {technician}"}):
        for path in ("cases", "case-terms", f"cases/{number}"):
            assert code_of(region.http.get(f"/v1/desk/{path}", headers=headers)) == "role-missing"
        for step in STEPS:
            asked = {**headers, "Idempotency-Key": "k" * 20}
            path = f"/v1/desk/cases/{number}/{step}"
            assert code_of(region.http.post(path, headers=asked, json={})) == "role-missing"
    assert code_of(region.http.get("/v1/desk/cases")) == "token-missing"


def test_nothing_of_a_case_is_in_the_log(region: Region, desk: Desk, maria: str) -> None:
    case = desk.register(desk.open(author=maria))
    desk.step(case, "text", text={"substance": "Тайна"})
    written = region.log.getvalue()
    assert written
    for word in ("Почините", "Тайна", "Иванова", "О-26", maria):
        assert word not in written


def test_without_a_pack_it_says_so(region: Region, desk: Desk) -> None:
    with_rules(region, NO_RULES)
    body = {"kind": "enquiry", "channel": "phone", "text": {"substance": "Часы?"}}
    assert refusal(desk.send("cases", body)).code == "case-rules-missing"


def test_an_operator_has_to_know_of_whom(region: Region, desk: Desk, maria: str) -> None:
    """Nobody is forced to say who they are; what names a person needs that person to be known."""
    phone = Desk(region, role="operator")
    anonymous = phone.open("enquiry")
    assert phone.must(anonymous, "answer", answer="С девяти")["state"] == "answered"
    body = {"kind": "grievance", "channel": "phone", "text": {}, "author": maria}
    assert refusal(phone.send("cases", body)).code == "identification-too-low"
    hers = desk.open(author=maria)
    for refused in (
        phone.get(f"cases/{hers['number']}"),
        phone.get(f"cases?person={maria}"),
        phone.step(hers, "text", text={}, author=maria),
        phone.step({**hers, "version": 9}, "text", text={}, author=maria),
        phone.step(hers, "answer", answer="Да"),
        phone.send(f"cases/{hers['number']}/receipt", {"channel": "voice"}),
        phone.step(hers, "closing"),
    ):
        assert (refused.status_code, refusal(refused).code) == (403, "identification-too-low")


def test_nobody_at_a_telephone_decides_what_names_nobody(region: Region, desk: Desk) -> None:
    """A letter whose author the register does not know is no less a petition: it tells of people too."""
    letter = desk.open(channel="paper", text={"author_name": "Пётр Неизвестный"})
    petition = desk.register(letter)
    call = Call(region, None)
    number, version = petition["number"], {"version": petition["version"]}
    tried = (
        call.send("GET", f"/v1/desk/cases/{number}"),
        call.send("POST", f"/v1/desk/cases/{number}/receipt", {"channel": "voice"}),
        call.send("POST", f"/v1/desk/cases/{number}/text", {**version, "text": {}}),
    )
    for refused in tried:
        assert (refused.status_code, refusal(refused).code) == (403, "identification-other-person")
    decisions = {
        "answer": {"answer": "Да"},
        "closing": {},
        "refusal": {"ground": "unreadable"},
        "extension": {"reason": "Запрос", "notice": "phone"},
        "responsible": {"responsible": "me"},
    }
    for step, more in decisions.items():
        refused = call.send("POST", f"/v1/desk/cases/{number}/{step}", {**version, **more})
        assert (refused.status_code, refusal(refused).code) == (403, "identification-too-low"), step
    assert desk.must(petition, "answer", answer="Да")["state"] == "answered"  # the control: a desk may


def test_a_call_that_names_nobody_goes_on_with_its_own_text(region: Region) -> None:
    call = Call(region, None)
    new = {"kind": "grievance", "channel": "phone", "text": WHOLE, "contact": call.contact}
    made = call.send("POST", "/v1/desk/cases", new)
    assert made.status_code == 201, made.text
    assert call.send("GET", f"/v1/desk/cases/{made.json()['number']}").status_code == 200
    other = Call(region, None, operator="op-2")
    refused = other.send("POST", "/v1/desk/cases", new)
    assert refusal(refused).code == "identification-other-person", "a case of one call comes from no other"


def test_a_call_about_one_person_names_nobody_else_as_author(region: Region, maria: str) -> None:
    """The answer would tell the full name of anybody who was found in a search."""
    stranger, call = region.person("Орлова", "Вера"), Call(region, maria, "data")
    new = {"kind": "grievance", "channel": "phone", "text": WHOLE, "person": maria}
    refused = call.send("POST", "/v1/desk/cases", {**new, "author": stranger})
    assert (refused.status_code, refusal(refused).code) == (403, "identification-other-person")
    assert "Орлова" not in refused.text
    made = call.send("POST", "/v1/desk/cases", {**new, "author": maria})
    assert made.status_code == 201, made.text
    case = made.json()
    edit = {"version": case["version"], "text": WHOLE, "person": maria, "author": stranger}
    refused = call.send("POST", f"/v1/desk/cases/{case['number']}/text", edit)
    assert (refused.status_code, refusal(refused).code) == (403, "identification-other-person")


def test_a_look_at_what_names_nobody_is_in_the_journal(region: Region, desk: Desk) -> None:
    case = desk.open("enquiry")
    desk.view(case)
    with region.database.maintenance() as connection:
        rows = connection.execute(
            select(audit_events.c.action).where(audit_events.c.purpose == case["number"])
        )
        assert sorted(rows.scalars()) == ["case.opened", "case.view"]
