"""A whole small region behind the front door: set up, migrated and filled."""

from __future__ import annotations

from datetime import date

import pytest

from backend.database.opening import open_database
from backend.demo.filling import DemoPlan, fill
from tests.backend.demo.small_pack import SMALL_PACK
from tests.backend.site import Site

TODAY = date(2026, 11, 20)


@pytest.fixture
def site(bare_site: Site) -> Site:
    """With a demo region of 300 people."""
    database = open_database(bare_site.url)
    fill(database, SMALL_PACK, DemoPlan(300, 5, TODAY, "51"), lambda _stored: None)
    database.close()
    return bare_site
