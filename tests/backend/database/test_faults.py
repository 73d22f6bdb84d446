"""What the databases do to us: a full disk, a lost transaction, a lock, a second worker."""

from __future__ import annotations

import asyncio
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from time import monotonic

import pytest
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from backend.database.doors import (
    Budgets,
    Database,
    DatabaseBusy,
    DatabaseFailure,
    DatabaseFull,
    DatabaseInUse,
    Work,
)
from backend.database.one_worker import only_worker
from backend.database.opening import open_database
from backend.database.postgresql import PoolSizes, PostgresDatabase
from backend.database.sqlite import SqliteDatabase, open_sqlite
from tests.backend.database.boxes import kept, local, put


@pytest.fixture
def sqlite(tmp_path: Path) -> Iterator[SqliteDatabase]:
    database = SqliteDatabase(tmp_path / "okno.db")
    with database.maintenance() as connection:
        local.create_all(connection)
    yield database
    database.close()


def limit_pages(pages: int) -> Work[None]:
    """Let the database grow by so many pages at most: SQLite then says SQLITE_FULL, as on a full disk."""

    def work(connection: Connection) -> None:
        now = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count={now + pages}").scalar_one()

    return work


def test_a_full_disk_costs_only_the_one_who_filled_it(sqlite: SqliteDatabase) -> None:
    """SQLITE_FULL rolls the whole transaction back; the neighbours are run again."""

    async def walk() -> None:
        await sqlite.write(limit_pages(3))
        answers: list[object] = list(
            await asyncio.gather(
                *(sqlite.write(put(box)) for box in range(5)),
                sqlite.write(put(99, 1_000_000)),
                *(sqlite.write(put(box)) for box in range(5, 10)),
                return_exceptions=True,
            )
        )
        assert isinstance(answers[5], DatabaseFull)
        assert [answer for answer in answers if isinstance(answer, int)] == list(range(10))
        assert await sqlite.read(kept) == list(range(10))

    asyncio.run(walk())


def test_the_control_sqlite_full_really_undoes_the_neighbours(sqlite: SqliteDatabase) -> None:
    """Without the re-run the neighbours' rows would be gone: here is the bare behaviour."""
    with pytest.raises(DBAPIError), sqlite.maintenance() as connection:
        limit_pages(3)(connection)
        put(1)(connection)
        connection.exec_driver_sql("SAVEPOINT member")
        try:
            put(99, 1_000_000)(connection)
        finally:
            assert kept(connection) == []  # not only the savepoint's work is gone
            connection.exec_driver_sql("ROLLBACK TO member")


def test_nobody_is_answered_before_the_commit(sqlite: SqliteDatabase) -> None:
    """COMMIT fails (a deferred foreign key): both members fail, though both had a result."""

    def break_a_promise(connection: Connection) -> str:
        connection.exec_driver_sql("INSERT INTO child (parent) VALUES (404)")
        return "I have a result"

    async def walk() -> None:
        with sqlite.maintenance() as connection:
            connection.exec_driver_sql("CREATE TABLE parent (id INTEGER PRIMARY KEY)")
            connection.exec_driver_sql(
                "CREATE TABLE child (parent INTEGER REFERENCES parent DEFERRABLE INITIALLY DEFERRED)"
            )
        answers = await asyncio.gather(
            sqlite.write(put(1)), sqlite.write(break_a_promise), sqlite.write(put(2)), return_exceptions=True
        )
        assert isinstance(answers[1], Exception)
        assert (answers[0], answers[2]) == (1, 2)  # run again without the one that broke it
        assert await sqlite.read(kept) == [1, 2]

    asyncio.run(walk())


def test_a_cancelled_request_is_not_carried_out(sqlite: SqliteDatabase) -> None:
    async def walk() -> None:
        gate = threading.Event()
        holding = asyncio.ensure_future(sqlite.write(lambda _connection: gate.wait(1)))
        await asyncio.sleep(0.05)
        gone = asyncio.ensure_future(sqlite.write(put(1)))
        await asyncio.sleep(0.05)
        gone.cancel()
        gate.set()
        await holding
        await sqlite.write(put(2))
        assert await sqlite.read(kept) == [2]

    asyncio.run(walk())


