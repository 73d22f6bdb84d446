"""Where and when a kiosk's request stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class Moment:
    """The kiosk that asks, the time, and the region's calendar day."""

    kiosk: str
    now: datetime
    today: date

    @property
    def actor(self) -> str:
        """The kiosk as the journal names it."""
        return f"kiosk:{self.kiosk}"


def day_of(moment: datetime, zone: str) -> date:
    """The calendar day there; `zone` is an IANA name."""
    return moment.astimezone(ZoneInfo(zone)).date()
