"""When offices answer; a place's own hours stand in the directory. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time

from content.calendar import REST, ProductionCalendar


@dataclass(frozen=True, slots=True)
class OfficeHours:
    """From `opens` to `closes`, by the region's clock, on working days."""

    opens: time
    closes: time

    def are_over(self, local: datetime, calendar: ProductionCalendar) -> bool:
        """Whether nobody answers now."""
        return calendar.kind(local.date()) in REST or not self.opens <= local.time() < self.closes
