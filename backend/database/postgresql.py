"""PostgreSQL behind the same three doors: bounded pools, named isolation levels, retries at the edge."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from math import inf
from random import uniform
from time import monotonic, sleep
from typing import Any, Literal

import psycopg
from sqlalchemy import Connection, Dialect, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.pool import ConnectionPoolEntry

from backend.database.doors import (
    Budgets,
    CommitInsideWork,
    DatabaseBusy,
    DatabaseDamaged,
    DatabaseFailure,
    DatabaseFull,
    DatabaseUnreachable,
    OutcomeUnknown,
    ReadTooSlow,
    Result,
    Work,
    WriteTooSlow,
)
from backend.database.own_clock import OWN_CLOCK

# Snapshot isolation: two writers of one row cannot both win (40001); invariants over several rows
# are unique indexes and guarded UPDATEs, so SERIALIZABLE would only add false alarms.
ISOLATION_LEVEL = "REPEATABLE READ"
SERIALIZATION_FAILURE = "40001"
DEADLOCK_DETECTED = "40P01"
QUERY_CANCELED = "57014"
DISK_FULL = "53100"
DAMAGED_STATES = ("XX001", "XX002")  # data_corrupted, index_corrupted
WORTH_ANOTHER_RUN = frozenset({SERIALIZATION_FAILURE, DEADLOCK_DETECTED})
RUNS = 12
FIRST_PAUSE, LONGEST_PAUSE = 0.001, 0.064  # seconds; random up to these, so that rivals part
WAIT_FOR_CONNECTION = 5.0


@dataclass(frozen=True, slots=True)
class PoolSizes:
    """Connections, and threads, for each door.

    The threads of a process share one interpreter: from more than six they wait for each other, not for the
    database, and lose a quarter of the rate (decision 0005).
    """

    read: int = 6
    write: int = 6
    report: int = 2


class DoorsConnection(psycopg.Connection[Any]):
    """Commits for its door alone.

    The driver is asked rather than an event of SQLAlchemy's connections: with one listener there, every
    statement of the engine looks for more, and that is a tenth of a tap's work.
    """

    of_door = False

    def commit(self) -> None:
        """What a `Connection.commit()` comes to, of the work or of the door."""
        if not self.of_door:
            raise CommitInsideWork("work must not commit; its door does")
        super().commit()

    @contextmanager
    def opened_by_door(self) -> Iterator[None]:
        """The block may commit."""
        self.of_door = True
        try:
            yield
        finally:
            self.of_door = False


class PostgresDoor:
    """A pool of connections and as many threads."""

    def __init__(
        self,
        url: str,
        size: int,
        seconds: float,
        *,
        read_only: bool,
        patience: float = inf,
        own_clock: bool = True,
    ) -> None:
        engine = create_engine(
            url,
            isolation_level=ISOLATION_LEVEL,
            hide_parameters=True,  # an error text must carry nobody's data
            pool_size=size,
            max_overflow=0,
            pool_timeout=WAIT_FOR_CONNECTION,
            pool_use_lifo=True,
            execution_options={OWN_CLOCK: own_clock},
            connect_args={
                "options": f"-c statement_timeout={int(seconds * 1000)} -c timezone=UTC",
                "connect_timeout": int(WAIT_FOR_CONNECTION),
            },
        )
        self._engine: Engine = engine.execution_options(postgresql_readonly=True) if read_only else engine
        event.listen(engine, "do_connect", connect_for_doors)
        self._threads = ThreadPoolExecutor(max_workers=size, thread_name_prefix="okno-postgres")
        self._waiting = 0
        self._too_slow = ReadTooSlow if read_only else WriteTooSlow
        self._read_only = read_only
        self._patience = patience

    async def run(self, work: Work[Result], most_waiting: int) -> Result:
        """Run the work in a thread; again after a serialization failure or deadlock."""
        if self._waiting >= most_waiting:
            raise DatabaseBusy("too many are waiting for the database")
        self._waiting += 1
        deadline = monotonic() + self._patience
        try:
            return await asyncio.get_running_loop().run_in_executor(
                self._threads, partial(self._run_in_time, work, deadline)
            )
        finally:
            self._waiting -= 1

    def _run_in_time(self, work: Work[Result], deadline: float) -> Result:
        if monotonic() > deadline:
            raise DatabaseBusy("it waited longer than its client does")
        return self.run_with_retries(work)

    def run_with_retries(self, work: Work[Result]) -> Result:
        """One transaction, begun anew while PostgreSQL asks for that."""
        run = 0
        while True:
            run += 1
            try:
                return self._run_once(work)
            except DBAPIError as error:
                if run == RUNS or not self._is_worth_another_run(error):
                    raise self._named(error) from error
                pause = min(FIRST_PAUSE * 2 ** (run - 1), LONGEST_PAUSE)
                sleep(uniform(0, pause))  # noqa: S311 (no secret)
            except PoolTimeout as error:
                raise DatabaseBusy("no connection came free") from error

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """A connection inside one transaction, committed when the block ends without an error."""
        with self._engine.connect() as connection:
            try:
                yield connection
            except BaseException:
                if not connection.invalidated and not connection.closed:
                    connection.connection.rollback()  # also after a refused commit, which SQLAlchemy lets be
                raise
            raw = connection.connection.driver_connection
            assert isinstance(raw, DoorsConnection)
            try:
                with raw.opened_by_door():
                    connection.commit()
            except OperationalError as error:
                if error.connection_invalidated:
                    raise OutcomeUnknown("the line broke during COMMIT") from error
                raise

    def close(self) -> None:
        self._threads.shutdown()
        self._engine.dispose()

    def _run_once(self, work: Work[Result]) -> Result:
        if self._read_only:
            with self._engine.connect() as connection:
                return work(connection)
        with self.transaction() as connection:
            return work(connection)

    def _is_worth_another_run(self, error: DBAPIError) -> bool:
        return error.connection_invalidated or sqlstate(error) in WORTH_ANOTHER_RUN

    def _named(self, error: DBAPIError) -> Exception:
        match sqlstate(error):
            case state if state == QUERY_CANCELED:
                return self._too_slow("the statement took too long")
            case state if state in WORTH_ANOTHER_RUN:
                return DatabaseBusy("others kept changing the same rows")
            case state if state == DISK_FULL:
                return DatabaseFull("the disk is full")
            case state if state in DAMAGED_STATES:
                return DatabaseDamaged("a table or an index is damaged")
        if error.connection_invalidated or (isinstance(error, OperationalError) and not sqlstate(error)):
            return DatabaseUnreachable("no connection to the database")
        return (
            DatabaseFailure("the database refused the statement")
            if isinstance(error, OperationalError)
            else error
        )


def sqlstate(error: DBAPIError) -> str:
    """The five characters PostgreSQL names an error by, or ""."""
    return getattr(error.orig, "sqlstate", None) or ""


def connect_for_doors(
    _dialect: Dialect, _record: ConnectionPoolEntry, words: list[str], named: dict[str, Any]
) -> DoorsConnection:
    return DoorsConnection.connect(*words, **named)


class PostgresDatabase:
    """PostgreSQL by URL, `postgresql+psycopg://…`, also with several hosts.

    Without its `own_clock` services take the time they are told, as on SQLite.
    """

    dialect: Literal["postgresql"] = "postgresql"

    def __init__(
        self,
        url: str,
        budgets: Budgets = Budgets(),  # noqa: B008 (a frozen value)
        sizes: PoolSizes = PoolSizes(),
        *,
        own_clock: bool = True,
    ) -> None:
        self._budgets = budgets
        self._reading = PostgresDoor(url, sizes.read, budgets.read, read_only=True)
        self._reporting = PostgresDoor(url, sizes.report, budgets.report, read_only=True)
        self._writing = PostgresDoor(
            url,
            sizes.write,
            budgets.write,
            read_only=False,
            patience=budgets.patience,
            own_clock=own_clock,
        )
        # 0: no time limit
        self._maintenance = PostgresDoor(url, 1, 0, read_only=False, own_clock=own_clock)

    async def read(self, work: Work[Result]) -> Result:
        return await self._reading.run(work, self._budgets.waiting)

    async def report(self, work: Work[Result]) -> Result:
        return await self._reporting.run(work, self._budgets.reports_waiting)

    async def write(self, work: Work[Result]) -> Result:
        return await self._writing.run(work, self._budgets.waiting)

    @contextmanager
    def maintenance(self) -> Iterator[Connection]:
        with self._maintenance.transaction() as connection:
            yield connection

    def close(self) -> None:
        for door in (self._reading, self._reporting, self._writing, self._maintenance):
            door.close()
