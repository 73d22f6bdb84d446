"""A folder on which a kiosk keeps its outbox."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from kiosk.outbox.outbox import Outbox
from tests.quick_disk import quick_disk


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "outbox"


@pytest.fixture
def outbox(folder: Path) -> Iterator[Outbox]:
    opened = Outbox(folder, lambda _code: None)
    yield opened
    opened.close()


@pytest.fixture
def quick_folder() -> Iterator[Path]:
    """A folder in memory where there is room: thousands of commits need no disk to be right or wrong."""
    with TemporaryDirectory(dir=quick_disk()) as folder:
        yield Path(folder)
