"""Small arithmetic with days."""

from __future__ import annotations

from datetime import date


def years_before(day: date, years: int) -> date:
    """The same day so many years earlier; 29 February becomes the 28th."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)


def month_start(day: date, months_back: int) -> date:
    """The first day of the month so many months before (negative: after) the day's own."""
    index = day.year * 12 + day.month - 1 - months_back
    return date(index // 12, index % 12 + 1, 1)


def next_day_of_month(today: date, day_of_month: int) -> date:
    """The next date after today that falls on this day of a month (1 to 28)."""
    this_month = today.replace(day=day_of_month)
    return this_month if this_month > today else month_start(today, -1).replace(day=day_of_month)
