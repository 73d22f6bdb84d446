"""A small provider for tests: doctors with slots, and the engine's services called as an endpoint would."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any, TypeVar

from sqlalchemy import Connection, func, select

from backend.bookings.numbers import draw_numbers
from backend.bookings.repository import capacity
from backend.bookings.rules import Channel, ResourceRules
from backend.bookings.service import confirming, ending, holding
from backend.bookings.service.searching import SlotQuery
from backend.bookings.tables import bookings
from backend.bookings.values import Asking, Booked, ByToken, Held, Wish, draw_hold
from backend.database.doors import Database
from backend.errors import Refused
from tests.backend.region import START

Result = TypeVar("Result")
TOMORROW = START + timedelta(days=1)
CLINIC = "clinic-1"


@dataclass
class House:
    """One database with resources in it; `now` is moved by hand."""

    database: Database
    now: datetime = START

    def run(self, work: Callable[[Connection], Result]) -> Result:
        """Through the door that requests use."""
        return asyncio.run(self.database.write(work))

    def forward(self, **by: float) -> None:
        self.now += timedelta(**by)

    def resource(self, resource: str = "therapist-1", **more: Any) -> str:
        rules = more.pop("rules", ResourceRules())
        row = {
            "resource": resource,
            "kind": "doctor",
            "title": "Терапевт",
            "provider": CLINIC,
            "speciality": "therapist",
            "person_name": "Соколова Е. В.",
            "room": "12",
            "floor": "2",
            "entrance": "Вход со двора",
            "zone": "Europe/Moscow",
            "rules": rules.model_dump_json(),
            "active": True,
            **more,
        }
        self.run(partial(capacity.put_resource, values=row))
        return resource

    def slot(
        self,
        resource: str = "therapist-1",
        starts_at: datetime = TOMORROW,
        *,
        seats: int = 1,
        minutes: int = 20,
        home_visit: bool = False,
        **seat: Any,
    ) -> str:
        slot = f"{resource}-{starts_at:%Y%m%d%H%M}"
        row = {
            "slot": slot,
            "resource": resource,
            "starts_at": starts_at,
            "ends_at": starts_at + timedelta(minutes=minutes),
            "capacity": seats,
            "state": "open",
            "substitute": "",
            "room": "",
            "home_visit": home_visit,
        }
        new_seats = [
            {"slot": slot, "seat": number, "quota": "", "released_at": None, "price_kopecks": 0, **seat}
            for number in range(1, seats + 1)
        ]
        self.run(partial(capacity.add_slots, new_slots=[row], new_seats=new_seats))
        return slot

    def asking(self, level: int = 1, channel: Channel = "kiosk", actor: str = "kiosk:k-1") -> Asking:
        return Asking(actor, channel, level, self.now)

    def hold(
        self, slot: str, person: str | None = None, *, asking: Asking | None = None, **wish: Any
    ) -> Held:
        wanted = Wish(slot, person, **wish)
        fresh = draw_hold(wanted.seats)
        work = partial(holding.hold, asking=asking or self.asking(), wish=wanted, fresh=fresh)
        return self.run(work)

    def confirm(self, held: Held, *, asking: Asking | None = None) -> tuple[Booked, ...]:
        fresh = draw_numbers(len(held.seats))
        proof = ByToken(held.token)
        asked = asking or self.asking()
        return self.run(partial(confirming.confirm, asking=asked, hold=held.hold, proof=proof, fresh=fresh))

    def book(self, slot: str, person: str | None = None, **wish: Any) -> Booked:
        return self.confirm(self.hold(slot, person, **wish))[0]

    def release(self, held: Held) -> None:
        proof = ByToken(held.token)
        self.run(partial(ending.release, asking=self.asking(), hold=held.hold, proof=proof))

    def expire(self) -> int:
        return self.run(partial(ending.expire, now=self.now))

    def states(self) -> dict[str, int]:
        """How many bookings are in each state."""
        counts = select(bookings.c.state, func.count()).group_by(bookings.c.state)
        return self.run(lambda connection: {row[0]: row[1] for row in connection.execute(counts)})

    def query(self, **more: Any) -> SlotQuery:
        query = SlotQuery("doctor", "therapist", (CLINIC,), self.now, self.now + timedelta(days=90))
        return replace(query, **more)


def refused(code: str, what: object) -> None:
    assert isinstance(what, Refused), what
    assert what.code == code
