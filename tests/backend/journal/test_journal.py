"""The journal as an auditor reads it: by page, operator, day, purpose and person, on each database."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import httpx
import pytest
from sqlalchemy import Connection, select, update

from backend.audit import service as audit
from backend.audit.service import AuditEvent
from backend.audit.tables import audit_events
from backend.contract.journal import LINES_A_FILE, LINES_A_PAGE
from backend.journal.service import FILE_ACTION, LOOK_ACTION
from backend.people.tables import people
from tests.backend.app_http import code_of
from tests.backend.contacts.desk import Operator, add_operator
from tests.backend.region import Region

TODAY = date(2026, 11, 20)


def ask(region: Region, role: str = "auditor", **asked: object) -> httpx.Response:
    body: dict[str, Any] = {"begins": f"{TODAY - timedelta(days=6)}", "ends": f"{TODAY}", **asked}
    return Operator(region, "anna", role).post("journal", **body)


def read(region: Region, **asked: object) -> dict[str, Any]:
    answer = ask(region, "auditor", **asked)
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def enter(region: Region, *events: AuditEvent) -> None:
    with region.database.maintenance() as connection:
        audit.record(connection, *events)


def looks(region: Region, count: int, **changed: Any) -> list[AuditEvent]:
    """One a second, the last of them a second ago."""
    now = region.clock.now
    told = {"actor": "operator:olga", "action": "person.view", **changed}
    return [AuditEvent(now - timedelta(seconds=count - place), **told) for place in range(count)]


def with_snils(region: Region, person: str, snils: str) -> str:
    def work(connection: Connection) -> None:
        connection.execute(update(people).where(people.c.person == person).values(snils=snils))

    with region.database.maintenance() as connection:
        work(connection)
    return person


def own_looks(region: Region) -> list[tuple[str, str, str | None, str]]:
    with region.database.maintenance() as connection:
        statement = select(audit_events).where(audit_events.c.actor == "operator:anna")
        rows = connection.execute(statement.order_by(audit_events.c.event)).mappings()
        return [(row["action"], row["outcome"], row["person"], row["purpose"]) for row in rows]


def test_a_line_says_who_looked_at_whom_and_what_for(region: Region) -> None:
    add_operator(region, "olga")
    maria, petr = region.person(), region.person()
    seen = {"person": maria, "holder": petr, "purpose": "card-lost"}
    enter(
        region,
        *looks(region, 1, action="person.view.address", **seen),
        *looks(region, 1, actor="kiosk:k-1", action="booking.list", outcome="session-level"),
    )
    told = read(region)
    newest, first = told["lines"]
    assert (first["actor"], first["actor_name"]) == ("operator:olga", "Смирнова О. Н.")
    assert (first["action"], first["outcome"], first["purpose"]) == (
        "person.view.address",
        "done",
        "card-lost",
    )
    assert first["person"]["birth_year"] > 1900
    assert first["holder"]["short_name"]
    assert (newest["actor_name"], newest["outcome"], newest["person"]) == ("", "session-level", None)
    assert told["operators"] == [{"operator": "olga", "name": "Смирнова О. Н."}]
    assert told["older_than"] == 0


def test_page_by_page_every_line_once_also_of_one_moment(region: Region) -> None:
    """What is written meanwhile, as the auditor's own looks, moves no page."""
    now = region.clock.now
    enter(region, *(AuditEvent(now - timedelta(hours=1), "operator:olga", f"step.{n}") for n in range(70)))
    enter(region, *looks(region, 65))
    seen, older_than = [], 0
    for _ in range(3):
        told = read(region, older_than=older_than, operator="olga")
        seen += [line["event"] for line in told["lines"]]
        older_than = told["older_than"]
        region.clock.forward(minutes=1)
    assert (len(seen), older_than) == (135, 0)
    assert seen == sorted(seen, reverse=True)
    assert len(read(region, for_file=True, operator="olga")["lines"]) == 135 < LINES_A_FILE
    assert LINES_A_PAGE == 50


def test_by_operator_day_purpose_and_person(region: Region) -> None:
    maria = with_snils(region, region.person(), "11223344595")
    petr = region.person()
    enter(
        region,
        *looks(region, 1, actor="operator:olga", person=maria, purpose="pension"),
        *looks(region, 1, actor="operator:pavel", person=maria, purpose="card-lost"),
        *looks(region, 1, actor="operator:pavel", person=petr, purpose="card-lost"),
        AuditEvent(region.clock.now - timedelta(days=1), "operator:olga", "person.view", person=petr),
    )

    def found(**asked: object) -> list[tuple[str, str]]:
        return [(line["actor"], line["purpose"]) for line in read(region, **asked)["lines"]]

    assert found(operator="pavel") == [("operator:pavel", "card-lost")] * 2
    assert found(purpose="pension") == [("operator:olga", "pension")]
    assert found(begins=f"{TODAY - timedelta(days=1)}", ends=f"{TODAY - timedelta(days=1)}") == [
        ("operator:olga", "")
    ]
    assert found(number="112-233-445 95") == [("operator:pavel", "card-lost"), ("operator:olga", "pension")]
    assert read(region, number="112-233-445 95")["person"]["birth_year"] > 1900
    nobody = read(region, number="999-999-999 99")
    assert (nobody["lines"], nobody["person"]) == ([], None)


def test_by_the_number_of_a_card(region: Region) -> None:
    maria = region.person()
    card = region.card_of(maria)
    enter(region, *looks(region, 1, person=maria), *looks(region, 1, person=region.person()))
    (line,) = read(region, number=card.identity.serial, operator="olga")["lines"]
    assert line["person"]["birth_year"] > 1900


def test_the_auditor_s_own_look_is_a_line_too(region: Region) -> None:
    maria = with_snils(region, region.person(), "11223344595")
    read(region, purpose="pension")
    read(region, number="11223344595", for_file=True)
    read(region, number="00000000000")
    assert own_looks(region) == [
        (LOOK_ACTION, "done", None, "pension"),
        (FILE_ACTION, "done", maria, ""),
        (LOOK_ACTION, "person-unknown", None, ""),
    ]
    region.clock.forward(seconds=1)
    assert {line["action"] for line in read(region)["lines"]} == {LOOK_ACTION, FILE_ACTION}


@pytest.mark.parametrize("days", [("2026-11-20", "2026-11-19"), ("2026-08-01", "2026-11-01")])
def test_days_that_do_not_fit_are_refused_and_no_look(region: Region, days: tuple[str, str]) -> None:
    assert code_of(ask(region, begins=days[0], ends=days[1])) == "journal-period"
    assert own_looks(region) == []


@pytest.mark.parametrize("role", ["operator", "case_worker", "supervisor", "technician"])
def test_nobody_else_reads_it(region: Region, role: str) -> None:
    assert code_of(ask(region, role)) == "role-missing"
    assert own_looks(region) == []
