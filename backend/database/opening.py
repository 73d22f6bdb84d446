"""Chooses the database by its URL."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import make_url

from backend.database.doors import Budgets, Database
from backend.database.postgresql import PostgresDatabase
from backend.database.sqlite import SqliteDatabase

STANDARD_BUDGETS = Budgets()


def open_database(url: str, budgets: Budgets = STANDARD_BUDGETS, *, own_clock: bool = True) -> Database:
    """`sqlite:////absolute/okno.db` or `postgresql://user@host/okno`; `ValueError` for any other kind.

    PostgreSQL is asked for the time (`own_clock.moment_in`) unless somebody moves a clock by hand.
    """
    parsed = make_url(url)
    match parsed.get_backend_name():
        case "sqlite":
            return SqliteDatabase(database_file(url), budgets)
        case "postgresql":
            named = parsed.set(drivername="postgresql+psycopg")
            address = named.render_as_string(hide_password=False)
            return PostgresDatabase(address, budgets, own_clock=own_clock)
        case other:
            raise ValueError(f"no such kind of database: {other}; use sqlite:/// or postgresql://")


def database_file(url: str) -> Path:
    """The file of an SQLite URL; `ValueError` if it names none."""
    name = make_url(url).database
    if not name or name == ":memory:":
        raise ValueError("an SQLite URL must name a file")
    return Path(name)
