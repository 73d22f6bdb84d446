"""Queues on both databases."""

from __future__ import annotations

import pytest

from backend.database.doors import Database
from tests.backend.queues.line import Line
from tests.backend.region import Region


@pytest.fixture
def line(database: Database, region: Region) -> Line:
    """Nobody waits yet."""
    return Line(database, region)
