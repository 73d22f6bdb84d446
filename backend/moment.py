"""Where and when a kiosk's request stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


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
