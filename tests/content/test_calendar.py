"""The production calendar: published years to the day, any other by the law alone."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from content.calendar import CalendarYear, DayKind, ProductionCalendar, WorkedDay, faults_of
from content.loader import load

MARCH_8_MOVED = CalendarYear(
    2024,
    "act",
    days_off=(date(2024, 4, 29),),
    worked=(WorkedDay(date(2024, 4, 27), date(2024, 4, 29)),),
    shortened=(date(2024, 2, 22), date(2024, 4, 27)),
)


@pytest.fixture(scope="module")
def shipped() -> ProductionCalendar:
    return ProductionCalendar(load("ru").calendar)


@pytest.mark.parametrize(
    ("year", "days"),
    [
        (2013, 247),
        (2014, 247),
        (2015, 247),
        (2016, 247),
        (2017, 247),
        (2018, 247),
        (2019, 247),
        (2020, 248),
        (2021, 247),
        (2022, 247),
        (2023, 247),
        (2024, 248),
        (2025, 247),
        (2026, 247),
    ],
)
def test_working_days_of_a_year_are_those_published(
    shipped: ProductionCalendar, year: int, days: int
) -> None:
    """The yearly norms of the five-day week: days freed with pay count as worked in them."""
    days_of_year = [date(year, 1, 1) + timedelta(days=number) for number in range(366)]
    freed = sum(shipped.kind(day) is DayKind.OFF_WITH_PAY for day in days_of_year if day.year == year)
    assert shipped.working_days(date(year, 1, 1), date(year, 12, 31)) + freed == days


@pytest.mark.parametrize(
    ("day", "kind"),
    [
        (date(2026, 1, 3), DayKind.DAY_OFF),  # a Saturday within the holidays
        (date(2026, 1, 9), DayKind.DAY_OFF),  # moved
        (date(2026, 1, 10), DayKind.WEEKEND),
        (date(2026, 1, 12), DayKind.WORKING),
        (date(2026, 4, 30), DayKind.SHORTENED),
        (date(2024, 4, 27), DayKind.WORKING),  # a worked Saturday
        (date(2024, 11, 2), DayKind.SHORTENED),  # and a shortened one
        (date(2020, 4, 15), DayKind.OFF_WITH_PAY),
        (date(2020, 4, 18), DayKind.WEEKEND),  # a Saturday among days freed with pay
    ],
)
def test_known_days(shipped: ProductionCalendar, day: date, kind: DayKind) -> None:
    assert shipped.kind(day) is kind


def test_a_worked_saturday_keeps_the_hours_of_the_day_it_is_worked_for(shipped: ProductionCalendar) -> None:
    assert shipped.day(date(2024, 11, 2)).weekday == date(2024, 4, 30).weekday()


def test_a_year_nobody_published_has_the_holidays_of_the_law_and_is_provisional(
    shipped: ProductionCalendar,
) -> None:
    assert shipped.day(date(2030, 5, 9)).kind is DayKind.DAY_OFF
    assert shipped.day(date(2030, 5, 10)).provisional
    assert not shipped.day(date(2026, 5, 10)).provisional


def test_a_right_year_has_no_faults() -> None:
    assert list(faults_of(MARCH_8_MOVED)) == []


@pytest.mark.parametrize(
    ("year", "what"),
    [
        (CalendarYear(2024, "", days_off=(date(2023, 5, 8),)), "is not in 2024"),
        (
            CalendarYear(2024, "", worked=(WorkedDay(date(2024, 4, 27), date(2024, 4, 29)),)),
            "not among days_off",
        ),
        (
            CalendarYear(
                2024,
                "",
                days_off=(date(2024, 4, 29),),
                worked=(WorkedDay(date(2024, 4, 26), date(2024, 4, 29)),),
            ),
            "worked anyway",
        ),
        (CalendarYear(2024, "", shortened=(date(2024, 4, 27),)), "is not worked"),
    ],
)
def test_an_editors_slip_is_named(year: CalendarYear, what: str) -> None:
    assert any(what in fault[1] for fault in faults_of(year))
