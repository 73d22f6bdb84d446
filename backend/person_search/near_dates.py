"""Birth dates that may have been meant: day and month exchanged, a digit misheard. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date


def near(day: date) -> tuple[date, ...]:
    """Other days that one slip makes of this one."""
    found = {other for other in _slips(day) if other != day}
    return tuple(sorted(found))


def _slips(day: date) -> Iterator[date]:
    yield from _if_there_is(day.year, day.day, day.month)
    for step in (-10, -1, 1, 10):
        yield from _if_there_is(day.year + step, day.month, day.day)
    for month in range(1, 13):
        yield from _if_there_is(day.year, month, day.day)
    for number in range(1, 32):
        yield from _if_there_is(day.year, day.month, number)


def _if_there_is(year: int, month: int, number: int) -> Iterator[date]:
    try:
        yield date(year, month, number)
    except ValueError:
        return
