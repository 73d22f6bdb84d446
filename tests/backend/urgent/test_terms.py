"""Terms through a year without a calendar are provisional, and counted again when it appears."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from backend.maintenance.checks import CHECKS
from backend.urgent_rules import UrgentRules
from backend.watched_terms import watch_terms
from content.calendar import ProductionCalendar
from tests.backend.app_http import AppHttp
from tests.backend.identification.call import Call
from tests.backend.region import Region
from tests.backend.urgent.desk import RULES, Worker, form, with_kinds

ACT = {"given": ["hot-food"], "provided_on": "2026-11-20"}
NO_CALENDAR: UrgentRules = replace(RULES, terms=replace(RULES.terms, calendar=ProductionCalendar(())))


def with_calendar(region: Region, rules: UrgentRules) -> None:
    region.services = replace(region.services, urgent=rules, case_rules=rules.terms)
    region.http = AppHttp(region.services)


def test_a_year_without_a_calendar_says_so_and_is_counted_again(call: Call, worker: Worker) -> None:
    with_calendar(call.region, NO_CALENDAR)
    provided = worker.step(form(call, person=call.person), "act", act=ACT, provider="Центр")
    assert provided["due"]["provisional"] is True
    with_calendar(call.region, RULES)
    asyncio.run(watch_terms(call.region.services))
    seen = worker.get(f"urgent/{provided['number']}").json()
    assert (seen["due"]["provisional"], seen["due"]["on"]) == (False, "2026-11-27")
    assert seen["history"][-1]["action"] == "recounted"
    assert seen["history"][-1]["actor"] == "system:terms"
    assert seen["act"]["given"] == ["hot-food"]  # the content went on as it was sealed


def test_a_pack_that_lost_its_rule_refuses_by_name(call: Call, worker: Worker) -> None:
    with_kinds(call.region, replace(RULES, terms=replace(RULES.terms, deadlines={})))
    answer = call.send(
        "POST", "/v1/desk/urgent", {"kinds": ["hot-food"], "person": call.person, "text": {"trouble": "т"}}
    )
    assert answer.status_code == 503 and answer.json()["type"].endswith("/case-rules-missing")


def test_a_history_with_a_gap_is_found(call: Call, worker: Worker) -> None:
    look = CHECKS["urgent-history-gap"]
    provided = worker.step(form(call, person=call.person), "act", act=ACT, provider="Центр")
    with call.region.database.maintenance() as connection:
        assert look(connection, call.region.clock.now) == 0
        connection.exec_driver_sql("DELETE FROM urgent_steps WHERE version = 2")
        assert look(connection, call.region.clock.now) == 1
    assert provided["version"] == 2
