"""Which entitlements run on a day, and what level 1 may count."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError

from backend.contract.people import EntitlementState
from backend.entitlements import service
from backend.entitlements.tables import entitlements
from content.model import NeutralGroup
from tests.backend.region import Region

TODAY = date(2026, 11, 20)
DAY = timedelta(days=1)
GROUPS = {"payment": NeutralGroup.PAYMENTS, "bus": NeutralGroup.TRANSPORT, "pills": NeutralGroup.MEDICINES}


def award(
    region: Region,
    person: str,
    measure: str,
    state: EntitlementState = "active",
    since: date = date(2025, 1, 1),
    until: date | None = None,
) -> None:
    row = {
        "entitlement": str(uuid4()),
        "person": person,
        "measure": measure,
        "state": state,
        "since": since,
        "until": until,
        "awarded_by": "Отделение СФР",
        "decision": "Решение № 1",
    }
    with region.database.maintenance() as connection:
        connection.execute(insert(entitlements), row)


def test_only_what_runs_today_is_counted_by_neutral_group(region: Region) -> None:
    person, neighbour = region.person(), region.person("Петрова", "Анна")
    award(region, person, "payment")
    award(region, person, "payment", until=TODAY)
    award(region, person, "payment", until=TODAY - DAY)
    award(region, person, "payment", since=TODAY + DAY)
    award(region, person, "bus", "suspended")
    award(region, person, "pills")
    award(region, person, "not-in-the-pack")
    award(region, neighbour, "bus")
    with region.database.maintenance() as connection:
        counts = service.counts(connection, person, TODAY, GROUPS)
    assert (counts.payments, counts.transport, counts.medicines, counts.services) == (2, 0, 1, 0)


def test_the_list_says_the_state_of_today_and_puts_running_ones_first(region: Region) -> None:
    person = region.person()
    award(region, person, "ended-by-date", until=TODAY - DAY)
    award(region, person, "not-yet", since=TODAY + DAY)
    award(region, person, "running")
    with region.database.maintenance() as connection:
        told = service.of_person(connection, person, TODAY)
    assert [(one.measure, one.state) for one in told] == [
        ("running", "active"),
        ("not-yet", "expected"),
        ("ended-by-date", "ended"),
    ]


@pytest.mark.parametrize(
    "wrong",
    [{"state": "promised"}, {"amount_kopecks": -1}, {"per": "fortnight"}, {"until": date(2024, 12, 31)}],
)
def test_the_database_refuses_an_impossible_award(region: Region, wrong: dict[str, object]) -> None:
    row = {
        "entitlement": str(uuid4()),
        "person": region.person(),
        "measure": "payment",
        "state": "active",
        "since": date(2025, 1, 1),
        "awarded_by": "СФР",
        "decision": "№ 1",
        **wrong,
    }
    with pytest.raises(IntegrityError), region.database.maintenance() as connection:
        connection.execute(insert(entitlements), row)
