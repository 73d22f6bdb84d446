"""The board counts what stands now and what was today; no exercises, no callers' names."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from sqlalchemy import insert

from backend.cases.tables import case_escalations, cases
from backend.contacts.service import presence
from backend.contacts.tables import call_backs
from backend.contacts.values import By
from tests.backend.app_http import code_of
from tests.backend.board.filling import contact_row, enter
from tests.backend.contacts.desk import Operator, add_line, add_operator
from tests.backend.region import Region


def board(region: Region) -> dict[str, Any]:
    answer = Operator(region, "irina", "supervisor").get("board")
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def test_an_empty_house(region: Region) -> None:
    told = board(region)
    assert told.pop("operators") == []
    assert told.pop("server_time")
    assert set(told.values()) == {0}


def test_it_counts_what_stands_and_what_was_today(region: Region) -> None:
    now = region.clock.now
    add_operator(region, "olga")
    enter(
        region,
        contact_row("ringing", now - timedelta(seconds=40), None),
        contact_row("ringing", now - timedelta(seconds=75)),
        contact_row("ringing", now - timedelta(seconds=300), direction="out"),  # nobody waits there
        contact_row("talking", now - timedelta(minutes=3)),
        contact_row("held", now - timedelta(minutes=4)),
        contact_row("wrap_up", now - timedelta(minutes=6)),
        contact_row("closed", now - timedelta(hours=2)),
        contact_row("lost", now - timedelta(hours=1), None),
        contact_row("closed", now - timedelta(days=1)),
        contact_row("lost", now - timedelta(days=1)),
        contact_row("closed", now - timedelta(hours=3), training=True),
        contact_row("ringing", now - timedelta(hours=1), training=True),
    )
    told = board(region)
    assert (told["waiting"], told["longest_wait_seconds"]) == (2, 75)
    assert (told["talking"], told["held"], told["wrap_up"]) == (1, 1, 1)
    assert (told["answered_today"], told["lost_today"]) == (4, 1)
    (olga,) = told["operators"]
    assert (olga["state"], olga["contacts"], olga["talk_seconds"], olga["wrap_up_seconds"]) == (
        "talking",
        4,
        200,  # of the two whose end is known
        30,
    )


def test_a_talk_whose_end_nobody_heard_has_no_length(region: Region) -> None:
    add_operator(region, "olga")
    enter(region, contact_row("wrap_up", region.clock.now - timedelta(hours=2), hang_up_lost=True))
    (olga,) = board(region)["operators"]
    assert (olga["contacts"], olga["talk_seconds"]) == (1, 0)


def test_what_each_operator_does(region: Region) -> None:
    now = region.clock.now
    for line, name in (("desk-1", "busy"), ("desk-2", "free"), ("desk-3", "resting")):
        add_line(region, line, "k" * 42 + line[-1])
        assert add_operator(region, name).sit(line).status_code == 200
    add_operator(region, "away")
    add_operator(region, "worker", "case_worker")  # answers no calls
    add_operator(region, "pupil")
    with region.database.maintenance() as connection:
        presence.put(connection, By("resting", now), "pause")
    enter(
        region,
        contact_row("wrap_up", now - timedelta(minutes=9), "busy"),
        contact_row("ringing", now - timedelta(seconds=5), "busy"),
        contact_row("talking", now - timedelta(minutes=5), "pupil", training=True),
    )
    told = {each["operator"]: each for each in board(region)["operators"]}
    assert {name: each["state"] for name, each in told.items()} == {
        "away": "away", "busy": "ringing", "free": "free", "pupil": "talking", "resting": "pause",
    }  # fmt: skip
    assert (told["pupil"]["training"], told["pupil"]["contacts"]) == (True, 0)
    assert told["free"]["line"] == "desk-2"


def test_promised_calls_and_terms(region: Region) -> None:
    now = region.clock.now
    ago = now - timedelta(days=3)
    first, second, third = enter(region, *(contact_row("closed", ago) for _ in range(3)))
    (exercise,) = enter(region, contact_row("closed", ago, training=True))
    promised = [
        {"call_back": f"b-{contact[:8]}", "contact": contact, "state": state, "wanted_at": now + wait,
         "tries": 0, "number_sealed": b"", "created_at": now}
        for contact, state, wait in (
            (first, "waiting", timedelta(minutes=-20)),
            (second, "waiting", timedelta(hours=2)),
            (third, "reached", timedelta(hours=-5)),
            (exercise, "waiting", timedelta(hours=-6)),  # promised in an exercise: counts nowhere
        )
    ]  # fmt: skip
    today = now.date()
    with region.database.maintenance() as connection:
        connection.execute(insert(call_backs), promised)
        for number, due, responsible in (
            ("О-26-000001", today - timedelta(days=1), ""),
            ("О-26-000002", today + timedelta(days=1), "operator:olga"),
            ("О-26-000003", today + timedelta(days=9), ""),
        ):
            connection.execute(insert(cases), case_row(number, due, responsible, now))
        for number, kind, due in (
            ("О-26-000001", "overdue", today - timedelta(days=1)),
            ("О-26-000002", "soon", today + timedelta(days=1)),
        ):
            row = {"number": number, "due_on": due, "kind": kind, "at": now}
            connection.execute(insert(case_escalations), row)
    told = board(region)
    assert (told["call_backs_waiting"], told["call_backs_due"]) == (2, 1)
    assert told["longest_call_back_seconds"] == 1200
    assert (told["cases_overdue"], told["cases_soon"], told["cases_unassigned"]) == (1, 1, 1)


def case_row(number: str, due: date, responsible: str, now: Any) -> dict[str, Any]:
    return {
        "number": number, "kind": "grievance", "regulation": "petition", "ground": "", "state": "registered",
        "version": 1, "channel": "paper", "opened_at": now, "registered_at": now, "due_on": due,
        "due_rule": "petition-answer", "provisional": False, "extended": False, "refusal": "",
        "responsible": responsible,
    }  # fmt: skip


def test_only_a_supervisor_sees_it_and_no_caller_is_named(region: Region) -> None:
    maria = region.person()
    enter(region, contact_row("talking", region.clock.now, None, person=maria))
    for role in ("operator", "case_worker", "auditor", "technician"):
        assert code_of(Operator(region, "x", role).get("board")) == "role-missing"
    answer = Operator(region, "irina", "supervisor").get("board")
    assert maria not in answer.text
    assert "Иванова" not in answer.text
