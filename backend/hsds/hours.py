"""Opening hours as HSDS tells them: weekly recurrences (RFC 5545), one for each span of a day. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from backend.hsds.ids import id_of
from content.model import Hours, Place
from content.opening import weekdays_of

DAYS: Final = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
HOLIDAYS: Final = "В праздники закрыто, перед ними могут закрыть на час раньше."
END_OF_DAY: Final = "23:59"


def schedules_of(place: Place, location: str, utc_offset_hours: int) -> list[dict[str, Any]]:
    """One for each span between opening, break and closing; times carry their offset from UTC."""
    offset = f"{utc_offset_hours:+03d}:00"
    found = []
    for entry in place.hours:
        byday = ",".join(DAYS[number] for number in weekdays_of(entry.days))
        for opens, closes in _spans(entry):
            found.append(
                {
                    "id": id_of("schedule", place.id, byday, opens),
                    "location_id": location,
                    "timezone": utc_offset_hours,
                    "wkst": "MO",
                    "freq": "WEEKLY",
                    "interval": 1,
                    "byday": byday,
                    "opens_at": f"{opens}{offset}",
                    "closes_at": f"{closes}{offset}",
                    "notes": "" if entry.round_the_clock else HOLIDAYS,
                }
            )
    return found


def _spans(entry: Hours) -> Iterator[tuple[str, str]]:
    closes = END_OF_DAY if entry.closes == "24:00" else entry.closes
    if entry.break_from:
        yield entry.opens, entry.break_from
        yield entry.break_to, closes
    else:
        yield entry.opens, closes
