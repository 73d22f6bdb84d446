"""A made-up town of clinics whose doctors receive for sixty days, partly booked, as rows in bulk.

Of what comes soon most is booked, of what comes late little; in every fifth clinic a speciality is booked
out for weeks, so that a search has to go on to the next clinic.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from math import hypot
from random import Random

from sqlalchemy import Connection

from backend.bookings.rules import ResourceRules
from backend.bookings.tables import bookings, resources, seats, slots
from backend.database.bulk import Row, insert_rows

STAFF = (  # of a clinic
    *("therapist",) * 4,
    *("surgeon",) * 2,
    *("dentist",) * 2,
    "neurologist",
    "ophthalmologist",
)
DAYS = 60
SLOTS_A_DAY = 10
FIRST_HOUR, MINUTES = 6, 20  # UTC
BOOKED_OUT_DAYS = 45
SEED = 23
AS_TEXT = "%Y-%m-%d %H:%M:%S.%f"


@dataclass(frozen=True)
class Town:
    """`doctors` in clinics of ten; the same number gives the same town."""

    doctors: int
    today: datetime  # midnight in UTC

    @property
    def clinics(self) -> int:
        return self.doctors // len(STAFF)

    @cached_property
    def _places(self) -> tuple[tuple[float, float], ...]:
        chance = Random(SEED)
        return tuple((chance.random(), chance.random()) for _ in range(self.clinics))

    def nearest_to(self, clinic: int, most: int) -> tuple[str, ...]:
        """Ids of the nearest clinics, this one first."""
        x, y = self._places[clinic]
        order = sorted(
            range(self.clinics),
            key=lambda other: hypot(self._places[other][0] - x, self._places[other][1] - y),
        )
        return tuple(clinic_id(number) for number in order[:most])

    def fill(self, connection: Connection) -> int:
        """Store doctors, slots, seats and bookings; how many slots."""
        insert_rows(connection, resources, list(self._doctors()))
        made = 0
        for clinic in range(self.clinics):
            found = list(self._slots_of(clinic))
            insert_rows(connection, slots, [row for row, _ in found])
            insert_rows(
                connection, seats, [(row[0], 1, "", "", "", "ordinary", "", None, 0) for row, _ in found]
            )
            booked = [row[0] for row, is_booked in found if is_booked]
            insert_rows(
                connection, bookings, [self._booking(slot, made + at) for at, slot in enumerate(booked)]
            )
            made += len(found)
        return made

    def _doctors(self) -> Iterator[Row]:
        rules = ResourceRules().model_dump_json(exclude_defaults=True)
        for clinic in range(self.clinics):
            for number, speciality in enumerate(STAFF):
                doctor = doctor_id(clinic, number)
                name, room = f"Врач {doctor}", f"{number + 100}"
                title, zone = speciality.capitalize(), "Europe/Moscow"
                place = clinic_id(clinic)
                yield (doctor, "doctor", title, place, speciality, name, room, "1", "", zone, rules, True)

    def _slots_of(self, clinic: int) -> Iterator[tuple[Row, bool]]:
        chance = Random(SEED + 1 + clinic)
        booked_out = chance.choice(STAFF) if chance.random() < 0.2 else ""
        for number, speciality in enumerate(STAFF):
            doctor = doctor_id(clinic, number)
            for day in range(DAYS):
                share = max(0.2, 0.95 - 0.03 * day)
                if speciality == booked_out and day < BOOKED_OUT_DAYS:
                    share = 1.0
                morning = self.today + timedelta(days=day, hours=FIRST_HOUR)
                for turn in range(SLOTS_A_DAY):
                    starts_at = morning + timedelta(minutes=MINUTES * turn)
                    ends_at = starts_at + timedelta(minutes=MINUTES)
                    slot = f"{doctor}-{starts_at:%Y%m%d%H%M}"
                    begins, ends = f"{starts_at:{AS_TEXT}}", f"{ends_at:{AS_TEXT}}"
                    row = (slot, doctor, begins, ends, 1, "open", "", "", False)
                    yield row, chance.random() < share

    def _booking(self, slot: str, number: int) -> Row:
        values = {
            "booking": slot,
            "party": slot,
            "slot": slot,
            "seat": 1,
            "booked_by": "kiosk:bench",
            "channel": "kiosk",
            "level": 1,
            "state": "confirmed",
            "created_at": f"{self.today:{AS_TEXT}}",
            "category": "",
            "price_kopecks": 0,
            "note_kind": "",
            "number": f"{number:08d}",
        }
        return tuple(values.get(column.name) for column in bookings.columns)


def clinic_id(clinic: int) -> str:
    return f"clinic-{clinic:04d}"


def doctor_id(clinic: int, number: int) -> str:
    return f"doctor-{clinic:04d}-{number:02d}"