def test_a_write_that_waited_longer_than_its_client_is_not_carried_out(dialect: str, empty_url: str) -> None:
    """Nobody cancels a request whose kiosk gave up: without the deadline it would be done for nobody."""

    async def walk(patience: float) -> list[int]:
        with closing(one_writer(dialect, empty_url, patience)) as database:
            with database.maintenance() as connection:
                local.drop_all(connection)
                local.create_all(connection)
            gate = threading.Event()
            holding = asyncio.ensure_future(database.write(lambda _connection: gate.wait(5)))
            await asyncio.sleep(0.1)
            late = asyncio.ensure_future(database.write(put(1)))
            await asyncio.sleep(0.5)
            gate.set()
            await holding
            outcome = (await asyncio.gather(late, return_exceptions=True))[0]
            assert isinstance(outcome, DatabaseBusy) == (patience < 1)
            await database.write(put(2))
            return await database.read(kept)

    assert asyncio.run(walk(patience=0.3)) == [2]
    assert asyncio.run(walk(patience=9)) == [1, 2]  # the control


def one_writer(dialect: str, url: str, patience: float) -> Database:
    budgets = Budgets(patience=patience)
    if dialect == "sqlite":
        return open_database(url, budgets)
    driver = url.replace("postgresql://", "postgresql+psycopg://")
    return PostgresDatabase(driver, budgets, PoolSizes(write=1))


def test_a_locked_database_fails_the_whole_group_in_one_wait(sqlite: SqliteDatabase, tmp_path: Path) -> None:
    """Each member waiting by itself for the same lock would keep the last one for members × wait."""
    wait = 0.3

    async def walk() -> float:
        await sqlite.write(
            lambda connection: connection.exec_driver_sql(f"PRAGMA busy_timeout={int(wait * 1000)}").all()
        )
        with closing(open_sqlite(tmp_path / "okno.db")) as other:
            other.execute("BEGIN IMMEDIATE")
            started = monotonic()
            answers = await asyncio.gather(
                *(sqlite.write(put(box)) for box in range(20)), return_exceptions=True
            )
            waited = monotonic() - started
        assert {type(answer) for answer in answers} == {DatabaseBusy}
        assert await sqlite.write(put(1)) == 1
        return waited

    assert asyncio.run(walk()) < 5 * wait


def test_a_read_of_a_locked_database_is_busy_and_a_refused_one_has_a_name(
    sqlite: SqliteDatabase, tmp_path: Path
) -> None:
    """A backup being put in place holds the file exclusively for a moment."""
    reads = asyncio.run(sqlite.read(kept))
    assert reads == []

    def no_such_thing(connection: Connection) -> None:
        connection.exec_driver_sql("SELECT * FROM nothing")

    def not_now(_connection: Connection) -> None:
        error = sqlite3.OperationalError("database is locked")
        error.sqlite_errorname = "SQLITE_BUSY"
        raise error

    for door in (sqlite.read, sqlite.report):
        with pytest.raises(DatabaseFailure) as refused:
            asyncio.run(door(no_such_thing))
        assert type(refused.value) is DatabaseFailure
        with pytest.raises(DatabaseBusy):
            asyncio.run(door(not_now))


def test_reports_do_not_queue_without_end(dialect: str, empty_url: str) -> None:
    async def walk() -> list[object]:
        with closing(open_database(empty_url, Budgets(reports_waiting=3))) as database:
            gate = threading.Event()
            asked = [
                asyncio.ensure_future(database.report(lambda _connection: gate.wait(10))) for _ in range(8)
            ]
            await asyncio.sleep(0.1)
            gate.set()
            answers: list[object] = list(await asyncio.gather(*asked, return_exceptions=True))
            assert await database.report(lambda _connection: "free again") == "free again"
            return answers

    answers = asyncio.run(walk())
    assert answers[:3] == [True] * 3
    assert {type(answer) for answer in answers[4:]} == {DatabaseBusy}


def test_writes_share_commits(sqlite: SqliteDatabase) -> None:
    """128 writers at once take far fewer commits than 128."""

    async def walk() -> None:
        await asyncio.gather(*(sqlite.write(put(box)) for box in range(128)))

    asyncio.run(walk())
    assert 1 <= sqlite.commits <= 16


def test_a_second_worker_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "okno.db"
    attempt = (
        "import sys, pathlib\n"
        "from backend.database.one_worker import only_worker\n"
        "from backend.database.doors import DatabaseInUse\n"
        "try:\n    with only_worker(pathlib.Path(sys.argv[1])): print('in')\n"
        "except DatabaseInUse as error: print(error.code)\n"
    )

    def second() -> str:
        run = subprocess.run(
            [sys.executable, "-c", attempt, str(file)], capture_output=True, text=True, check=True
        )
        return run.stdout.strip()

    with only_worker(file):
        assert second() == DatabaseInUse.code
    assert second() == "in"
