"""Enters what is not cut from a schedule: an event's dates, with the seats of its hall."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from backend.bookings.repository import capacity
from backend.bookings.seat_state import OFF_PLAN
from backend.bookings.service.opening import slot_id


@dataclass(frozen=True, slots=True)
class NewSeat:
    """A seat of a date; `line` is OFF_PLAN where seats lie nowhere."""

    label: str = ""
    row: str = ""
    place: str = ""
    kind: str = "ordinary"
    price_kopecks: int = 0
    released_at: datetime | None = None
    zone: str = ""
    line: int = OFF_PLAN
    column: int = OFF_PLAN
    beside: int = 0


@dataclass(frozen=True, slots=True)
class NewDate:
    """A date and everything that can be had on it; seats are numbered from 1."""

    starts_at: datetime
    ends_at: datetime
    seats: Sequence[NewSeat]


def put_resource(connection: Connection, values: dict[str, Any]) -> None:
    """An event as a resource, new or changed; its dates stay as they are."""
    capacity.put_resource(connection, values)


def open_date(connection: Connection, resource: str, date: NewDate) -> str | None:
    """The new slot; None if there is one at this time already: it stays as it was sold."""
    standing = capacity.slots_between(connection, resource, date.starts_at, date.ends_at)
    if date.starts_at in standing:
        return None
    slot = slot_id(resource, date.starts_at)
    row = {
        "slot": slot,
        "resource": resource,
        "starts_at": date.starts_at,
        "ends_at": date.ends_at,
        "capacity": len(date.seats),
        "state": "open",
        "substitute": "",
        "room": "",
        "home_visit": False,
    }
    numbered = list(enumerate(date.seats, 1))
    capacity.add_slots(connection, [row], [_seat(slot, number, seat) for number, seat in numbered])
    lying = [(number, seat) for number, seat in numbered if seat.line != OFF_PLAN or seat.beside]
    capacity.add_positions(connection, [_position(slot, number, seat) for number, seat in lying])
    return slot


def _seat(slot: str, number: int, seat: NewSeat) -> dict[str, Any]:
    return {
        "slot": slot,
        "seat": number,
        "label": seat.label,
        "row": seat.row,
        "place": seat.place,
        "kind": seat.kind,
        "quota": "",
        "released_at": seat.released_at,
        "price_kopecks": seat.price_kopecks,
    }


def _position(slot: str, number: int, seat: NewSeat) -> dict[str, Any]:
    return {
        "slot": slot,
        "seat": number,
        "zone": seat.zone,
        "grid_line": seat.line,
        "grid_column": seat.column,
        "beside": seat.beside,
    }
