"""How long a reader keeps a library's book. Pure."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from content.calendar import REST, ProductionCalendar

LOAN: Final = timedelta(days=15)  # what most public libraries' rules give
_ONE_DAY: Final = timedelta(days=1)


def due_on(today: date, calendar: ProductionCalendar) -> date:
    """The last day to bring back what is lent today: never a day on which libraries may be shut."""
    day = today + LOAN
    while calendar.kind(day) in REST:
        day += _ONE_DAY
    return day
