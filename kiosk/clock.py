"""The kiosk's clocks: one that only goes forward, and the one on the wall."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from kiosk.flow.events import Ticked


class SystemClock:
    """Time as the system tells it, on the wall of the place where the kiosk stands."""

    def __init__(self, zone: str) -> None:
        """`zone`: a name of the IANA time zone database."""
        self._zone = ZoneInfo(zone)

    @staticmethod
    def now() -> float:
        """Seconds of a monotonic clock."""
        return time.monotonic()

    def wall(self) -> datetime:
        """The moment, with its time zone."""
        return datetime.now(UTC).astimezone(self._zone)

    def tick(self) -> Ticked:
        """The moment as the walk takes it."""
        wall = self.wall()
        return Ticked(self.now(), wall.strftime("%H:%M"), wall.date().isoformat())
