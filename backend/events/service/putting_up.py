"""Puts a provider's poster up: events, and dates with the seats of their halls."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection

from backend.bookings.service import staging
from backend.bookings.service.staging import NewDate, NewSeat
from backend.errors import Refused
from backend.events import repository
from backend.events.hall import HallPlan
from backend.events.poster import EventEntry, Poster
from backend.events.service import planning


@dataclass(frozen=True, slots=True)
class PutUp:
    """What was done; `standing` dates were open already and stay as they were sold."""

    events: int = 0
    opened: int = 0
    standing: int = 0

    def __add__(self, other: PutUp) -> PutUp:
        return PutUp(self.events + other.events, self.opened + other.opened, self.standing + other.standing)


def put_up(connection: Connection, poster: Poster, zone: str, now: datetime) -> PutUp:
    """Everything of the poster that is still to come; once more changes what is said, and adds dates."""
    total = PutUp()
    for entry in poster.events:
        total += _put_event(connection, entry, zone, now)
    return total


def _put_event(connection: Connection, entry: EventEntry, zone: str, now: datetime) -> PutUp:
    staging.put_resource(connection, _resource(entry, zone))
    said = {"resource": entry.event, "summary": entry.summary, "age_mark": entry.age_mark}
    repository.put_event(connection, said)
    version, hall = _hall(connection, entry)
    opened, standing = [], 0
    for dates in entry.dates:
        for starts_at in dates.moments(zone):
            if starts_at <= now:
                continue
            released_at = starts_at - timedelta(minutes=entry.released_minutes)
            seats = tuple(
                _free_seats(entry, released_at) if hall is None else _on_plan(entry, hall, released_at)
            )
            ends_at = starts_at + timedelta(minutes=dates.minutes)
            slot = staging.open_date(connection, entry.event, NewDate(starts_at, ends_at, seats))
            if slot is None:
                standing += 1
            else:
                opened.append(slot)
    if hall is not None:
        rows = [{"slot": slot, "plan": hall.plan, "version": version} for slot in opened]
        repository.add_event_plans(connection, rows)
    return PutUp(1, len(opened), standing)


def _resource(entry: EventEntry, zone: str) -> dict[str, object]:
    return {
        "resource": entry.event,
        "kind": "event",
        "title": entry.title,
        "provider": entry.place,
        "speciality": "",
        "person_name": "",
        "room": entry.room,
        "floor": entry.floor,
        "entrance": entry.entrance,
        "zone": zone,
        "rules": entry.rules.model_dump_json(),
        "active": True,
    }


def _hall(connection: Connection, entry: EventEntry) -> tuple[int, HallPlan | None]:
    if entry.plan is None:
        return 0, None
    found = planning.newest_plan(connection, entry.plan)
    if found is None:
        raise Refused("plan-none")
    return found


def _on_plan(entry: EventEntry, hall: HallPlan, released_at: datetime) -> Iterator[NewSeat]:
    for seat in hall.seats:
        yield NewSeat(
            label=hall.label(seat),
            row=seat.row,
            place=seat.place,
            kind=seat.kind,
            price_kopecks=entry.prices[seat.zone],
            released_at=None if seat.kind == "ordinary" else released_at,
            zone=seat.zone,
            line=seat.line,
            column=seat.column,
            beside=seat.beside,
        )


def _free_seats(entry: EventEntry, released_at: datetime) -> Iterator[NewSeat]:
    """Seats without names; a wheelchair place and its companion's come in pairs, after the others."""
    count = entry.seats or 0
    for _ in range(count):
        yield NewSeat(price_kopecks=entry.price)
    for number in range(entry.wheelchairs):
        place = count + 2 * number + 1
        yield NewSeat(kind="wheelchair", price_kopecks=entry.price, released_at=released_at)
        yield NewSeat(kind="companion", price_kopecks=entry.price, released_at=released_at, beside=place)
