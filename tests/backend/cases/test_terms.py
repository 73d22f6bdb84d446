"""Terms near their end, terms past it, and terms that were counted before the calendar was known."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from sqlalchemy import select

from backend.cases.rulebook import Rulebook
from backend.cases.service import watching
from backend.cases.service.keeping import Office
from backend.cases.tables import case_escalations
from backend.clock import day_in
from content.cache import load_or_compile
from content.calendar import CalendarYear, ProductionCalendar
from tests.backend.cases.conftest import RULES, Desk, with_rules
from tests.backend.region import TEST_VAULT, Region

YEARS = load_or_compile("ru").calendar


def watch(region: Region, rules: Rulebook = RULES) -> tuple[int, int]:
    """How many were escalated, and how many counted anew."""
    now = region.clock.now
    office, today = Office(rules, TEST_VAULT), day_in(now, region.services.zone)
    with region.database.maintenance() as connection:
        return (
            watching.escalate(connection, office, now, today),
            watching.recount(connection, office, now),
        )


def kinds(region: Region) -> list[str]:
    with region.database.maintenance() as connection:
        return sorted(connection.execute(select(case_escalations.c.kind)).scalars())


def test_two_working_days_before_and_after_the_term(region: Region, desk: Desk, maria: str) -> None:
    case = desk.register(desk.open(author=maria))
    assert case["due"]["on"] == "2026-12-18"  # a Friday
    region.clock.now += timedelta(days=25)  # Tuesday the 15th: three working days are left
    assert watch(region) == (0, 0)
    assert desk.get("case-terms").json()["cases"] == []
    region.clock.forward(days=1)
    assert watch(region) == (1, 0)
    assert watch(region) == (0, 0)  # once
    (line,) = desk.get("case-terms").json()["cases"]
    assert (line["number"], line["escalation"], line["due"]["overdue"]) == (case["number"], "soon", False)
    assert desk.get("case-terms?overdue=true").json()["cases"] == []
    region.clock.forward(days=3)
    assert watch(region) == (1, 0)
    (line,) = desk.get("case-terms?overdue=true").json()["cases"]
    assert (line["escalation"], line["due"]["overdue"]) == ("overdue", True)
    assert kinds(region) == ["overdue", "soon"]
    desk.must(desk.view(case), "answer", answer="Ответ")
    assert desk.get("case-terms").json()["cases"] == []


def test_rest_days_after_the_last_warned_day_are_warned_of_too() -> None:
    # From Wednesday 16 December two working days end on Friday; a term on Sunday leaves no more of them.
    assert RULES.warned_until(date(2026, 12, 16)) == date(2026, 12, 20)


def test_a_year_without_a_calendar_is_said_and_counted_again(region: Region, desk: Desk, maria: str) -> None:
    region.clock.now += timedelta(days=20)  # 10 December: thirty days end in 2027
    case = desk.register(desk.open(author=maria))
    # 9 January 2027 is a Saturday; back over the holidays of the law to the last day of 2026 that is worked.
    before = case["due"]
    assert before["provisional"]
    assert watch(region) == (0, 0)  # nothing is published yet
    moved = CalendarYear(2027, "Постановление", days_off=(date(2027, 2, 22),))
    published = replace(RULES, calendar=ProductionCalendar((*YEARS, moved)))
    with_rules(region, published)
    assert watch(region, published) == (0, 1)
    after = desk.view(case)
    assert not after["due"]["provisional"]
    assert after["history"][-1]["action"] == "recounted"
    assert after["history"][-1]["actor"] == "system:terms"
    assert after["text"] == case["text"]
    assert watch(region, published) == (0, 0)


def test_a_moved_day_off_moves_the_term(region: Region, desk: Desk, maria: str) -> None:
    """The control: where it is not counted again, the desk would promise a day nobody works."""
    region.clock.now += timedelta(days=33)  # 23 December: the thirtieth day is Friday 22 January
    case = desk.register(desk.open(author=maria))
    assert (case["due"]["on"], case["due"]["provisional"]) == ("2027-01-22", True)
    moved = CalendarYear(2027, "Постановление", days_off=(date(2027, 1, 22),))
    published = replace(RULES, calendar=ProductionCalendar((*YEARS, moved)))
    with_rules(region, published)
    assert desk.view(case)["due"]["on"] == "2027-01-22"
    assert watch(region, published) == (0, 1)
    assert desk.view(case)["due"]["on"] == "2027-01-21"


def test_lists_follow_one_another_and_name_nobody(region: Region, desk: Desk, maria: str) -> None:
    for _ in range(52):
        desk.open("enquiry")
    own = desk.open(author=maria)
    first = desk.get("cases").json()
    second = desk.get(f"cases?after={first['after']}").json()
    numbers = [line["number"] for page in (first, second) for line in page["cases"]]
    assert len(numbers) == len(set(numbers)) == 53
    assert second["after"] == ""
    assert "Иванова" not in str(first)
    (line,) = desk.get(f"cases?person={maria}").json()["cases"]
    assert line["number"] == own["number"]
    (line,) = desk.get("cases?state=prepared").json()["cases"]
    assert line["number"] == own["number"]
