"""A booking as iCalendar (RFC 5545), for the citizen's own telephone; it names no person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from icalendar import Alarm, Calendar, Event

PRODUCT = "-//Okno//Okno//RU"
REMIND_BEFORE = timedelta(hours=2)


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """What stands in the calendar; moments are written in UTC, which every calendar shows in its own zone."""

    number: str
    title: str  # «Приём, поликлиника № 1»
    where: str  # address, room
    starts_at: datetime
    ends_at: datetime
    made_at: datetime
    cancelled: bool = False


def calendar_text(entry: CalendarEntry) -> str:
    """The whole file, lines ended by CRLF and folded at 75 octets."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "CANCEL" if entry.cancelled else "PUBLISH")
    event = Event()
    event.add("uid", f"{entry.number}@okno")
    event.add("dtstamp", entry.made_at)
    event.add("dtstart", entry.starts_at)
    event.add("dtend", entry.ends_at)
    event.add("summary", entry.title)
    event.add("location", entry.where)
    event.add("description", f"№ {entry.number}")
    event.add("status", "CANCELLED" if entry.cancelled else "CONFIRMED")
    event.add("class", "PRIVATE")
    if not entry.cancelled:
        event.add_component(_alarm(entry.title))
    calendar.add_component(event)
    return bytes(calendar.to_ical()).decode()


def _alarm(title: str) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", title)
    alarm.add("trigger", -REMIND_BEFORE)
    return alarm
