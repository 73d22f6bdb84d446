"""The two databases with nothing over them: one transaction a request, statements as they are written."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from queue import SimpleQueue
from typing import Any, Protocol, TypeVar

import psycopg
from psycopg.rows import DictRow, dict_row

from tests.benchmarks.bare_statements import for_postgresql

Result = TypeVar("Result")
Values = Mapping[str, object]
CONNECTIONS = 8


class Transaction(Protocol):
    """Statements inside one transaction."""

    def rows(self, statement: str, values: Values) -> list[dict[str, Any]]: ...

    def change(self, statement: str, *rows: Values) -> int: ...

    def as_written(self, statement: str, values: Any) -> tuple[int, list[dict[str, Any]]]:
        """A statement in the driver's own words: how many rows it touched, and those it found."""
        ...


class Store(Protocol):
    async def run(self, work: Callable[[Transaction], Result]) -> Result:
        """Run the work in a transaction; returns when it is durable."""
        ...


class SqliteTransaction:
    def __init__(self, raw: sqlite3.Connection) -> None:
        self._raw = raw

    def rows(self, statement: str, values: Values) -> list[dict[str, Any]]:
        return [dict(row) for row in self._raw.execute(statement, stored(values))]

    def change(self, statement: str, *rows: Values) -> int:
        return self._raw.executemany(statement, [stored(values) for values in rows]).rowcount

    def as_written(self, statement: str, values: Any) -> tuple[int, list[dict[str, Any]]]:
        cursor = self._raw.execute(statement, values)
        return cursor.rowcount, [dict(row) for row in cursor]


class SqliteStore:
    """A durable commit for each request or, `together`, one for all that wait by now."""

    def __init__(self, path: Path, together: bool) -> None:
        self._together = together
        self._raw = sqlite3.connect(path, isolation_level=None)
        self._raw.row_factory = sqlite3.Row
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "cache_size=-32768"):
            self._raw.execute(f"PRAGMA {pragma}")
        self._transaction = SqliteTransaction(self._raw)
        self._waiting: list[tuple[Callable[[Transaction], Any], asyncio.Future[Any]]] = []

    async def run(self, work: Callable[[Transaction], Result]) -> Result:
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[Result] = loop.create_future()
        if not self._together:
            self._waiting.append((work, answer))
            self._commit()
            return await answer
        if not self._waiting:
            loop.call_later(0, self._commit)
        self._waiting.append((work, answer))
        return await answer

    def _commit(self) -> None:
        members, self._waiting = self._waiting, []
        self._raw.execute("BEGIN IMMEDIATE")
        try:
            results = [work(self._transaction) for work, _ in members]
        except Exception as error:
            self._raw.execute("ROLLBACK")
            for _, answer in members:
                answer.set_exception(error)
            return
        self._raw.execute("COMMIT")
        for (_, answer), result in zip(members, results, strict=True):
            answer.set_result(result)


class PostgresTransaction:
    def __init__(self, connection: psycopg.Connection[DictRow]) -> None:
        self._connection = connection

    def rows(self, statement: str, values: Values) -> list[dict[str, Any]]:
        return self._connection.execute(named(statement), values).fetchall()

    def change(self, statement: str, *rows: Values) -> int:
        with self._connection.cursor() as cursor:
            if len(rows) == 1:  # the driver's way for several asks the database twice more
                return cursor.execute(named(statement), rows[0]).rowcount
            cursor.executemany(named(statement), rows)
            return cursor.rowcount

    def as_written(self, statement: str, values: Any) -> tuple[int, list[dict[str, Any]]]:
        cursor = self._connection.execute(statement, values)
        return cursor.rowcount, [] if cursor.description is None else cursor.fetchall()


class PostgresStore:
    def __init__(self, url: str) -> None:
        self._threads = ThreadPoolExecutor(CONNECTIONS)
        self._free: SimpleQueue[psycopg.Connection[DictRow]] = SimpleQueue()
        address = url.replace("+psycopg", "")
        for _ in range(CONNECTIONS):
            self._free.put(psycopg.connect(address, row_factory=dict_row))

    async def run(self, work: Callable[[Transaction], Result]) -> Result:
        return await asyncio.get_running_loop().run_in_executor(self._threads, self._run, work)

    def _run(self, work: Callable[[Transaction], Result]) -> Result:
        with self._connection() as connection, connection.transaction():
            return work(PostgresTransaction(connection))

    @contextmanager
    def _connection(self) -> Iterator[psycopg.Connection[DictRow]]:
        connection = self._free.get()
        try:
            yield connection
        finally:
            self._free.put(connection)


def open_store(url: str, together: bool) -> Store:
    if url.startswith("sqlite:///"):
        return SqliteStore(Path(url.removeprefix("sqlite:///")), together)
    return PostgresStore(url)


def stored(values: Values) -> dict[str, object]:
    """As SQLAlchemy stores moments and days in SQLite."""
    return {name: _text(value) for name, value in values.items()}


def _text(value: object) -> object:
    if isinstance(value, datetime):
        return value.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")
    return value.isoformat() if isinstance(value, date) else value


@cache
def named(statement: str) -> bytes:
    return for_postgresql(statement).encode()
