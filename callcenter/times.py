"""Moments and durations as the console writes them. Pure."""

from __future__ import annotations

from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from content.formats import day_and_month
from content.i18n import Words

MINUTE: Final = 60
HOUR: Final = 60 * MINUTE
DAY: Final = 24 * HOUR


def clock_time(moment: datetime, now: datetime, zone: ZoneInfo) -> str:
    """«12:03», or «21.11 12:03» on another day."""
    local = moment.astimezone(zone)
    if local.date() == now.astimezone(zone).date():
        return local.strftime("%H:%M")
    return local.strftime("%d.%m %H:%M")


def day_and_time(moment: datetime, zone: ZoneInfo, language: str) -> str:
    """«23 ноября, 09:00»"""
    local = moment.astimezone(zone)
    return f"{day_and_month(local.date(), language)}, {local:%H:%M}"


def duration(seconds: float, words: Words) -> str:
    """«3 д 4 ч», «5 ч 12 мин», «12 мин», «40 с»: the two largest units."""
    whole = int(seconds)
    if whole >= DAY:
        return words("duration.days", days=whole // DAY, hours=whole % DAY // HOUR)
    if whole >= HOUR:
        return words("duration.hours", hours=whole // HOUR, minutes=whole % HOUR // MINUTE)
    if whole >= MINUTE:
        return words("duration.minutes", minutes=whole // MINUTE)
    return words("duration.seconds", seconds=whole)
