"""A visitor with a ticket, booked at a kiosk, for tests of the reader page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from backend.bookings.rules import ResourceRules
from tests.backend.bookings.house import House
from tests.backend.reception.desk import Citizen, known
from tests.backend.region import START
from tests.callcenter.consoles import ConsoleInTest

TODAY = START + timedelta(hours=3)


@dataclass
class Visitors:
    """Who books at this console's clinic."""

    console: ConsoleInTest

    def __post_init__(self) -> None:
        self.house = House(self.console.region.database)
        self.house.resource(rules=ResourceRules(level=0))
        self.kiosk = self.console.region.kiosk()

    def ticket(self, starts_at: datetime = TODAY) -> dict[str, Any]:
        """Of somebody with a card."""
        citizen = Citizen.with_card(self.console.region, self.kiosk)
        return citizen.book(self.house.slot(starts_at=starts_at))

    def nameless(self) -> dict[str, Any]:
        """Of somebody without one."""
        slot = self.house.slot(starts_at=TODAY + timedelta(hours=1))
        return Citizen(self.kiosk).book(slot, without_card=known())
