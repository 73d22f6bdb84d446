"""A fresh demo region has a month of calls behind it: a board, reports, acts, signals and terms to show."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Connection, Table, func, select

from backend.board import service as board
from backend.cases.rulebook import rulebook_of
from backend.cases.service.keeping import Office as CaseOffice
from backend.cases.tables import cases
from backend.contacts.tables import contact_events, contacts
from backend.database.doors import Database
from backend.demo import callers
from backend.demo.call_centre import DAYS, CallCentre, enter_call_centre
from backend.demo.cases import enter_cases_of_callers
from backend.demo.filling import DemoPlan, fill
from backend.demo.staff import add_staff
from backend.maintenance.checks import CHECKS
from backend.quality.tables import quality_samples
from backend.reports import service as reports
from backend.signals.tables import signals
from backend.urgent.tables import urgent_services
from content.cache import load_or_compile
from content.pack import Pack
from tests.backend.region import START, TEST_VAULT

ZONE = ZoneInfo("Europe/Moscow")
SEED = 3
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load_or_compile("ru-mur")


def worked_a_month(database: Database, pack: Pack, people: int) -> CallCentre:
    today = START.astimezone(ZONE).date()
    personas = {
        each.person
        for each in fill(database, pack, DemoPlan(people, SEED, today, "51"), lambda _stored: None)
    }
    with database.maintenance() as connection:
        add_staff(connection, START, TEST_VAULT)
        found = callers.callers_of(connection, today, personas)
        assert not personas & {each.person for each in found}
        office = CaseOffice(rulebook_of(pack), TEST_VAULT)
        assert enter_cases_of_callers(connection, office, found, START, ZONE) > 15
    made, told = CallCentre(found, START, ZONE), list[int]()
    enter_call_centre(database, pack, TEST_VAULT, made, SEED, told.append)
    assert told == list(range(1, DAYS + 1))
    return made


def count(connection: Connection, table: Table, state: str) -> int:
    return connection.execute(select(func.count()).where(table.c.state == state)).scalar_one()


def test_the_board_the_reports_and_every_list_have_something_to_show(
    database: Database, pack: Pack, monkeypatch: pytest.MonkeyPatch
) -> None:
    centre = worked_a_month(database, pack, 700)
    with database.maintenance() as connection:
        look_at_the_board(connection, centre)
        look_at_the_reports(connection, centre)
        look_at_the_lists(connection)
        nobody_talks_with_two_at_once(connection)
        assert {code: check(connection, START) for code, check in CHECKS.items()} == dict.fromkeys(CHECKS, 0)
        monkeypatch.setattr(callers, "MOST_CALLERS", 50)
        some = callers.callers_of(connection, centre.today, ())
        assert len(some) == 50, "of a larger region no more telephone"


def look_at_the_board(connection: Connection, centre: CallCentre) -> None:
    shown = board.board(connection, board.Moment(START, centre.today, ZONE))
    assert shown.answered_today > 5
    assert (shown.call_backs_waiting, shown.call_backs_due) == (3, 2)
    assert shown.cases_overdue >= 1
    assert (shown.talking, shown.wrap_up, shown.waiting) == (0, 0, 0), "nobody is on the line"


def look_at_the_reports(connection: Connection, centre: CallCentre) -> None:
    period = reports.Period(centre.today - timedelta(days=DAYS), centre.today, ZONE)
    told = reports.report(connection, period, ("no-free-time", "not-available"), START)
    for name in ("contacts_by_topic", "contacts_by_district", "contacts_by_channel", "unmet_by_subject"):
        (counted,) = (each for each in told.tables if each.name == name)
        assert len(counted.lines) >= 3, name


def look_at_the_lists(connection: Connection) -> None:
    assert count(connection, urgent_services, "provided") >= 3
    assert count(connection, urgent_services, "assigned") >= 1
    for state in ("taken", "passed_on", "checked", "closed"):
        assert count(connection, signals, state) >= 1
    assert count(connection, cases, "answered") >= 8
    judged = connection.execute(select(func.count(quality_samples.c.score), func.count())).one()
    assert 0 < judged[0] < judged[1]


def nobody_talks_with_two_at_once(connection: Connection) -> None:
    talks = select(contacts.c.operator, contacts.c.started_at, contacts.c.ended_at)
    rows = connection.execute(talks.order_by(contacts.c.operator, contacts.c.started_at)).all()
    assert len(rows) == count(connection, contacts, "closed") + count(connection, contacts, "lost")
    for earlier, later in pairwise(rows):
        assert earlier.operator != later.operator or earlier.ended_at <= later.started_at
    assert rows[0].started_at > START - timedelta(days=DAYS)
    assert connection.execute(select(func.max(contact_events.c.at))).scalar_one() <= START


def test_the_same_seed_makes_the_same_calls(
    database: Database, second_database: Database, pack: Pack
) -> None:
    made = []
    for each in (database, second_database):
        worked_a_month(each, pack, 80)
        with each.maintenance() as connection:
            made.append(connection.execute(select(contacts).order_by(contacts.c.contact)).all())
    assert made[0] == made[1]
    assert 500 < len(made[0]) < 2500
