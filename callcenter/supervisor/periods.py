"""The period a report is made of: what was chosen, and ready ones to choose. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

WEEKS_AT_FIRST: Final = 4
_DAY: Final = timedelta(days=1)
_WEEK: Final = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Days:
    """Both inclusive."""

    begins: date
    ends: date

    @property
    def query(self) -> str:
        return f"from={self.begins.isoformat()}&until={self.ends.isoformat()}"


def at_first(today: date) -> Days:
    """The last four whole weeks."""
    monday = today - timedelta(days=today.weekday())
    return Days(monday - WEEKS_AT_FIRST * _WEEK, monday - _DAY)


def ready(today: date) -> dict[str, Days]:
    """The last whole week, month, quarter and year, by name."""
    monday = today - timedelta(days=today.weekday())
    month, quarter = today.replace(day=1), date(today.year, (today.month - 1) // 3 * 3 + 1, 1)
    year = date(today.year, 1, 1)
    return {
        "week": Days(monday - _WEEK, monday - _DAY),
        "month": Days((month - _DAY).replace(day=1), month - _DAY),
        "quarter": Days(_quarter_before(quarter), quarter - _DAY),
        "year": Days(date(today.year - 1, 1, 1), year - _DAY),
    }


def _quarter_before(quarter: date) -> date:
    last = quarter - _DAY
    return date(last.year, (last.month - 1) // 3 * 3 + 1, 1)
