"""A theatre, a museum and a pool on both databases; the till hears of every booking."""

from __future__ import annotations

import pytest

from tests.backend.bookings.house import House
from tests.backend.events.box_office import BoxOffice
from tests.backend.reception.desk import Citizen
from tests.backend.region import Region


@pytest.fixture
def office(region: Region) -> BoxOffice:
    """Everything is put up."""
    return BoxOffice.open(region)


@pytest.fixture
def maria(office: BoxOffice) -> Citizen:
    return Citizen.with_card(office.region, office.kiosk)


@pytest.fixture
def house(region: Region) -> House:
    """Nothing is put up yet."""
    return House(region.database)
