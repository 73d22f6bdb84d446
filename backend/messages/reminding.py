"""Reminders: the day before, from ten in the morning by the clock of the place."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from backend.bookings.service import looking
from backend.bookings.values import News, Tell
from backend.messages import service
from backend.messages.values import Page, Upcoming

AT: Final = time(10)
FARTHEST: Final = timedelta(
    hours=40
)  # from ten in the morning to the end of the next day, and a clock change
AT_ONCE: Final = 50  # in one transaction


def page_from(now: datetime) -> Page:
    """The first page of a round."""
    return Page(now, "", now + FARTHEST, AT_ONCE)


def page_after(page: Page, found: Sequence[Upcoming]) -> Page | None:
    """The next page; None after the last."""
    if len(found) < page.most:
        return None
    return Page(found[-1].starts_at, found[-1].booking, page.until, page.most)


def is_due(upcoming: Upcoming, now: datetime) -> bool:
    """Whether its reminder's hour has come."""
    return reminder_at(upcoming) <= now


def reminder_at(upcoming: Upcoming) -> datetime:
    zone = ZoneInfo(upcoming.zone)
    day_before = upcoming.starts_at.astimezone(zone).date() - timedelta(days=1)
    return datetime.combine(day_before, AT, zone)


def remind(connection: Connection, due: Sequence[Upcoming], tell: Tell, now: datetime) -> None:
    """Queue a reminder for each, once; who booked after that hour has only just been told the time."""
    for upcoming in due:
        if not service.mark_reminded(connection, upcoming.booking, now):
            continue
        booked = looking.by_id(connection, upcoming.booking)
        has_changed = booked is None or booked.state != "confirmed" or booked.person is None
        if booked is None or has_changed or upcoming.created_at > reminder_at(upcoming):
            continue
        tell(connection, [News("reminder", booked)])
