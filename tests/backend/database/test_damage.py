"""A really damaged SQLite file: every door names it, and so does the answer over HTTP."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable, Coroutine, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, text

from backend.database.doors import Database, DatabaseDamaged, Work
from backend.database.sqlite import SqliteDatabase
from tests.backend.conftest import create_tables
from tests.backend.region import HandClock, Region

SPOILT = b"\xa5" * 512
Doors = Callable[[Work[Any]], Coroutine[Any, Any, Any]]


def spoil(file: Path, name: str) -> None:
    """Overwrite the beginning of the root page of a table or an index, as a failing disk does."""
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        size = connection.execute("PRAGMA page_size").fetchone()[0]
        (root,) = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = ?", [name]).fetchone()
    with file.open("r+b") as content:
        content.seek((root - 1) * size)
        content.write(SPOILT)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    made = tmp_path / "okno.db"
    create_tables(f"sqlite:///{made}")
    return made


@pytest.fixture
def damaged(file: Path) -> Iterator[Database]:
    """It opens: its first page is sound."""
    spoil(file, "kiosks")
    with closing(SqliteDatabase(file)) as database:
        yield database


def look(connection: Connection) -> int:
    return len(connection.execute(text("SELECT * FROM kiosks")).all())


def change(connection: Connection) -> int:
    return connection.execute(text("UPDATE kiosks SET title = ''")).rowcount


def test_every_door_names_it(damaged: Database) -> None:
    of_door: list[tuple[Doors, Work[int]]] = [
        (damaged.read, look),
        (damaged.report, look),
        (damaged.write, look),
        (damaged.write, change),
    ]
    for door, work in of_door:
        with pytest.raises(DatabaseDamaged):
            asyncio.run(door(work))


def test_the_control_a_sound_file_has_nothing_to_name(file: Path) -> None:
    with closing(SqliteDatabase(file)) as database:
        assert asyncio.run(database.read(look)) == asyncio.run(database.write(change)) == 0


def test_those_who_write_beside_it_are_served(damaged: Database) -> None:
    """The damage is in one table: a write into another is committed, in the same group."""

    def elsewhere(connection: Connection) -> None:
        connection.execute(text("CREATE TABLE beside (number INTEGER)"))

    async def together() -> list[object]:
        answers = await asyncio.gather(
            damaged.write(change), damaged.write(elsewhere), return_exceptions=True
        )
        return list(answers)

    failure, answer = asyncio.run(together())
    assert isinstance(failure, DatabaseDamaged)
    assert answer is None


def test_the_answer_says_what_to_do(file: Path) -> None:
    spoil(file, "nonces")
    with closing(SqliteDatabase(file)) as database:
        kiosk = Region(database, HandClock()).kiosk()
        answer = kiosk.region.http.post("/v1/nonces", headers=kiosk.headers)
    assert answer.status_code == 500
    assert answer.json()["type"].endswith("/database-damaged")
    assert "restore" in answer.json()["detail"]
    assert "database-damaged" in kiosk.region.log.getvalue()
