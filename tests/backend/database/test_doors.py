"""What every database promises behind its three doors, whichever it is."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest
from sqlalchemy import Column, Connection, Integer, MetaData, String, Table, insert, select, text, update
from sqlalchemy.exc import DBAPIError, IntegrityError

from backend.database.doors import (
    Budgets,
    CommitInsideWork,
    Database,
    DatabaseFailure,
    ReadTooSlow,
    Work,
    WriteTooSlow,
)
from backend.database.opening import open_database

local = MetaData()
drawers = Table("drawers", local, Column("drawer", Integer, primary_key=True), Column("holds", String(20)))


@pytest.fixture
def doors(empty_url: str) -> Iterator[Database]:
    opened = open_database(empty_url, Budgets(read=0.3, report=5, write=0.3))
    with opened.maintenance() as connection:
        local.create_all(connection)
    yield opened
    opened.close()


def put(drawer: int, holds: str = "paper") -> Work[int]:
    def work(connection: Connection) -> int:
        connection.execute(insert(drawers).values(drawer=drawer, holds=holds))
        return drawer

    return work


def numbers(connection: Connection) -> list[int]:
    return list(connection.scalars(select(drawers.c.drawer).order_by(drawers.c.drawer)))


def test_a_write_is_seen_by_reads_and_reports(doors: Database) -> None:
    async def walk() -> None:
        assert await doors.write(put(1)) == 1
        assert await doors.read(numbers) == [1]
        assert await doors.report(numbers) == [1]

    asyncio.run(walk())


def test_a_failing_member_undoes_itself_and_nobody_else(doors: Database) -> None:
    def half_then_fail(connection: Connection) -> None:
        put(100)(connection)
        raise LookupError("no such drawer")

    async def walk() -> None:
        answers: list[object] = await asyncio.gather(
            *(doors.write(put(number)) for number in range(10)),
            doors.write(half_then_fail),
            *(doors.write(put(number)) for number in range(10, 20)),
            return_exceptions=True,
        )
        assert [answer for answer in answers if isinstance(answer, int)] == list(range(20))
        assert isinstance(answers[10], LookupError)
        assert await doors.read(numbers) == list(range(20))

    asyncio.run(walk())


def test_a_broken_constraint_is_the_callers_to_read(doors: Database) -> None:
    async def walk() -> None:
        await doors.write(put(1))
        with pytest.raises(IntegrityError):
            await doors.write(put(1))
        assert await doors.read(numbers) == [1]

    asyncio.run(walk())


def test_work_that_commits_is_refused_and_undone(doors: Database) -> None:
    def impatient(connection: Connection) -> None:
        put(1)(connection)
        connection.commit()

    async def walk() -> None:
        with pytest.raises(CommitInsideWork):
            await doors.write(impatient)
        assert await doors.read(numbers) == []
        await doors.write(put(2))
        assert await doors.read(numbers) == [2]

    asyncio.run(walk())


def test_reads_and_reports_cannot_write(doors: Database) -> None:
    async def walk() -> None:
        with pytest.raises((DBAPIError, DatabaseFailure)):
            await doors.read(put(1))
        with pytest.raises((DBAPIError, DatabaseFailure)):
            await doors.report(put(1))
        assert await doors.read(numbers) == []

    asyncio.run(walk())


def endless(dialect: str) -> str:
    if dialect == "postgresql":
        return "SELECT count(*) FROM generate_series(1, 1000000000)"
    return "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"


def test_a_slow_read_is_cut_off(doors: Database) -> None:
    async def walk() -> None:
        with pytest.raises(ReadTooSlow):
            await doors.read(lambda connection: connection.execute(text(endless(doors.dialect))).scalar())
        assert await doors.read(numbers) == []

    asyncio.run(walk())


def test_a_slow_write_is_cut_off_and_its_neighbours_are_kept(doors: Database) -> None:
    def slow(connection: Connection) -> None:
        put(50)(connection)
        connection.execute(text(endless(doors.dialect)))

    async def walk() -> None:
        answers: tuple[object, ...] = await asyncio.gather(
            doors.write(put(1)), doors.write(slow), doors.write(put(2)), return_exceptions=True
        )
        assert answers[0] == 1
        assert answers[2] == 2
        assert isinstance(answers[1], WriteTooSlow)
        assert await doors.read(numbers) == [1, 2]

    asyncio.run(walk())


def test_a_read_sees_one_moment(doors: Database) -> None:
    """Two statements of one read agree, whatever is written between them."""

    async def walk() -> None:
        await doors.write(put(1))

        def twice(connection: Connection) -> tuple[list[int], list[int]]:
            before = numbers(connection)
            with doors.maintenance() as other:
                other.execute(insert(drawers).values(drawer=2, holds=""))
            return before, numbers(connection)

        assert await doors.read(twice) == ([1], [1])
        assert await doors.read(numbers) == [1, 2]

    asyncio.run(walk())


def test_maintenance_undoes_everything_on_an_error(doors: Database) -> None:
    def work(connection: Connection) -> None:
        connection.execute(insert(drawers).values(drawer=1, holds=""))
        raise LookupError

    with pytest.raises(LookupError), doors.maintenance() as connection:
        work(connection)
    assert asyncio.run(doors.read(numbers)) == []


def test_a_savepoint_inside_the_work_may_fail_alone(doors: Database) -> None:
    def careful(connection: Connection) -> str:
        put(1)(connection)
        try:
            with connection.begin_nested():
                put(1)(connection)
        except IntegrityError:
            connection.execute(update(drawers).values(holds="kept"))
        return str(connection.scalar(select(drawers.c.holds)))

    async def walk() -> None:
        assert await doors.write(careful) == "kept"
        assert await doors.read(numbers) == [1]

    asyncio.run(walk())
