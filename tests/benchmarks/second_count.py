"""Terms counted a second time, from the calendar's files alone: no line of the product's counting is used.

It knows rest as one long row of days, and looks ends up in it; the product walks day by day.
"""

from __future__ import annotations

from bisect import bisect_right
from calendar import monthrange
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import yaml

FIRST, LAST = date(2012, 1, 1), date(2031, 12, 31)
ALWAYS_OFF = frozenset(
    {*(f"01-{day:02}" for day in range(1, 9)), "02-23", "03-08", "05-01", "05-09", "06-12", "11-04"}
)


class WorkedDays:
    """Ordinals of the days that a term counts, in order."""

    def __init__(self, folder: Path, freed_with_pay_counts: bool) -> None:
        worked = set()
        for ordinal in range(FIRST.toordinal(), LAST.toordinal() + 1):
            day = date.fromordinal(ordinal)
            if day.isoweekday() < 6 and f"{day:%m-%d}" not in ALWAYS_OFF:
                worked.add(ordinal)
        for file in sorted(folder.glob("*.yaml")):
            for year in yaml.safe_load(file.read_text(encoding="utf-8")):
                worked -= {day.toordinal() for day in year.get("days_off", ())}
                worked |= {moved["day"].toordinal() for moved in year.get("worked", ())}
                if not freed_with_pay_counts:
                    worked -= {day.toordinal() for day in year.get("off_with_pay", ())}
        self._row = sorted(worked)

    def nth_after(self, day: int, number: int) -> int:
        return self._row[bisect_right(self._row, day) + number - 1]

    def at_or_before(self, day: int) -> int:
        return self._row[bisect_right(self._row, day) - 1]

    def at_or_after(self, day: int) -> int:
        return self.nth_after(day - 1, 1)


def counted_again(rule: Mapping[str, Any], begins: date, rows: Mapping[bool, WorkedDays]) -> date:
    """The last day of a term, of a rule as its YAML file says it."""
    row, start = rows[rule.get("off_with_pay_counts", True)], begins.toordinal()
    if rule["unit"] == "at_once":
        return begins
    if rule["unit"] == "working_days":
        return date.fromordinal(row.nth_after(start, rule["length"]))
    if rule["unit"] == "months":
        month = begins.month + rule["length"]
        year, month = begins.year + (month - 1) // 12, (month - 1) % 12 + 1
        end = date(year, month, min(begins.day, monthrange(year, month)[1])).toordinal()
    else:
        end = start + rule["length"]
    if rule["roll"] == "previous" and row.at_or_before(end) > start:
        end = row.at_or_before(end)
    elif rule["roll"] != "stays":
        end = row.at_or_after(end)
    return date.fromordinal(end)
