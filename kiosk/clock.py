"""The kiosk's clocks: one that only goes forward, and the one on the wall."""

from __future__ import annotations

import time
from datetime import UTC, datetime

from kiosk.flow.events import Ticked


class SystemClock:
    """Time as the system tells it."""

    def now(self) -> float:
        """Seconds of a monotonic clock."""
        return time.monotonic()

    def wall(self) -> datetime:
        """The moment, with its time zone."""
        return datetime.now(UTC).astimezone()

    def tick(self) -> Ticked:
        """The moment as the walk takes it."""
        wall = self.wall()
        return Ticked(self.now(), wall.strftime("%H:%M"), wall.date().isoformat())
