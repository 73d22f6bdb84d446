"""When a place is open: its hours as the pack gives them, and whether it is open at a minute."""

from __future__ import annotations

from datetime import date

from content.model import Hours

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


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
    """The hours that hold on a day."""
    return tuple(entry for entry in hours if day.weekday() in weekdays_of(entry.days))


def is_open(hours: tuple[Hours, ...], day: date, clock: str) -> bool:
    """Whether the place is open on `day` at `clock` («14:05»); a break counts as closed."""
    return any(
        entry.opens <= clock < entry.closes and not _in_break(entry, clock) for entry in hours_on(hours, day)
    )


def _in_break(entry: Hours, clock: str) -> bool:
    return bool(entry.break_from) and entry.break_from <= clock < entry.break_to
