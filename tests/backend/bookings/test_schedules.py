"""Hours become slots: holidays, exceptions, zones, and the nights on which clocks change."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.bookings.schedules import DayException, Hours, cut, moment_of
from content.calendar import CalendarYear, ProductionCalendar, WorkedDay

CALENDAR = ProductionCalendar(
    [
        CalendarYear(
            2026,
            "act",
            days_off=(date(2026, 3, 9),),
            worked=(WorkedDay(date(2026, 3, 7), date(2026, 3, 9)),),
            shortened=(date(2026, 3, 6),),
        )
    ]
)
FRIDAY = date(2026, 3, 6)
MONDAY = date(2026, 3, 16)
MOSCOW = "Europe/Moscow"


def hours(weekday: int, starts: str = "09:00", ends: str = "10:00", minutes: int = 20) -> Hours:
    return Hours(weekday, starts, ends, date(2026, 1, 1), None, minutes, 1)


def local_times(day: date, *templates: Hours, exceptions: tuple[DayException, ...] = ()) -> list[str]:
    found = cut(day, CALENDAR.day(day), templates, exceptions, MOSCOW)
    return [slot.starts_at.astimezone(ZoneInfo(MOSCOW)).strftime("%H:%M") for slot in found]


def test_hours_are_cut_into_slots() -> None:
    assert local_times(MONDAY, hours(0)) == ["09:00", "09:20", "09:40"]
    assert local_times(MONDAY, hours(0, "09:00", "09:50")) == ["09:00", "09:20"], "a rest is no slot"


def test_other_days_and_times_outside_the_period_have_none() -> None:
    assert local_times(MONDAY, hours(1)) == []
    ended = Hours(0, "09:00", "10:00", date(2026, 1, 1), date(2026, 3, 15), 20, 1)
    assert local_times(MONDAY, ended) == []


def test_the_calendar_closes_shortens_and_moves() -> None:
    assert local_times(date(2026, 3, 9), hours(0)) == []
    assert local_times(FRIDAY, hours(4, "09:00", "11:00", 30)) == ["09:00", "09:30"]
    assert local_times(date(2026, 3, 7), hours(0), hours(5, "12:00", "13:00")) == ["09:00", "09:20", "09:40"]


def test_saturdays_are_worked_by_who_has_hours_then() -> None:
    assert local_times(date(2026, 3, 14), hours(5)) == ["09:00", "09:20", "09:40"]


def test_exceptions_close_add_and_replace() -> None:
    closed = DayException(MONDAY, "09:20", "09:40", "closed")
    assert local_times(MONDAY, hours(0), exceptions=(closed,)) == ["09:00", "09:40"]
    assert local_times(MONDAY, hours(0), exceptions=(DayException(MONDAY, "", "", "closed"),)) == []
    extra = DayException(MONDAY, "09:50", "11:00", "extra", minutes=10, capacity=2)
    assert local_times(MONDAY, hours(0), exceptions=(extra,))[3:] == [
        "10:00", "10:10", "10:20", "10:30", "10:40", "10:50",
    ]  # fmt: skip
    replaced = DayException(MONDAY, "", "", "replaced", substitute="Орлов П. С.", room="7")
    slots = cut(MONDAY, CALENDAR.day(MONDAY), [hours(0)], [replaced], MOSCOW)
    assert {(slot.substitute, slot.room) for slot in slots} == {("Орлов П. С.", "7")}


def test_extra_hours_open_also_a_holiday() -> None:
    holiday = date(2026, 3, 8)
    extra = DayException(holiday, "10:00", "11:00", "extra", minutes=30, capacity=1)
    assert local_times(holiday, hours(6), exceptions=(extra,)) == ["10:00", "10:30"]


def test_times_over_which_clocks_jump_are_no_slots() -> None:
    night = date(2026, 3, 29)  # Berlin: 02:00 → 03:00
    found = cut(night, CALENDAR.day(night), [hours(6, "01:30", "04:00", 30)], [], "Europe/Berlin")
    times = [slot.starts_at.astimezone(ZoneInfo("Europe/Berlin")).strftime("%H:%M") for slot in found]
    assert times == ["01:30", "03:00", "03:30"]
    assert all(slot.ends_at - slot.starts_at == timedelta(minutes=30) for slot in found)


def test_an_hour_that_comes_twice_is_worked_once() -> None:
    night = date(2026, 10, 25)  # Berlin: 03:00 → 02:00
    found = cut(night, CALENDAR.day(night), [hours(6, "01:30", "04:00", 30)], [], "Europe/Berlin")
    times = [slot.starts_at.astimezone(ZoneInfo("Europe/Berlin")).strftime("%H:%M") for slot in found]
    assert times == ["01:30", "02:00", "02:30", "03:00", "03:30"]
    assert all(slot.ends_at - slot.starts_at == timedelta(minutes=30) for slot in found)
    assert all(one.ends_at <= other.starts_at for one, other in pairwise(found))


def test_a_zone_that_changed_its_law() -> None:
    """Moscow left summer time for good in 2014; before, the same local hour was another moment."""
    assert moment_of(date(2014, 7, 1), 9 * 60, ZoneInfo(MOSCOW)) == datetime(2014, 7, 1, 5, tzinfo=UTC)
    assert moment_of(date(2026, 7, 1), 9 * 60, ZoneInfo(MOSCOW)) == datetime(2026, 7, 1, 6, tzinfo=UTC)


@pytest.mark.parametrize(
    "zone", ["Europe/Berlin", "Asia/Kamchatka", "America/Sao_Paulo", "Australia/Lord_Howe"]
)
@given(day=st.dates(date(2015, 1, 1), date(2030, 12, 31)), minutes=st.sampled_from([5, 15, 20, 45]))
def test_slots_of_any_day_anywhere_neither_overlap_nor_stretch(zone: str, day: date, minutes: int) -> None:
    whole = Hours(day.weekday(), "00:00", "24:00", day, None, minutes, 1)
    found = cut(day, ProductionCalendar([]).day(day), [whole], [], zone)
    assert all(slot.ends_at - slot.starts_at == timedelta(minutes=minutes) for slot in found)
    assert all(one.ends_at <= other.starts_at for one, other in pairwise(found))
