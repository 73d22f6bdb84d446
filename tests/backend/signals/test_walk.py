"""A signal from the call to what came of it; who sees it; 112 first."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import httpx
import pytest
from sqlalchemy import select

from backend.audit.tables import audit_events
from backend.contract.problems import Problem
from backend.maintenance.checks import CHECKS
from tests.backend.app_http import code_of
from tests.backend.identification.call import Call, enter
from tests.backend.region import Region
from tests.backend.urgent.desk import RULES, Worker, refusal

ALONE = {
    "kind": "lonely-elder",
    "danger": False,
    "source": "neighbour",
    "text": {
        "what": "Не открывает дверь третий день.",
        "about_name": "Баба Нюра",
        "about_age": "лет 85",
        "address": "ул. Полярная, 1, кв. 2",
        "told_by": "Сосед Иван",
        "reach": "+7 900 000-00-00",
    },
}
CHILD = {
    "kind": "minor-neglected",
    "danger": False,
    "source": "school",
    "text": {"what": "Третий день без еды.", "organisation": "Школа № 1"},
}
TODAY = "2026-11-20"


def take(call: Call, told: dict[str, Any]) -> dict[str, Any]:
    taken = call.send("POST", "/v1/desk/signals", told)
    assert taken.status_code == 201, taken.text
    return dict(taken.json())


def step(worker: Worker, number: str, version: int, what: str, **body: Any) -> dict[str, Any]:
    return worker.must(f"signals/{number}/{what}", {"version": version, **body})


def refused(worker: Worker, number: str, version: int, what: str, **body: Any) -> Problem:
    return refusal(worker.send(f"signals/{number}/{what}", {"version": version, **body}))


def test_from_the_call_to_what_came_of_it(call: Call, worker: Worker) -> None:
    taken = take(call, ALONE)
    assert (taken["number"], taken["state"]) == ("С-26-000001", "taken")
    # One working day from Friday, 20 November 2026.
    assert (taken["due"]["rule"], taken["due"]["on"]) == ("signal-check", "2026-11-23")
    assert not {"text", "about_name", "told_by"} & taken.keys()

    seen = worker.get(f"signals/{taken['number']}").json()
    assert (seen["text"]["about_name"], seen["text"]["told_by"]) == ("Баба Нюра", "Сосед Иван")
    passed = step(worker, seen["number"], 1, "passing-on", body="social-services-centre", how="phone")
    assert (passed["state"], passed["body"]) == ("passed_on", "social-services-centre")
    assert passed["due"]["rule"] == "signal-check"
    noted = step(worker, seen["number"], 2, "notes", note="Приходили, не открыли.")
    assert noted["state"] == "passed_on"
    checked = step(
        worker, seen["number"], 3, "check", checked_on=TODAY, outcome="confirmed", note="Упала, одна."
    )
    assert (checked["state"], checked["due"], checked["outcome"]) == ("checked", None, "confirmed")
    closed = step(worker, seen["number"], 4, "closing", consequence="urgent_help")
    assert (closed["state"], closed["may"]) == ("closed", [])
    assert [each["action"] for each in closed["history"]] == [
        "taken",
        "passed_on",
        "noted",
        "checked",
        "closed",
    ]


def test_a_child_s_is_passed_on_at_once(call: Call, worker: Worker) -> None:
    """120-ФЗ, art. 9, part 2: the same day, whatever day it is."""
    waits = take(call, CHILD)
    assert (waits["due"]["rule"], waits["due"]["on"]) == ("signal-about-minor", TODAY)
    known = take(call, {**CHILD, "body": "guardianship", "how": "phone"})
    assert (known["state"], known["due"]["rule"]) == ("passed_on", "signal-check")
    listed = worker.get("signals").json()["signals"]
    assert [line["number"] for line in listed] == [waits["number"], known["number"]]
    assert "Школа" not in str(listed)
    call.region.clock.forward(days=1)
    assert [line["due"]["overdue"] for line in worker.get("signals").json()["signals"]] == [True, False]


def test_every_kind_about_a_minor_is_at_once_and_has_somebody_in_charge() -> None:
    minors = [kind for kind in RULES.signals.values() if kind.minor]
    assert len(minors) == 5 and all(kind.pass_on_rule == "signal-about-minor" for kind in minors)
    assert all(kind.bodies for kind in RULES.signals.values())


def test_112_comes_first(call: Call) -> None:
    danger = {**ALONE, "danger": True}
    assert code_of(call.send("POST", "/v1/desk/signals", danger)) == "signal-emergency-missing"
    assert take(call, {**danger, "emergency": "by_us"})["state"] == "taken"


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"kind": "weather"}, "signal-kind-unknown"),
        ({"body": "circus", "how": "phone"}, "signal-body-unknown"),
        ({"body": "police"}, "body-invalid"),
        ({"anonymous": True}, "body-invalid"),  # and yet a name is told
        ({"about": "00000000-0000-4000-8000-000000000000"}, "person-unknown"),
    ],
)
def test_what_a_signal_must_say(call: Call, changed: dict[str, Any], code: str) -> None:
    assert code_of(call.send("POST", "/v1/desk/signals", {**ALONE, **changed})) == code


def test_who_stays_unnamed_leaves_no_trace_but_the_matter(region: Region, worker: Worker) -> None:
    speaker = enter(region)
    call = Call(region, speaker, "data")
    told = {**ALONE, "anonymous": True, "text": {"what": "Плачет ребёнок."}}
    seen = worker.get(f"signals/{take(call, told)['number']}").json()
    assert (seen["anonymous"], seen["speaker"], seen["speaker_name"]) == (True, None, "")
    with region.database.maintenance() as connection:
        row = connection.exec_driver_sql("SELECT contact, speaker FROM signals").one()
    assert tuple(row) == (None, None)
    named = worker.get(f"signals/{take(call, ALONE)['number']}").json()
    assert named["speaker"] == speaker


def test_whoever_took_it_never_sees_it_again(call: Call) -> None:
    number = take(call, ALONE)["number"]
    for level in ("none", "call_back"):
        known = Call(call.region, enter(call.region), level, operator=f"op-{level}")
        for path in ("signals", f"signals/{number}"):
            assert code_of(known.send("GET", f"/v1/desk/{path}")) == "identification-too-low"
    supervisor = Worker(call.region, "sv-1", ("supervisor",))
    assert code_of(supervisor.get(f"signals/{number}")) == "identification-too-low"
    auditor = Worker(call.region, "au-1", ("auditor",))
    assert code_of(auditor.send("signals", ALONE)) == "role-missing"


def test_each_look_is_in_the_journal_also_of_somebody_unknown(call: Call, worker: Worker) -> None:
    number = take(call, ALONE)["number"]
    worker.get(f"signals/{number}")
    about = enter(call.region)
    known = take(call, {**ALONE, "about": about})["number"]
    worker.get(f"signals/{known}")
    with call.region.database.maintenance() as connection:
        chosen = select(audit_events).where(audit_events.c.action.like("signal.%"))
        rows = connection.execute(chosen.order_by(audit_events.c.event)).mappings().all()
    assert [(row["actor"], row["action"], row["person"], row["purpose"]) for row in rows] == [
        ("operator:op-1", "signal.taken", None, number),
        ("operator:cw-1", "signal.view", None, number),
        ("operator:op-1", "signal.taken", about, known),
        ("operator:cw-1", "signal.view", about, known),
    ]


def test_two_case_workers_and_both_versions(call: Call, worker: Worker) -> None:
    number = take(call, ALONE)["number"]
    step(worker, number, 1, "notes", note="Первая запись.")
    late = refused(worker, number, 1, "passing-on", body="police", how="phone", note="Звонила.")
    assert (late.code, late.status) == ("signal-changed", 409)
    told = late.model_extra or {}
    assert told["current"]["history"][-1]["note"] == "Первая запись."
    assert told["yours"]["note"] == "Звонила."


def test_steps_stand_in_their_order_and_days_are_possible(call: Call, worker: Worker) -> None:
    number = take(call, ALONE)["number"]
    assert refused(worker, number, 1, "closing", consequence="none").code == "signal-state"
    for day in ("2026-11-19", "2026-11-21"):
        wrong = refused(worker, number, 1, "check", checked_on=day, outcome="confirmed", note="н")
        assert wrong.code == "signal-date-wrong"
    step(worker, number, 1, "check", checked_on=TODAY, outcome="not_found", note="Дома никого.")
    again = refused(worker, number, 2, "check", checked_on=TODAY, outcome="confirmed", note="н")
    assert again.code == "signal-state"


def test_taken_twice_by_a_lost_answer_it_is_one(call: Call, worker: Worker) -> None:
    headers = {**call.headers, "Idempotency-Key": uuid4().hex}
    answers: list[httpx.Response] = [
        call.region.http.post("/v1/desk/signals", headers=headers, json=ALONE) for _ in range(2)
    ]
    assert answers[0].json() == answers[1].json()
    assert len(worker.get("signals").json()["signals"]) == 1


def test_an_unknown_number_is_said_to_be_unknown(worker: Worker) -> None:
    assert code_of(worker.get("signals/С-26-999999")) == "signal-unknown"


def test_a_history_with_a_gap_is_found(call: Call, worker: Worker) -> None:
    number = take(call, ALONE)["number"]
    step(worker, number, 1, "notes", note="Ещё.")
    with call.region.database.maintenance() as connection:
        assert CHECKS["signal-history-gap"](connection, call.region.clock.now) == 0
        connection.exec_driver_sql("UPDATE signals SET state = 'closed', outcome = 'confirmed'")
        assert CHECKS["signal-history-gap"](connection, call.region.clock.now) == 1
