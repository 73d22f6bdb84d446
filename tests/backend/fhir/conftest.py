"""A clinic whose doctors anybody may book, and a program that asks, on both databases."""

from __future__ import annotations

import pytest

from backend.bookings.rules import ResourceRules
from tests.backend.bookings.house import House
from tests.backend.fhir.clinic import ClinicProgram
from tests.backend.region import Region


@pytest.fixture
def house(region: Region) -> House:
    made = House(region.database)
    made.resource(rules=ResourceRules(level=0))
    return made


@pytest.fixture
def clinic(region: Region) -> ClinicProgram:
    return ClinicProgram(region).signed_in()
