"""Whether a place is open at a minute: hours, breaks, holidays, moved days, shortened ones."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from content.calendar import ProductionCalendar
from content.loader import load
from content.model import Hours
from content.opening import Opening, State, opening_at

CALENDAR = ProductionCalendar(load("ru").calendar)
OFFICE = (
    Hours("mon-thu", "09:00", "17:00", "13:00", "13:45"),
    Hours("fri", "09:00", "15:30"),
)
ALWAYS = (Hours("mon-sun", "00:00", "23:59"),)


def at(moment: str, hours: tuple[Hours, ...] = OFFICE) -> Opening:
    return opening_at(hours, datetime.fromisoformat(moment), CALENDAR)


@pytest.mark.parametrize(
    ("moment", "state", "until"),
    [
        ("2026-11-23T08:59", State.CLOSED, ""),
        ("2026-11-23T09:00", State.OPEN, "13:00"),
        ("2026-11-23T12:59", State.OPEN, "13:00"),
        ("2026-11-23T13:00", State.BREAK, "13:45"),
        ("2026-11-23T13:45", State.OPEN, "17:00"),
        ("2026-11-23T17:00", State.CLOSED, ""),
        ("2026-11-27T15:29", State.OPEN, "15:30"),
        ("2026-11-22T12:00", State.CLOSED, ""),  # a Sunday
        ("2026-11-04T12:00", State.DAY_OFF, ""),  # a holiday on a Wednesday
    ],
)
def test_a_minute_of_an_office(moment: str, state: State, until: str) -> None:
    opening = at(moment)
    assert (opening.state, opening.until) == (state, until)


@pytest.mark.parametrize(
    ("moment", "day", "time"),
    [
        ("2026-11-23T08:00", date(2026, 11, 23), "09:00"),
        ("2026-11-23T18:00", date(2026, 11, 24), "09:00"),
        ("2026-11-27T16:00", date(2026, 11, 30), "09:00"),
        ("2026-01-01T12:00", date(2026, 1, 12), "09:00"),  # over the New Year's holidays
    ],
)
def test_it_says_when_it_opens_again(moment: str, day: date, time: str) -> None:
    opening = at(moment)
    assert (opening.opens_on, opening.opens_at) == (day, time)


def test_a_worked_saturday_keeps_the_hours_of_the_day_it_stands_for() -> None:
    year = next(each for each in load("ru").calendar if each.worked)
    worked = year.worked[0]
    assert worked.day.weekday() >= 5 and worked.instead_of.weekday() < 5
    assert opening_at(OFFICE, datetime.fromisoformat(f"{worked.day}T10:00"), CALENDAR).is_open


def test_before_a_holiday_it_is_said_and_what_never_closes_is_open_on_one() -> None:
    assert at("2026-11-03T10:00").shortened
    assert not at("2026-11-23T10:00").shortened
    assert at("2026-01-01T03:00", ALWAYS) == Opening(State.ROUND_THE_CLOCK)


def test_a_year_without_a_calendar_says_so() -> None:
    assert at("2031-03-03T10:00").provisional
