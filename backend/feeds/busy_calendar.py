"""When a resource is busy, as iCalendar (RFC 5545, RFC 7986); it names nobody who booked. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from icalendar import Calendar, Event

from backend.bookings.service.exchanging import BusyTime
from backend.tickets.calendar_text import PRODUCT

REFRESH = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Feed:
    """One doctor's, office's or hall's."""

    resource: str
    title: str
    person_name: str
    busy: tuple[BusyTime, ...]


def feed_text(feed: Feed) -> bytes:
    """The whole calendar. The same bookings make the same bytes, so that nobody fetches them twice."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("name", ", ".join(part for part in (feed.title, feed.person_name) if part))
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    for time in feed.busy:
        calendar.add_component(_event(time))
    return bytes(calendar.to_ical())


def _event(time: BusyTime) -> Event:
    event = Event()
    event.add("uid", f"{time.slot}@okno")
    event.add("dtstamp", time.changed_at)
    event.add("dtstart", time.starts_at)
    event.add("dtend", time.ends_at)
    of_many = "" if time.capacity == 1 else f": {time.taken} из {time.capacity}"
    event.add("summary", f"Занято{of_many}")
    event.add("class", "PRIVATE")
    event.add("transp", "OPAQUE")
    return event
