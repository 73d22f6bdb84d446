"""Doctors, windows and free times of the demo region."""

from __future__ import annotations

from datetime import UTC, date, datetime
from functools import partial

from msgspec.structs import replace
from sqlalchemy import func, select

from backend.bookings.service import opening
from backend.bookings.service.opening import Opened
from backend.bookings.tables import resources, schedule_exceptions, slots
from backend.database.doors import Database
from backend.demo.appointments import MOST_DOCTORS, VILLAGE_DOCTORS
from backend.demo.filling import DemoPlan, open_appointments
from content.calendar import ProductionCalendar
from content.model import Accessibility, Place, PlaceKind, Text
from tests.backend.bookings.house import House
from tests.backend.demo.small_pack import SMALL_PACK

TODAY = date(2026, 11, 20)
PLAN = DemoPlan(people=0, seed=7, today=TODAY, issuer="51")
BEGIN = datetime(2026, 11, 19, 21, tzinfo=UTC)  # midnight in Murmansk


def place(name: str, kind: PlaceKind) -> Place:
    access = Accessibility(ramp=True, lift=True)
    return Place(
        name, kind, Text(name), "Мурманск", "ул. Шмидта, д. 39", 68.9, 33.1, "+78152000001", (), access
    )


PACK = replace(
    SMALL_PACK,
    places=(
        place("murmansk-clinic-1", PlaceKind.CLINIC),
        place("murmansk-clinic-children", PlaceKind.CLINIC),
        place("murmansk-mfc", PlaceKind.MFC),
        place("murmansk-library", PlaceKind.LIBRARY),
    ),
)


def whole(database: Database) -> list[tuple[object, ...]]:
    with database.maintenance() as connection:
        return [
            tuple(row)
            for table in (resources, schedule_exceptions, slots)
            for row in connection.execute(select(table).order_by(*table.primary_key.columns))
        ]


def test_each_clinic_has_its_doctors_and_each_office_its_windows(database: Database) -> None:
    open_appointments(database, PACK, PLAN)
    with database.maintenance() as connection:
        counts = select(resources.c.provider, func.count()).group_by(resources.c.provider)
        of = {row[0]: row[1] for row in connection.execute(counts)}
        titles = connection.execute(select(resources.c.speciality).distinct()).scalars().all()
    assert VILLAGE_DOCTORS <= of["murmansk-clinic-1"] <= MOST_DOCTORS
    assert of["murmansk-clinic-children"] == 8
    assert of["murmansk-mfc"] == 2
    assert "murmansk-library" not in of
    assert {"therapist", "paediatrician", "surgeon", "birth-registration"} <= set(titles)


def test_the_same_plan_gives_the_same_rows(database: Database) -> None:
    opened = open_appointments(database, PACK, PLAN)
    made = whole(database)
    assert opened > 1000
    with database.maintenance() as connection:
        for table in reversed(slots.metadata.sorted_tables):
            connection.execute(table.delete())
    assert open_appointments(database, PACK, PLAN) == opened
    assert whole(database) == made


def test_it_is_what_the_nightly_opening_would_have_made(database: Database) -> None:
    """Also where another doctor stands in: opened once more, nothing changes."""
    open_appointments(database, PACK, PLAN)
    calendar = ProductionCalendar(PACK.calendar)
    until = date(2026, 12, 20)
    house = House(database)
    for name in house.run(opening.resources_with_hours):
        work = partial(opening.open_resource, resource=name, until=until, calendar=calendar, now=BEGIN)
        assert house.run(work) == Opened(), name
    with database.maintenance() as connection:
        standing_in = connection.execute(select(slots.c.substitute).where(slots.c.substitute != "")).all()
    assert standing_in
