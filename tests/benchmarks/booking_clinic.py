"""A clinic to fight over: few doctors, few seats, people who may each have one booking a speciality."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import product
from typing import Any

from sqlalchemy import Connection, insert, select

from backend.bookings.repository import capacity
from backend.bookings.rules import ResourceRules
from backend.bookings.tables import slots
from backend.people.tables import people

SPECIALITIES = ("therapist", "surgeon", "dentist", "eye-doctor", "nurse")
DOCTORS_EACH = 2
DOCTORS = tuple(f"{speciality}-{number}" for speciality, number in product(SPECIALITIES, range(DOCTORS_EACH)))
SLOTS_EACH = 6
SEATS_EACH = 4
SEATS = len(SPECIALITIES) * DOCTORS_EACH * SLOTS_EACH * SEATS_EACH
PERSONS = 200
PROVIDER = "clinic-1"
HOLD_SECONDS = 30  # the least the rules allow: what is left behind runs out while the others still try
VISIT = timedelta(minutes=20)


def open_clinic(connection: Connection, level: int = 1) -> None:
    """Doctors whose slots begin tomorrow; `level` of identification is enough for them."""
    now = datetime.now(UTC)
    begin = now.replace(minute=0, second=0, microsecond=0) + timedelta(days=1)
    for doctor in DOCTORS:
        capacity.put_resource(connection, _doctor(doctor, level))
        rows = [_slot(doctor, begin + VISIT * each) for each in range(SLOTS_EACH)]
        capacity.add_slots(connection, rows, _seats(rows))


def enter_people(connection: Connection) -> None:
    """Invented, as many as there are clients."""
    now = datetime.now(UTC)
    connection.execute(insert(people), [_person(number, now) for number in range(PERSONS)])


def person_of(number: int) -> str:
    """The same in every process."""
    return f"person-{number}"


def slots_of(connection: Connection) -> tuple[str, ...]:
    """The slots of these doctors."""
    theirs = select(slots.c.slot).where(slots.c.resource.in_(DOCTORS)).order_by(slots.c.slot)
    return tuple(connection.execute(theirs).scalars())


def _doctor(doctor: str, level: int) -> dict[str, Any]:
    speciality = doctor.rpartition("-")[0]
    rules = ResourceRules(level=level, hold_seconds=HOLD_SECONDS, desk_hold_seconds=HOLD_SECONDS)
    return {
        "resource": doctor,
        "kind": "doctor",
        "title": speciality,
        "provider": PROVIDER,
        "speciality": speciality,
        "zone": "Europe/Moscow",
        "rules": rules.model_dump_json(),
        "active": True,
    }


def _slot(doctor: str, starts_at: datetime) -> dict[str, Any]:
    return {
        "slot": f"{doctor}-{starts_at:%Y%m%d%H%M}",
        "resource": doctor,
        "starts_at": starts_at,
        "ends_at": starts_at + VISIT,
        "capacity": SEATS_EACH,
        "state": "open",
        "home_visit": False,
    }


def _seats(rows: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    return ({"slot": row["slot"], "seat": seat + 1} for row, seat in product(rows, range(SEATS_EACH)))


def _person(number: int, now: datetime) -> dict[str, Any]:
    return {
        "person": person_of(number),
        "last_name": "Пробная",
        "first_name": "Мария",
        "sex": "f",
        "birth_date": date(1950, 1, 1),
        "birth_place": "г. Мурманск",
        "town": "Мурманск",
        "address": "ул. Пробная, д. 1",
        "registered_at": now,
    }
