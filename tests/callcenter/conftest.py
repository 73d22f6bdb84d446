"""A console in front of a real backend on SQLite."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.backend.served import Served, serving
from tests.callcenter.consoles import ConsoleInTest, console_of, region_in


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    with serving(region_in(tmp_path), tmp_path) as running:
        yield running


@pytest.fixture
def console(served: Served) -> Iterator[ConsoleInTest]:
    with console_of(served) as running:
        yield running


@pytest.fixture
def browser(console: ConsoleInTest) -> Iterator[httpx.Client]:
    with console.browser() as client:
        yield client
