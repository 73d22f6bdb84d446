"""SQLite behind the three doors: inline reads, one writer with group commit, a thread for reports."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from threading import Lock
from typing import Literal

from sqlalchemy import Connection, Engine, create_engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import StaticPool

from backend.database.cutoff import Cutoff
from backend.database.doors import Budgets, CommitInsideWork, DatabaseBusy, ReadTooSlow, Result, Work
from backend.database.group_commit import MEMBERS_PER_COMMIT, GroupCommit, named

BUSY_TIMEOUT_MS = 5_000
CACHE_KIB = 32_768
Synchronous = Literal["FULL", "OFF"]


class DoorsConnection(sqlite3.Connection):
    """Ends a transaction for its door alone, which says COMMIT itself.

    The driver is asked rather than an event of SQLAlchemy: with one listener there, every statement of
    the engine looks for more, and that is a tenth of a tap's work.
    """

    def commit(self) -> None:
        """What a `Connection.commit()` of the work comes to."""
        raise CommitInsideWork("work must not commit; its door does")


def open_sqlite(
    path: Path, *, read_only: bool = False, synchronous: Synchronous = "FULL"
) -> sqlite3.Connection:
    """A connection with our pragmas; transactions are begun and ended by the doors alone."""
    connection = sqlite3.connect(
        path,
        factory=DoorsConnection,
        isolation_level=None,
        check_same_thread=False,
        cached_statements=512,
        timeout=BUSY_TIMEOUT_MS / 1000,
    )
    connection.execute("PRAGMA journal_mode=WAL")
    for pragma in (
        f"synchronous={synchronous}",
        "foreign_keys=ON",
        "trusted_schema=OFF",
        "temp_store=MEMORY",  # no personal data in temporary files
        "secure_delete=ON",  # nor between the rows, once deleted; not every build's default
        f"cache_size=-{CACHE_KIB}",
        f"query_only={'ON' if read_only else 'OFF'}",
    ):
        connection.execute(f"PRAGMA {pragma}")
    connection.execute(
        "SELECT count(*) FROM sqlite_schema"
    ).fetchone()  # a cut-off file shows here, not at a tap
    return connection


def engine_over(raw: sqlite3.Connection) -> Engine:
    """A SQLAlchemy engine whose every `Connection` is `raw`; the doors alone begin and end transactions."""
    engine = create_engine(
        "sqlite://",
        poolclass=StaticPool,
        creator=lambda: raw,
        pool_reset_on_return=None,
        isolation_level="AUTOCOMMIT",
        hide_parameters=True,  # an error text must carry nobody's data
        skip_autocommit_rollback=True,  # closing a Connection must not undo the group it is a member of
    )
    engine.connect().close()  # its first connection sets the isolation level, which would commit later
    return engine


class ReadDoor:
    """One read-only connection with a cut-off; of several threads one at a time is inside."""

    def __init__(self, path: Path, seconds: float) -> None:
        self._raw = open_sqlite(path, read_only=True)
        self._engine = engine_over(self._raw)
        self._cutoff = Cutoff(self._raw)
        self._seconds = seconds
        self._inside = Lock()  # two event loops over one database would begin in each other's snapshot

    def run(self, work: Work[Result]) -> Result:
        """Run the work on one snapshot; `ReadTooSlow` when it outlives its time."""
        with self._inside:
            return self._run(work)

    def _run(self, work: Work[Result]) -> Result:
        try:
            self._raw.execute("BEGIN")
            self._cutoff.start(self._seconds)
            with self._engine.connect() as connection:
                return work(connection)
        except (DBAPIError, sqlite3.Error) as error:
            raise named(error, ReadTooSlow) from error
        finally:
            self._cutoff.lift()
            if self._raw.in_transaction:
                self._raw.execute("ROLLBACK")

    def close(self) -> None:
        self._raw.close()


class SqliteDatabase:
    """The embedded database: one process, one writer."""

    dialect: Literal["sqlite"] = "sqlite"

    def __init__(
        self,
        path: Path,
        budgets: Budgets = Budgets(),  # noqa: B008 (a frozen value)
        *,
        synchronous: Synchronous = "FULL",
        members_per_commit: int = MEMBERS_PER_COMMIT,
    ) -> None:
        self._path = path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)  # people's data: for the backend's own user; WAL and SHM take the same mode
        self._writing = open_sqlite(path, synchronous=synchronous)
        self._write_engine = engine_over(self._writing)
        self._writer = GroupCommit(self._write_engine, self._writing, budgets, members_per_commit)
        self._reading = ReadDoor(path, budgets.read)
        self._reporting = ReadDoor(path, budgets.report)
        self._reports = ThreadPoolExecutor(max_workers=1, thread_name_prefix="okno-report")
        self._budgets = budgets
        self._reports_inside = 0
        self._closed = False

    @property
    def commits(self) -> int:
        """How many transactions the writer has committed: fewer than writes, when they come together."""
        return self._writer.commits

    async def read(self, work: Work[Result]) -> Result:
        """Inline: a hop to another thread costs two to four times the read itself."""
        return self._reading.run(work)

    async def report(self, work: Work[Result]) -> Result:
        """In the report thread, on the report connection."""
        if self._reports_inside > self._budgets.reports_waiting:
            raise DatabaseBusy("too many reports are waiting")
        self._reports_inside += 1
        try:
            loop = asyncio.get_running_loop()
            return await loop.run_in_executor(self._reports, partial(self._reporting.run, work))
        finally:
            self._reports_inside -= 1

    async def write(self, work: Work[Result]) -> Result:
        """With whoever else writes now, in one commit."""
        return await self._writer.write(work)

    @contextmanager
    def maintenance(self) -> Iterator[Connection]:
        """A connection of its own; it waits for the serving process's writer, if there is one."""
        raw = open_sqlite(self._path)
        try:
            engine = engine_over(raw)
            raw.execute("BEGIN IMMEDIATE")
            with engine.connect() as connection:
                yield connection
            raw.execute("COMMIT")
        finally:
            if raw.in_transaction:
                raw.execute("ROLLBACK")
            raw.close()

    def close(self) -> None:
        """Let the queued writes finish, then close."""
        if self._closed:
            return
        self._closed = True
        self._writer.close()
        self._reports.shutdown()
        self._reading.close()
        self._reporting.close()
        self._writing.close()
