"""What a kiosk asks of events: what is on, and which seats are free."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import urlencode

from backend.calling.bookings import Ask
from backend.calling.failure import ClientFailure
from backend.contract.events import Events, SeatPlan


class EventCalls:
    """Methods block. Seats are held, confirmed and released as any others: see `BookingCalls`."""

    def __init__(self, ask: Ask) -> None:
        self._ask = ask

    def list_events(
        self,
        near: str = "",
        place: str = "",
        since: datetime | None = None,
        until: datetime | None = None,
        limit: int = 30,
    ) -> Events | ClientFailure:
        """What is on, of the nearest place first, or at one place only."""
        asked = {
            "near": near,
            "place": place,
            "from": "" if since is None else since.isoformat(),
            "to": "" if until is None else until.isoformat(),
            "limit": str(limit),
        }
        query = urlencode({name: value for name, value in asked.items() if value})
        return self._ask("GET", f"/v1/events?{query}", Events)

    def plan(self, slot: str) -> SeatPlan | ClientFailure:
        """The hall with what is free now; `plan-none` where seating is free."""
        return self._ask("GET", f"/v1/events/{slot}/plan", SeatPlan)
