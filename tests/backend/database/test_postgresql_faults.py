"""What PostgreSQL does to us: conflicts, deadlocks, a server that is gone, a line cut during a commit."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from time import sleep

import pytest
from sqlalchemy import Connection, func, insert, select, update
from sqlalchemy.exc import DBAPIError

from backend.database import postgresql as postgresql_door
from backend.database.doors import Budgets, DatabaseBusy, DatabaseUnreachable, OutcomeUnknown, Work
from backend.database.opening import open_database
from backend.database.postgresql import (
    DEADLOCK_DETECTED,
    RUNS,
    SERIALIZATION_FAILURE,
    PostgresDatabase,
    PostgresDoor,
    sqlstate,
)
from tests.backend.conftest import PostgresServer
from tests.backend.database.boxes import boxes, kept, local, put


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
