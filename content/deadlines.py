"""By which day a body must act: terms of the law counted over the production calendar.

ГК РФ, ст. 190–194, are what a rule falls back on: a term begins the day after its event (191), a term in
months ends on the same date (192), one that ends on a day of rest moves to the next working day (193).
Regulations differ on the last, and courts on days freed with pay; both are properties of each rule.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from msgspec import Struct

from content.calendar import REST, DayKind, ProductionCalendar
from content.model import LegalBasis, Measure, Text

AT_ONCE: Final = "at_once"
CALENDAR_DAYS: Final = "calendar_days"
WORKING_DAYS: Final = "working_days"
MONTHS: Final = "months"
UNITS: Final = (AT_ONCE, CALENDAR_DAYS, WORKING_DAYS, MONTHS)

NEXT: Final = "next"
PREVIOUS: Final = "previous"
STAYS: Final = "stays"
ROLLS: Final = (NEXT, PREVIOUS, STAYS)

_FROM_APPLICATION: Final = Text("со дня подачи заявления", "from the application")
_ONE_DAY: Final = timedelta(days=1)
_MONTHS_A_YEAR: Final = 12


class DeadlineExample(Struct, frozen=True):
    """A term worked out by hand from the act and the calendar."""

    begins: date
    due: date
    why: str


class DeadlineRule(Struct, frozen=True):
    """A term: how long, from which event, and what becomes of days of rest."""

    id: str
    title: Text  # what is to be done by then
    event: Text  # «со дня регистрации»
    unit: str  # of UNITS
    length: int  # 0 with `at_once`
    roll: str  # where an end on a day of rest goes, of ROLLS
    legal_basis: tuple[LegalBasis, ...]
    off_with_pay_counts: bool = True  # days freed with pay are working days for this term
    extends: str = ""  # id of the rule whose end it begins at
    roll_source: str = ""  # where the act says nothing of days of rest: whose rule is followed
    examples: tuple[DeadlineExample, ...] = ()
    verified: bool = False  # whether it was read in the act's wording in force


@dataclass(frozen=True, slots=True)
class SkippedDay:
    """A day of rest that a term does not count, or that its end may not fall on."""

    day: date
    kind: DayKind


@dataclass(frozen=True, slots=True)
class Due:
    """The last day to act on, and how it was found."""

    day: date
    skipped: tuple[SkippedDay, ...]
    provisional: bool  # a year it runs through has no published calendar yet


def term_of_measure(measure: Measure) -> DeadlineRule | None:
    """The term in which its body decides an application; None where the law names no days."""
    term = measure.deadline
    if term.working_days:
        unit, length, roll = WORKING_DAYS, term.working_days, STAYS
    elif term.calendar_days:
        unit, length, roll = CALENDAR_DAYS, term.calendar_days, PREVIOUS  # the earlier end is safe to promise
    else:
        return None
    return DeadlineRule(measure.id, measure.title, _FROM_APPLICATION, unit, length, roll, measure.legal_basis)


def due(rule: DeadlineRule, begins: date, calendar: ProductionCalendar) -> Due:
    """When the term ends that the event of `begins` starts."""
    count = _Count(rule, calendar)
    match rule.unit:
        case "working_days":
            end = count.working_days(begins)
        case "calendar_days":
            end = count.settled(begins + timedelta(days=rule.length), begins)
        case "months":
            end = count.settled(_months_after(begins, rule.length), begins)
        case _:
            end = begins
    skipped = tuple(sorted(count.skipped, key=lambda each: each.day))
    return Due(end, skipped, count.is_provisional(begins, end))


class _Count:
    """One counting; keeps the days that it skips."""

    def __init__(self, rule: DeadlineRule, calendar: ProductionCalendar) -> None:
        self._rule = rule
        self._calendar = calendar
        self.skipped: list[SkippedDay] = []

    def working_days(self, begins: date) -> date:
        day = begins
        for _ in range(self._rule.length):
            day = self._worked_from(day + _ONE_DAY)
        return day

    def settled(self, end: date, begins: date) -> date:
        """The end of a term in other units, moved off a day of rest as the rule says."""
        if self._rule.roll == STAYS or not self._rests(end):
            return end
        if self._rule.roll == PREVIOUS and (earlier := self._last_worked(begins, end)) is not None:
            return earlier
        return self._worked_from(end)

    def is_provisional(self, begins: date, end: date) -> bool:
        """Whether a day that may still become a day of rest, or of work, could move the end."""
        if self._rule.unit == WORKING_DAYS:
            weighed = _days(begins + _ONE_DAY, end)
        elif self._rule.unit == AT_ONCE or self._rule.roll == STAYS:
            weighed = iter(())  # no calendar is asked
        else:
            weighed = iter([end, *(each.day for each in self.skipped)])
        return any(self._calendar.day(day).provisional for day in weighed)

    def _last_worked(self, begins: date, end: date) -> date | None:
        """None where all of the term is rest: it cannot end before it has begun."""
        for day in reversed(list(_days(begins + _ONE_DAY, end))):
            if not self._rests(day):
                self._skip(day + _ONE_DAY, end)
                return day
        return None

    def _worked_from(self, day: date) -> date:
        worked = day
        while self._rests(worked):
            worked += _ONE_DAY
        self._skip(day, worked - _ONE_DAY)
        return worked

    def _skip(self, first: date, last: date) -> None:
        self.skipped += (SkippedDay(day, self._calendar.kind(day)) for day in _days(first, last))

    def _rests(self, day: date) -> bool:
        kind = self._calendar.kind(day)
        if kind is DayKind.OFF_WITH_PAY:
            return not self._rule.off_with_pay_counts
        return kind in REST


def _months_after(day: date, months: int) -> date:
    """ГК РФ, ст. 192: the same date, or the last one of a shorter month."""
    number = day.year * _MONTHS_A_YEAR + day.month - 1 + months
    year, month = divmod(number, _MONTHS_A_YEAR)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _days(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=number) for number in range((last - first).days + 1))
