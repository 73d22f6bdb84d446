"""A whole small region behind the front door: set up, migrated and filled."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from backend.__main__ import app
from backend.database.opening import open_database
from backend.demo.filling import DemoPlan, fill
from tests.backend.demo.small_pack import SMALL_PACK

TODAY = date(2026, 11, 20)


@dataclass(frozen=True)
class Site:
    """One installation: a data folder and a database."""

    data: Path
    url: str

    def says(self, *words: str) -> Result:
        return CliRunner().invoke(app, ["--data", str(self.data), "--database", self.url, *words])

    def must(self, *words: str) -> str:
        told = self.says(*words)
        assert told.exit_code == 0, told.output
        return told.output


@pytest.fixture
def bare_site(tmp_path: Path, empty_url: str) -> Site:
    """Set up, nobody in it."""
    site = Site(tmp_path / "data", empty_url)
    site.must("setup")
    return site


@pytest.fixture
def site(bare_site: Site) -> Site:
    """With a demo region of 300 people."""
    database = open_database(bare_site.url)
    fill(database, SMALL_PACK, DemoPlan(300, 5, TODAY, "51"), lambda _stored: None)
    database.close()
    return bare_site
