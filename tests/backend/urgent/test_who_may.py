"""Which levels let urgent help be formed and seen; what is nobody's stays in its contact."""

from __future__ import annotations

import pytest

from content.identification import LEVELS, OFFICE
from tests.backend.app_http import code_of
from tests.backend.identification.call import POLICY, Call, enter
from tests.backend.region import Region
from tests.backend.urgent.desk import FOOD, TODAY, Worker, form, named

STEPS = {
    "text": {"version": 1, **FOOD, "text": named()},
    "provider": {"version": 1, "provider": "Центр"},
    "act": {"version": 1, "provider": "Ц", "act": {"given": ["hot-food"], "provided_on": TODAY}},
    "signature": {"version": 1, "signed_on": TODAY},
    "no-signature": {"version": 1, "reason": "declined", "note": "нет"},
    "refusal": {"version": 1, "note": "нет"},
    "withdrawal": {"version": 1, "note": "нет"},
    "notice": {"channel": "voice"},
}


@pytest.mark.parametrize("level", [level for level in LEVELS if level != OFFICE])
def test_every_address_asks_how_sure_it_is(region: Region, worker: Worker, level: str) -> None:
    person = enter(region)
    number = worker.must("urgent", {**FOOD, "person": person})["number"]
    call = Call(region, person, level)
    asked: list[tuple[str, str, object]] = [("GET", f"/v1/desk/urgent/{number}", None)]
    asked += [("POST", f"/v1/desk/urgent/{number}/{step}", body) for step, body in STEPS.items()]
    asked += [("POST", "/v1/desk/urgent", {**FOOD, "person": person})]
    for method, path, body in asked:
        answer = call.send(method, path, body)
        is_refused = "identification-too-low" in answer.text
        assert is_refused is not POLICY.allows(level, "urgent_service"), (method, path, answer.text)
        if is_refused:
            assert answer.status_code == 403 and answer.json()["needed"] == "data"
    listed = call.send("GET", "/v1/desk/urgent").json()["services"]
    assert bool(listed) is POLICY.allows(level, "urgent_service")


def test_another_person_s_is_refused_even_to_who_is_known(region: Region, worker: Worker) -> None:
    number = worker.must("urgent", {**FOOD, "person": enter(region)})["number"]
    call = Call(region, enter(region, "Другая"), "call_back")
    assert code_of(call.send("GET", f"/v1/desk/urgent/{number}")) == "identification-other-person"


def test_nobody_s_is_seen_in_the_contact_it_was_formed_in_alone(region: Region, worker: Worker) -> None:
    call = Call(region, None)
    number = form(call, text=named())["number"]
    assert call.send("GET", f"/v1/desk/urgent/{number}").status_code == 200
    assert [line["number"] for line in call.send("GET", "/v1/desk/urgent").json()["services"]] == [number]
    other = Call(region, None, operator="op-2")
    assert code_of(other.send("GET", f"/v1/desk/urgent/{number}")) == "identification-other-person"
    assert other.send("GET", "/v1/desk/urgent").json()["services"] == []
    assert worker.get(f"urgent/{number}").status_code == 200


def test_what_waits_is_for_case_workers_and_supervisors(region: Region) -> None:
    assert Worker(region, "sv-1", ("supervisor",)).get("urgent-work").status_code == 200
    assert code_of(Worker(region, "op-1", ("operator",)).get("urgent-work")) == "role-missing"
