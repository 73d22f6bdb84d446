"""A clinic with free times, and an operator with somebody on the line; on both databases."""

from __future__ import annotations

from datetime import date

import pytest

from tests.backend.bookings.house import House
from tests.backend.identification.call import Call, enter
from tests.backend.reception.desk import set_person
from tests.backend.region import Region

CHILD_BORN = date(2020, 5, 4)


@pytest.fixture
def house(region: Region) -> House:
    """One therapist with no slots yet."""
    made = House(region.database)
    made.resource()
    return made


@pytest.fixture
def anna(region: Region) -> str:
    """Somebody whose clinic is the house."""
    person = enter(region)
    set_person(region, person, clinic="clinic-1")
    return person


@pytest.fixture
def child(region: Region, anna: str) -> str:
    person = enter(region, first_name="Пётр", birth_date=CHILD_BORN, phone="")
    set_person(region, person, clinic="clinic-1")
    region.represents(anna, person)
    return person


@pytest.fixture
def call(region: Region, anna: str) -> Call:
    return Call(region, anna, "data")
