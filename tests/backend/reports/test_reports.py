"""A period's report, counted by each database: by one feature at a time, no exercises, no other days."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import insert, select

from backend.audit.tables import audit_events
from backend.bookings.tables import resources
from backend.cases.tables import case_escalations, cases
from backend.requests.tables import request_items, request_versions, requests
from backend.stock.tables import items
from backend.unmet import service as unmet
from backend.unmet.service import InVain
from tests.backend.app_http import AppHttp, code_of
from tests.backend.board.filling import contact_row, enter
from tests.backend.contacts.desk import Operator, add_operator
from tests.backend.region import Region

MOSCOW = ZoneInfo("Europe/Moscow")
BEGINS, ENDS = date(2026, 11, 1), date(2026, 11, 30)
NOON = datetime(2026, 11, 10, 12, tzinfo=MOSCOW)


def report(region: Region, begins: date = BEGINS, ends: date = ENDS) -> dict[str, Any]:
    answer = Operator(region, "irina", "supervisor").get(f"reports?from={begins}&until={ends}")
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def table(told: dict[str, Any], name: str) -> dict[str, int]:
    (found,) = (each for each in told["tables"] if each["name"] == name)
    return {f"{line['kind']}:{line['id']}".lstrip(":"): line["count"] for line in found["lines"]}


def several(count: int, **changed: Any) -> list[dict[str, Any]]:
    return [contact_row("closed", NOON + timedelta(minutes=place), **changed) for place in range(count)]


def test_contacts_by_one_feature_at_a_time(region: Region) -> None:
    add_operator(region, "olga")
    maria = region.person()
    enter(
        region,
        *several(7, topic="card-lost", outcome="answered", person=maria),
        *several(6, topic="pension", outcome="no-places", channel="visit"),
        *several(9, topic="pension", training=True),
        contact_row("closed", datetime(2026, 10, 31, 23, 59, tzinfo=MOSCOW), topic="card-lost"),
        contact_row("closed", datetime(2026, 12, 1, 0, 0, tzinfo=MOSCOW), topic="card-lost"),
        contact_row("lost", NOON, None),
    )
    told = report(region)
    assert table(told, "contacts_by_topic") == {"card-lost": 7, "pension": 6}
    assert table(told, "contacts_by_channel") == {"phone": 7, "visit": 6}
    assert table(told, "contacts_by_outcome") == {"answered": 7, "no-places": 6}
    assert table(told, "contacts_by_district") == {"Мурманск": 7, "": 6}
    (load,) = told["operators"]
    assert (load["name"], load["contacts"]) == ("Смирнова О. Н.", 13)
    assert (load["talk_seconds"], load["wrap_up_seconds"]) == (1300, 390)
    assert len(told["parts"]) == 30
    assert [(each["answered"], each["lost"]) for each in told["parts"] if each["begins"] == "2026-11-10"] == [
        (13, 1)
    ]
    assert sum(each["answered"] for each in told["parts"]) == 13


def test_a_period_s_first_and_last_day_are_the_region_s(region: Region) -> None:
    enter(
        region,
        *(
            contact_row("closed", moment, topic="t")
            for moment in (
                datetime(2026, 11, 1, 0, 0, tzinfo=MOSCOW),
                datetime(2026, 11, 30, 23, 59, 59, tzinfo=MOSCOW),
            )
            for _ in range(3)
        ),
    )
    assert table(report(region), "contacts_by_topic") == {"t": 6}


def test_few_are_told_nowhere(region: Region) -> None:
    enter(region, *several(8, topic="pension"), *several(3, topic="violence"), *several(2, topic="debts"))
    answer = Operator(region, "irina", "supervisor").get(f"reports?from={BEGINS}&until={ENDS}")
    assert table(answer.json(), "contacts_by_topic") == {"pension": 8, "*": 5}
    assert "violence" not in answer.text


def test_a_longer_period_is_told_by_weeks_and_by_months(region: Region) -> None:
    def parts(begins: date, ends: date) -> list[tuple[str, str]]:
        return [(each["begins"], each["ends"]) for each in report(region, begins, ends)["parts"]]

    by_week = parts(date(2026, 9, 2), date(2026, 10, 31))
    assert (by_week[0], by_week[1]) == (("2026-09-02", "2026-09-06"), ("2026-09-07", "2026-09-13"))
    by_month = parts(date(2025, 12, 15), date(2026, 11, 14))
    assert (by_month[0], by_month[-1]) == (("2025-12-15", "2025-12-31"), ("2026-11-01", "2026-11-14"))
    assert len(by_month) == 12


def test_cases_by_kind_and_term(region: Region) -> None:
    today = region.clock.now.date()
    training = enter(region, contact_row("closed", NOON, training=True))[0]
    rows = [
        *(case_row(f"О-26-{n:06}", "answered") for n in range(6)),
        *(case_row(f"О-26-{n:06}", "answered") for n in range(10, 15)),
        *(case_row(f"О-26-{n:06}", "registered", today - timedelta(days=2)) for n in range(20, 25)),
        *(case_row(f"О-26-{n:06}", "registered", today + timedelta(days=2)) for n in range(30, 35)),
        *(case_row(f"О-26-{n:06}", "registered", today + timedelta(days=20)) for n in range(40, 45)),
        *(case_row(f"Ж-26-{n:06}", "prepared", kind="complaint") for n in range(5)),
        *(case_row(f"О-26-{n:06}", "prepared", contact=training) for n in range(50, 59)),
    ]
    with region.database.maintenance() as connection:
        for row in rows:
            connection.execute(insert(cases), row)
        for n in range(10, 15):
            late = {"number": f"О-26-{n:06}", "due_on": today, "kind": "overdue", "at": NOON}
            connection.execute(insert(case_escalations), late)
    told = report(region)
    assert table(told, "cases_by_kind") == {"grievance": 26, "complaint": 5}
    assert table(told, "cases_by_term") == {
        "done_in_time": 6, "done_late": 5, "overdue": 5, "soon": 5, "running": 5, "no_clock": 5,
    }  # fmt: skip


def case_row(number: str, state: str, due: date | None = None, **changed: object) -> dict[str, Any]:
    return {
        "number": number, "kind": "grievance", "regulation": "petition", "ground": "", "state": state,
        "version": 1, "channel": "paper", "opened_at": NOON, "registered_at": None, "due_on": due,
        "due_rule": "petition-answer" if due else "", "provisional": False, "extended": False, "refusal": "",
        "responsible": "", "contact": None, **changed,
    }  # fmt: skip


def test_requests_by_what_they_ask_for_and_when_it_is_due(region: Region) -> None:
    person, today = region.person(), region.clock.now.date()
    with region.database.maintenance() as connection:
        for place in range(6):
            number = f"26-{place:06}"
            row = {
                "number": number, "delivery_key": uuid4().hex, "receipt_code": f"R{place}",
                "kiosk": "kiosk-1", "applicant": person, "beneficiary": person, "filed_at": NOON,
                "received_at": NOON, "proof": "session", "state": "received", "version": 1,
                "decide_by": today - timedelta(days=1),
            }  # fmt: skip
            connection.execute(insert(requests), row)
            version = {"number": number, "version": 1, "delivery_key": uuid4().hex, "at": NOON,
                       "contact": "{}", "answers": "{}", "pack_hash": "ab"}  # fmt: skip
            connection.execute(insert(request_versions), version)
            item = {"number": number, "version": 1, "position": 1, "measure": "monthly-cash-payment",
                    "kind": "guaranteed"}  # fmt: skip
            connection.execute(insert(request_items), item)
    told = report(region)
    assert table(told, "requests_by_subject") == {"monthly-cash-payment": 6}
    assert table(told, "requests_by_channel") == {"kiosk": 6}
    assert table(told, "requests_by_district") == {"Мурманск": 6}
    assert table(told, "requests_by_term") == {"overdue": 6}


def test_unmet_needs_of_calls_bookings_and_goods(region: Region) -> None:
    services = replace(region.services, unmet_outcomes=("no-places",))
    region.services, region.http = services, AppHttp(services)
    enter(region, *several(6, topic="kindergarten", outcome="no-places"), *several(5, outcome="answered"))
    resource = {
        "resource": "c-1", "kind": "doctor", "title": "Кардиолог", "provider": "clinic-1",
        "speciality": "cardiologist", "zone": "Europe/Moscow", "rules": "{}", "active": True,
    }  # fmt: skip
    item = {"item": "insulin", "kind": "medicine", "title": "Инсулин", "prescription": True,
            "concessionary": True}  # fmt: skip
    with region.database.maintenance() as connection:
        connection.execute(insert(resources), resource)
        connection.execute(insert(items), item)
        for place in range(5):
            for wish in (
                InVain("booking", "cardiologist", "kiosk", f"kiosk-{place}"),
                InVain("goods", "insulin", "phone", f"op-{place}"),
                InVain("search", "medicine", "kiosk", f"kiosk-{place}"),
            ):
                assert unmet.note(connection, wish, NOON)
    told = report(region)
    assert table(told, "unmet_by_kind") == {"call": 6, "booking": 5, "goods": 5, "search": 5}
    assert table(told, "unmet_by_subject") == {
        "call:kindergarten": 6, "booking:cardiologist": 5, "goods:insulin": 5, "search:medicine": 5,
    }  # fmt: skip
    (subjects,) = (each for each in told["tables"] if each["name"] == "unmet_by_subject")
    assert {line["title"] for line in subjects["lines"]} == {"", "Кардиолог", "Инсулин"}


@pytest.mark.parametrize(
    ("begins", "ends"),
    [("2026-11-01", "2026-11-06"), ("2025-01-01", "2026-11-01"), ("2026-11-30", "2026-11-01")],
)
def test_too_few_and_too_many_days_are_refused(region: Region, begins: str, ends: str) -> None:
    irina = Operator(region, "irina", "supervisor")
    assert code_of(irina.get(f"reports?from={begins}&until={ends}")) == "report-period"


def test_who_looks_stands_in_the_journal(region: Region) -> None:
    report(region)
    with region.database.maintenance() as connection:
        actions = list(connection.execute(select(audit_events.c.actor, audit_events.c.action)))
    assert ("operator:irina", "report.view") in [tuple(each) for each in actions]
    assert Operator(region, "x", "auditor").get(f"reports?from={BEGINS}&until={ENDS}").status_code == 200
    assert code_of(Operator(region, "x").get(f"reports?from={BEGINS}&until={ENDS}")) == "role-missing"
    irina = Operator(region, "irina", "supervisor")
    assert code_of(irina.get("reports?from=2026-13-01&until=2026-12-01")) == "parameter-invalid"
