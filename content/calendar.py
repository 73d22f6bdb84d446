"""The production calendar: which days are worked, as the government publishes it year by year.

ТК РФ, ст. 95 (an hour less before a holiday), ст. 111 (days off), ст. 112 (holidays and moved days off).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from typing import Final

from msgspec import Struct

SATURDAY: Final = 5
# Month and day of what ст. 112 calls holidays, in its wording since 2012.
HOLIDAYS: Final = frozenset(
    {*((1, day) for day in range(1, 9)), (2, 23), (3, 8), (5, 1), (5, 9), (6, 12), (11, 4)}
)

Fault = tuple[tuple[str | int, ...], str, str]


class WorkedDay(Struct, frozen=True):
    """A Saturday or Sunday that is worked."""

    day: date
    instead_of: date  # the day off it gave: hours are those of that day of the week


class CalendarYear(Struct, frozen=True):
    """One published year, as exceptions to Saturdays, Sundays and the holidays of the law."""

    year: int
    source: str  # the act that moved the days
    days_off: tuple[date, ...] = ()
    off_with_pay: tuple[date, ...] = ()  # working days that a decree freed, with pay (2020, 2021)
    worked: tuple[WorkedDay, ...] = ()
    shortened: tuple[date, ...] = ()  # an hour less


class DayKind(Enum):
    WORKING = "working"
    SHORTENED = "shortened"
    WEEKEND = "weekend"  # a Saturday or Sunday like any other: who works then, works
    DAY_OFF = "day_off"  # a holiday, or a day off moved here
    OFF_WITH_PAY = "off_with_pay"  # nobody works, yet for many terms it is a working day


REST: Final = frozenset({DayKind.WEEKEND, DayKind.DAY_OFF, DayKind.OFF_WITH_PAY})
SHUT: Final = frozenset({DayKind.DAY_OFF, DayKind.OFF_WITH_PAY})
"""Nobody works whatever the weekday."""


@dataclass(frozen=True, slots=True)
class Day:
    """What a day is; `weekday` is the one whose hours are kept (0 = Monday)."""

    kind: DayKind
    weekday: int
    provisional: bool  # its year is not published yet: moved days off may still come


class ProductionCalendar:
    """Every published year; any other has its weekends and the holidays of the law."""

    def __init__(self, years: Iterable[CalendarYear]) -> None:
        self._years: Mapping[int, CalendarYear] = {year.year: year for year in years}

    def kind(self, day: date) -> DayKind:
        return self.day(day).kind

    def day(self, day: date) -> Day:
        year = self._years.get(day.year)
        if year is None:
            return Day(_by_law(day), day.weekday(), provisional=True)
        shortened = day in year.shortened
        for worked in year.worked:
            if worked.day == day:
                kind = DayKind.SHORTENED if shortened else DayKind.WORKING
                return Day(kind, worked.instead_of.weekday(), provisional=False)
        if day in year.days_off:
            return Day(DayKind.DAY_OFF, day.weekday(), provisional=False)
        if day in year.off_with_pay:
            return Day(DayKind.OFF_WITH_PAY, day.weekday(), provisional=False)
        kind = _by_law(day)
        if shortened and kind is DayKind.WORKING:
            kind = DayKind.SHORTENED
        return Day(kind, day.weekday(), provisional=False)

    def working_days(self, since: date, until: date) -> int:
        """Days on which a five-day week is worked between two days, both inclusive."""
        days = (since + timedelta(days=number) for number in range((until - since).days + 1))
        return sum(self.kind(day) not in REST for day in days)


def faults_of(year: CalendarYear) -> Iterator[Fault]:
    """What cannot be true of a published year."""
    named = {"days_off": year.days_off, "off_with_pay": year.off_with_pay, "shortened": year.shortened}
    for field, days in named.items():
        for number, day in enumerate(days):
            if day.year != year.year:
                yield (field, number), f"{day} is not in {year.year}", "Put it into the file of its year"
    worked = {each.day for each in year.worked}
    for number, day in enumerate(year.off_with_pay):
        if _by_law(day) is not DayKind.WORKING or day in year.days_off:
            remedy = "Name days that would have been worked"
            yield ("off_with_pay", number), f"{day} is a day off anyway", remedy
    for number, each in enumerate(year.worked):
        if each.day.year != year.year:
            yield ("worked", number), f"{each.day} is not in {year.year}", "Put it into the file of its year"
        if _by_law(each.day) is not DayKind.WEEKEND:
            remedy = "Name a Saturday or Sunday that is no holiday"
            yield ("worked", number), f"{each.day} is worked anyway, or a holiday", remedy
        if each.instead_of not in year.days_off:
            yield ("worked", number), f"{each.instead_of} is not among days_off", "Add it there"
    for number, day in enumerate(year.shortened):
        is_off = day in year.days_off or day in year.off_with_pay
        is_worked = day in worked or (_by_law(day) is DayKind.WORKING and not is_off)
        if day.year == year.year and not is_worked:
            remedy = "Shorten working days only; a Saturday must be under `worked`"
            yield ("shortened", number), f"{day} is not worked", remedy


def _by_law(day: date) -> DayKind:
    if (day.month, day.day) in HOLIDAYS:
        return DayKind.DAY_OFF
    return DayKind.WEEKEND if day.weekday() >= SATURDAY else DayKind.WORKING


BY_LAW_ALONE: Final = ProductionCalendar(())
"""No year is published: weekends and holidays."""
