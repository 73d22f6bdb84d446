"""Slots of the demo region's first weeks, as rows: what the nightly opening of slots would make, but faster.

Hundreds of doctors share a few patterns of hours, so each pattern is cut into slots once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Connection

from backend.bookings.schedules import DayException, Hours, cut
from backend.bookings.tables import seats, slots
from backend.database.bulk import Row, insert_rows
from backend.demo.appointments import Capacity
from content.calendar import ProductionCalendar

_AS_TEXT = "%Y-%m-%d %H:%M:%S.%f"


@dataclass(frozen=True, slots=True)
class CutSlot:
    """A slot of a pattern, whoever keeps it; moments are UTC text."""

    stamp: str  # the end of its id
    starts_at: str
    ends_at: str
    substitute: str
    home_visit: bool


class SlotCutter:
    """Cuts hours into slots from one day to another, both inclusive."""

    def __init__(self, calendar: ProductionCalendar, since: date, until: date, zone: str) -> None:
        days = (since + timedelta(days=number) for number in range((until - since).days + 1))
        self._days = [(day, calendar.day(day)) for day in days]
        self._zone = zone
        self._known: dict[tuple[Hours, ...], list[CutSlot]] = {}

    def slots_of(self, hours: tuple[Hours, ...], exceptions: Sequence[DayException]) -> list[CutSlot]:
        """The slots of somebody with these hours."""
        if exceptions:
            return self._cut(hours, exceptions)
        if hours not in self._known:
            self._known[hours] = self._cut(hours, ())
        return self._known[hours]

    def _cut(self, hours: tuple[Hours, ...], exceptions: Sequence[DayException]) -> list[CutSlot]:
        return [
            CutSlot(
                f"{planned.starts_at:%Y%m%d%H%M}",
                f"{planned.starts_at:{_AS_TEXT}}",
                f"{planned.ends_at:{_AS_TEXT}}",
                planned.substitute,
                planned.home_visit,
            )
            for day, calendar_day in self._days
            for planned in cut(day, calendar_day, hours, exceptions, self._zone)
        ]


def enter_slots(connection: Connection, capacity: Capacity, cutter: SlotCutter) -> int:
    """Store slots with one seat each; how many."""
    hours: dict[str, list[Hours]] = defaultdict(list)
    for row in capacity.schedules:
        hours[row[0]].append(_hours_of(row))
    exceptions: dict[str, list[DayException]] = defaultdict(list)
    for row in capacity.exceptions:
        exceptions[row[0]].append(_exception_of(row))
    found = [
        row
        for name in capacity.names
        for row in _rows(name, cutter.slots_of(tuple(hours[name]), exceptions[name]))
    ]
    insert_rows(connection, slots, found)
    insert_rows(connection, seats, [(row[0], 1, "", "", "", "ordinary", "", None, 0) for row in found])
    return len(found)


def _rows(resource: str, cut_slots: Iterable[CutSlot]) -> Iterable[Row]:
    for slot in cut_slots:
        name = f"{resource}-{slot.stamp}"
        yield (
            name,
            resource,
            slot.starts_at,
            slot.ends_at,
            1,
            "open",
            slot.substitute,
            "",
            slot.home_visit,
        )


def _hours_of(row: Row) -> Hours:
    _, weekday, starts, valid_from, ends, _, minutes, capacity, room, home_visit, *_ = row
    since = date.fromisoformat(valid_from)
    return Hours(weekday, starts, ends, since, None, minutes, capacity, room, home_visit)


def _exception_of(row: Row) -> DayException:
    _, day, starts, kind, ends, minutes, capacity, substitute, room, _ = row
    return DayException(date.fromisoformat(day), starts, ends, kind, minutes, capacity, substitute, room)
