"""The engine on both databases."""

from __future__ import annotations

import pytest

from backend.database.doors import Database
from tests.backend.bookings.house import House


@pytest.fixture
def house(database: Database) -> House:
    """A provider with one therapist and no slots yet."""
    made = House(database)
    made.resource()
    return made
