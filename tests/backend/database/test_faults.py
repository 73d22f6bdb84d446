"""What the databases do to us: a full disk, a lost transaction, a serialization failure, a deadlock."""

from __future__ import annotations

import asyncio
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from time import monotonic, sleep

import pytest
from sqlalchemy import Column, Connection, Integer, LargeBinary, MetaData, Table, func, insert, select, update
from sqlalchemy.exc import DBAPIError

from backend.database import postgresql as postgresql_door
from backend.database.doors import (
    Budgets,
    Database,
    DatabaseBusy,
    DatabaseFailure,
    DatabaseFull,
    DatabaseInUse,
    DatabaseUnreachable,
    OutcomeUnknown,
    Work,
)
from backend.database.one_worker import only_worker
from backend.database.opening import open_database
from backend.database.postgresql import (
    DEADLOCK_DETECTED,
    RUNS,
    SERIALIZATION_FAILURE,
    PoolSizes,
    PostgresDatabase,
    PostgresDoor,
    sqlstate,
)
from backend.database.sqlite import SqliteDatabase, open_sqlite
from tests.backend.conftest import PostgresServer

local = MetaData()
boxes = Table("boxes", local, Column("box", Integer, primary_key=True), Column("content", LargeBinary))


def put(box: int, size: int = 10) -> Work[int]:
    def work(connection: Connection) -> int:
        connection.execute(insert(boxes).values(box=box, content=bytes(size)))
        return box

    return work


def kept(connection: Connection) -> list[int]:
    return list(connection.scalars(select(boxes.c.box).order_by(boxes.c.box)))


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


@pytest.fixture
def postgresql(postgres: PostgresServer) -> Iterator[PostgresDatabase]:
    url = postgres.empty()
    # A deadlock is noticed after a second, or later under load.
    database = open_database(url, Budgets(write=30.0))
    assert isinstance(database, PostgresDatabase)
    with database.maintenance() as connection:
        local.create_all(connection)
        connection.execute(insert(boxes), [{"box": 1, "content": b""}, {"box": 2, "content": b""}])
    yield database
    database.close()
    postgres.drop(url)


class Meeting:
    """Makes two transactions meet once, and notes the SQLSTATEs they met with."""

    def __init__(self) -> None:
        self.barrier = threading.Barrier(2, timeout=20)
        self.states: list[str] = []
        self.runs = 0

    def wait(self) -> None:
        self.runs += 1
        if self.runs <= 2:
            self.barrier.wait()

    def note(self, connection: Connection, statement: object) -> None:
        try:
            connection.execute(statement)  # type: ignore[call-overload]
        except DBAPIError as error:
            self.states.append(sqlstate(error))
            raise


def test_a_serialization_failure_is_run_again(postgresql: PostgresDatabase) -> None:
    meeting = Meeting()

    def add_byte(connection: Connection) -> None:
        content = connection.scalar(select(boxes.c.content).where(boxes.c.box == 1)) or b""
        meeting.wait()
        meeting.note(connection, update(boxes).where(boxes.c.box == 1).values(content=content + b"+"))

    async def walk() -> None:
        await asyncio.gather(postgresql.write(add_byte), postgresql.write(add_byte))
        size = await postgresql.read(
            lambda connection: connection.scalar(select(func.length(boxes.c.content)).where(boxes.c.box == 1))
        )
        assert size == 2  # neither byte was lost

    asyncio.run(walk())
    assert meeting.states == [SERIALIZATION_FAILURE]
    assert meeting.runs == 3


def test_a_deadlock_is_run_again(postgresql: PostgresDatabase) -> None:
    meeting = Meeting()

    def in_order(first: int, second: int) -> Work[None]:
        def work(connection: Connection) -> None:
            meeting.note(connection, update(boxes).where(boxes.c.box == first).values(content=b"x"))
            meeting.wait()
            meeting.note(connection, update(boxes).where(boxes.c.box == second).values(content=b"x"))

        return work

    async def walk() -> None:
        await asyncio.gather(postgresql.write(in_order(1, 2)), postgresql.write(in_order(2, 1)))

    asyncio.run(walk())
    assert DEADLOCK_DETECTED in meeting.states
    assert meeting.runs >= 3


def test_endless_conflict_ends_in_a_named_failure(postgresql: PostgresDatabase) -> None:
    def always_too_late(connection: Connection) -> None:
        connection.scalar(select(boxes.c.content).where(boxes.c.box == 1))
        with postgresql.maintenance() as other:
            other.execute(update(boxes).where(boxes.c.box == 1).values(content=b"y"))
        connection.execute(update(boxes).where(boxes.c.box == 1).values(content=b"x"))

    with pytest.raises(DatabaseBusy):
        asyncio.run(postgresql.write(always_too_late))


def test_a_pool_that_runs_dry_in_the_last_run_is_busy_as_well(
    postgres: PostgresServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgresql_door, "WAIT_FOR_CONNECTION", 1.0)
    monkeypatch.setattr(postgresql_door, "uniform", lambda _least, _most: 0.05)
    url = postgres.empty()
    driver = url.replace("postgresql://", "postgresql+psycopg://")
    door = PostgresDoor(driver, 1, 5.0, read_only=False)
    release = threading.Event()
    runs: list[int] = []

    def take_the_only_connection() -> None:
        with door.transaction():
            release.wait(10)

    rival = threading.Thread(target=take_the_only_connection)

    def always_too_late(connection: Connection) -> None:
        runs.append(1)
        if len(runs) == RUNS - 1:
            rival.start()
            sleep(0.2)
        connection.exec_driver_sql(f"DO $$ BEGIN RAISE SQLSTATE '{SERIALIZATION_FAILURE}'; END $$")

    with pytest.raises(DatabaseBusy):
        door.run_with_retries(always_too_late)
    assert len(runs) == RUNS - 1
    release.set()
    rival.join()
    door.close()
    postgres.drop(url)


def cut_all_lines(postgres: PostgresServer, database: PostgresDatabase) -> None:
    """What a restart or a failover of the server does to every open connection."""
    kill = (
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datname = "
    )
    with database.maintenance() as connection:
        name = connection.exec_driver_sql("SELECT current_database()").scalar_one()
        connection.exec_driver_sql(f"{kill} '{name}'")


def test_a_restarted_server_costs_nobody_anything(
    postgres: PostgresServer, postgresql: PostgresDatabase
) -> None:
    async def walk() -> None:
        await asyncio.gather(*(postgresql.write(put(box)) for box in range(10, 20)))
        cut_all_lines(postgres, postgresql)
        await asyncio.gather(*(postgresql.write(put(box)) for box in range(20, 30)))
        cut_all_lines(postgres, postgresql)
        assert await postgresql.read(kept) == [1, 2, *range(10, 30)]

    asyncio.run(walk())


def test_no_server_at_all_is_named() -> None:
    database = open_database("postgresql://nobody@127.0.0.1:1/okno")
    with pytest.raises(DatabaseUnreachable):
        asyncio.run(database.read(kept))
    with pytest.raises(DatabaseUnreachable):
        asyncio.run(database.write(put(1)))
    database.close()


def test_a_line_cut_during_commit_leaves_the_outcome_unknown(
    postgres: PostgresServer, postgresql: PostgresDatabase
) -> None:
    """It must not be run again by itself: the first run may stand."""
    runs: list[int] = []

    def cut_before_commit(connection: Connection) -> None:
        runs.append(1)
        put(50)(connection)
        cut_all_lines(postgres, postgresql)

    with pytest.raises(OutcomeUnknown):
        asyncio.run(postgresql.write(cut_before_commit))
    assert runs == [1]
