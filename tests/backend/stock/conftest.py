"""Stock on both databases."""

from __future__ import annotations

import pytest

from backend.database.doors import Database
from tests.backend.stock.shelf import NOVEL, TABLETS, Shelf


@pytest.fixture
def shelf(database: Database) -> Shelf:
    """A medicine and a book, nowhere in stock."""
    made = Shelf(database)
    made.put(TABLETS, NOVEL)
    return made
