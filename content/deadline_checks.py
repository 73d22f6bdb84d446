"""What is wrong with a deadline that its type does not see; its examples are counted again."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Final

from content.calendar import CalendarYear, ProductionCalendar
from content.deadlines import AT_ONCE, ROLLS, STAYS, UNITS, WORKING_DAYS, DeadlineRule, due
from content.suggestions import suggest

LONGEST: Final = 366

Fault = tuple[tuple[str | int, ...], str, str]


def faults_of(rule: DeadlineRule, known: Collection[str], years: tuple[CalendarYear, ...]) -> Iterator[Fault]:
    shape = list(_shape(rule, known))
    yield from shape
    if not shape:
        yield from _examples(rule, ProductionCalendar(years))


def _shape(rule: DeadlineRule, known: Collection[str]) -> Iterator[Fault]:
    if rule.unit not in UNITS:
        yield ("unit",), f"unknown unit {rule.unit!r}", f"Use one of: {', '.join(UNITS)}"
    if rule.roll not in ROLLS:
        yield ("roll",), f"unknown roll {rule.roll!r}", f"Use one of: {', '.join(ROLLS)}"
    if not (rule.length == 0 if rule.unit == AT_ONCE else 0 < rule.length <= LONGEST):
        yield ("length",), f"{rule.length} is no length", f"Write 1 to {LONGEST}, or 0 with {AT_ONCE}"
    if rule.unit in (AT_ONCE, WORKING_DAYS) and rule.roll != STAYS:
        yield ("roll",), "such a term never ends on a day of rest", f"Write {STAYS}"
    if rule.roll != STAYS and not rule.roll_source:
        yield ("roll_source",), "nobody says where an end on a day of rest goes", "Name the act or the choice"
    if not rule.legal_basis:
        yield ("legal_basis",), "no act is named", "Name the act and its article"
    if not rule.examples:
        yield ("examples",), "nothing is worked out", "Work at least one term out by hand"
    if rule.extends and rule.extends not in known:
        alike = suggest(rule.extends, list(known))
        remedy = f"Did you mean {alike}" if alike else "Use the id of a deadline of this pack"
        yield ("extends",), f"there is no deadline {rule.extends!r}", remedy


def _examples(rule: DeadlineRule, calendar: ProductionCalendar) -> Iterator[Fault]:
    for index, example in enumerate(rule.examples):
        counted = due(rule, example.begins, calendar).day
        if counted != example.due:
            what = f"by hand {example.due}, counted {counted}"
            yield ("examples", index), what, "Work it out again, or mend the rule or the calendar"
