"""Moments as a form of the console writes them, by the clock on the wall of the region. Pure."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

FORMAT = "%Y-%m-%dT%H:%M"  # HTML's datetime-local


def written(moment: datetime, zone: ZoneInfo) -> str:
    return moment.astimezone(zone).strftime(FORMAT)


def read(text: str, zone: ZoneInfo) -> datetime | None:
    """None for what is no moment."""
    try:
        return datetime.strptime(text, FORMAT).replace(tzinfo=zone)
    except ValueError:
        return None
