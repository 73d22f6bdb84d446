"""A post office on both databases."""

from __future__ import annotations

import pytest

from tests.backend.bookings.house import House
from tests.backend.messages.post import Post
from tests.backend.region import Region


@pytest.fixture
def post(region: Region) -> Post:
    return Post(region)


@pytest.fixture
def house(region: Region) -> House:
    """A provider with one therapist, in the same database."""
    made = House(region.database)
    made.resource()
    return made
