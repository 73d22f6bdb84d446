"""A clinic with free times, a citizen with a card, and a kiosk, on both databases."""

from __future__ import annotations

import pytest

from tests.backend.bookings.house import House
from tests.backend.kiosk_in_test import KioskInTest
from tests.backend.reception.desk import Citizen, Operator
from tests.backend.region import Region


@pytest.fixture
def house(region: Region) -> House:
    """One therapist with no slots yet."""
    made = House(region.database)
    made.resource()
    return made


@pytest.fixture
def maria(region: Region, kiosk: KioskInTest) -> Citizen:
    return Citizen.with_card(region, kiosk)


@pytest.fixture
def operator(region: Region) -> Operator:
    return Operator(region)
