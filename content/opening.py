"""When a place is open: its hours as the pack gives them, at a minute, by the production calendar."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final

from content.calendar import SHUT, DayKind, ProductionCalendar
from content.model import Hours

WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
LOOK_AHEAD: Final = 14  # days: longer than the New Year's holidays


class State(StrEnum):
    OPEN = "open"
    ROUND_THE_CLOCK = "round_the_clock"
    BREAK = "break"
    CLOSED = "closed"
    DAY_OFF = "day_off"  # the calendar's, whatever the hours say


@dataclass(frozen=True, slots=True)
class Opening:
    """Whether a place is open; `until` is when that changes today, "" where it does not."""

    state: State
    until: str = ""
    opens_on: date | None = None  # the next day it opens, where it is not open now
    opens_at: str = ""
    shortened: bool = False  # the day before a holiday: many close an hour earlier
    provisional: bool = False  # the year's calendar is not published yet

    @property
    def is_open(self) -> bool:
        return self.state in (State.OPEN, State.ROUND_THE_CLOCK)


def weekdays_of(days: str) -> tuple[int, ...]:
    """The weekday numbers (Monday is 0) of "mon-fri", "sat" or "sat-mon"; several by comma."""
    numbers: list[int] = []
    for part in days.replace(" ", "").split(","):
        first, _, last = part.partition("-")
        start = WEEKDAYS.index(first)
        span = (WEEKDAYS.index(last or first) - start) % len(WEEKDAYS)
        numbers += [(start + step) % len(WEEKDAYS) for step in range(span + 1)]
    return tuple(numbers)


def hours_on(hours: tuple[Hours, ...], day: date) -> tuple[Hours, ...]:
    """The hours that hold on a day of the week, holidays aside."""
    return _of_weekday(hours, day.weekday())


def is_open(hours: tuple[Hours, ...], day: date, clock: str) -> bool:
    """Whether the place is open on `day` at `clock` («14:05»); a break counts as closed."""
    return any(
        entry.opens <= clock < entry.closes and not _in_break(entry, clock) for entry in hours_on(hours, day)
    )


def opening_at(hours: tuple[Hours, ...], now: datetime, calendar: ProductionCalendar) -> Opening:
    """How it stands at `now`, which is told by the clock of the place."""
    today, clock = now.date(), f"{now:%H:%M}"
    day = calendar.day(today)
    held = hours_in_force(hours, today, calendar)
    if any(entry.round_the_clock for entry in held):
        return Opening(State.ROUND_THE_CLOCK)
    shortened = day.kind is DayKind.SHORTENED
    for entry in held:
        if _in_break(entry, clock):
            return Opening(State.BREAK, entry.break_to, today, entry.break_to, shortened, day.provisional)
        if entry.opens <= clock < entry.closes:
            until = entry.break_from if clock < entry.break_from else entry.closes
            return Opening(State.OPEN, until, None, "", shortened, day.provisional)
    state = State.DAY_OFF if day.kind in SHUT else State.CLOSED
    return Opening(state, "", *_next(hours, now, calendar), shortened, day.provisional)


def hours_in_force(hours: tuple[Hours, ...], day: date, calendar: ProductionCalendar) -> tuple[Hours, ...]:
    """The hours of a day as the calendar has it: none on a holiday, a moved day keeps the other's hours."""
    known = calendar.day(day)
    held = _of_weekday(hours, known.weekday)
    if known.kind in SHUT:
        return tuple(entry for entry in held if entry.round_the_clock)
    return held


def _next(hours: tuple[Hours, ...], now: datetime, calendar: ProductionCalendar) -> tuple[date | None, str]:
    clock = f"{now:%H:%M}"
    for ahead in range(LOOK_AHEAD + 1):
        day = now.date() + timedelta(days=ahead)
        times = [entry.opens for entry in hours_in_force(hours, day, calendar)]
        later = [time for time in times if ahead or time > clock]
        if later:
            return day, min(later)
    return None, ""


def _of_weekday(hours: tuple[Hours, ...], weekday: int) -> tuple[Hours, ...]:
    return tuple(entry for entry in hours if weekday in weekdays_of(entry.days))


def _in_break(entry: Hours, clock: str) -> bool:
    return bool(entry.break_from) and entry.break_from <= clock < entry.break_to
