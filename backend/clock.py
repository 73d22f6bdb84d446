"""The time as services get it: one moment a request, and the day it is in the region."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

Clock = Callable[[], datetime]


def utc_now() -> datetime:
    """The present moment, aware."""
    return datetime.now(UTC)


def day_in(moment: datetime, zone: ZoneInfo) -> date:
    """The calendar day people in the region have."""
    return moment.astimezone(zone).date()
