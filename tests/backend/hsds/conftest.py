"""The directory of the shipped region behind the real app."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from backend.database.opening import open_database
from backend.hsds.finder import Finder, finder_of
from content.catalogues import everyday_words, words
from content.loader import load
from content.pack import Pack
from tests.backend.app_http import AppHttp
from tests.backend.conftest import create_tables
from tests.backend.region import HandClock, Region


@pytest.fixture(scope="package")
def pack() -> Pack:
    return load("ru-mur")


@pytest.fixture(scope="package")
def finder(pack: Pack) -> Finder:
    return finder_of(pack, words("ru"), everyday_words("ru"), 3)


@pytest.fixture(scope="package")
def http(finder: Finder, tmp_path_factory: pytest.TempPathFactory) -> Iterator[AppHttp]:
    url = f"sqlite:///{tmp_path_factory.mktemp('hsds') / 'okno.db'}"
    create_tables(url)
    region = Region(open_database(url), HandClock())
    yield AppHttp(replace(region.services, directory=finder))
    region.database.close()
