"""A region and a kiosk enrolled in it, one pair a file; a file that needs another region makes its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.walks.real_region import Backend, backend, enrolled


@pytest.fixture(scope="module")
def region(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Backend]:
    with backend(tmp_path_factory.mktemp("backend")) as made:
        yield made


@pytest.fixture(scope="module")
def folder(region: Backend, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of the kiosk."""
    made = tmp_path_factory.mktemp("kiosk")
    enrolled(region, made)
    return made
