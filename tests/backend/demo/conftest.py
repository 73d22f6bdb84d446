"""More than one database of a kind, for comparing what two runs leave."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from backend.database.doors import Database
from backend.database.opening import open_database
from tests.backend.conftest import PostgresServer, create_tables


def another(dialect: str, request: pytest.FixtureRequest, folder: Path, name: str) -> Iterator[Database]:
    if dialect == "sqlite":
        url = f"sqlite:///{folder / name}.db"
        create_tables(url)
        opened = open_database(url)
        yield opened
        opened.close()
        return
    server: PostgresServer = request.getfixturevalue("postgres")
    url = server.with_tables()
    opened = open_database(url)
    yield opened
    opened.close()
    server.drop(url)


@pytest.fixture
def second_database(dialect: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    yield from another(dialect, request, tmp_path, "second")


@pytest.fixture
def third_database(dialect: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    yield from another(dialect, request, tmp_path, "third")
