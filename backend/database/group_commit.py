"""One writer thread that gathers the waiting writes into one transaction and one fsync.

Each member runs inside its own SAVEPOINT, so its failure undoes only itself. Some SQLite errors
(a full disk, an interrupted UPDATE) undo the whole transaction: then every other member is run
again, alone. A transaction that cannot even begin fails them all at once: alone, each would only
wait for the same lock again. Nobody is answered before COMMIT returned.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue
from threading import Thread
from time import monotonic
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from backend.database.cutoff import Cutoff
from backend.database.doors import (
    Budgets,
    CommitInsideWork,
    DatabaseBusy,
    DatabaseDamaged,
    DatabaseFailure,
    DatabaseFull,
    Result,
    Work,
    WriteTooSlow,
)

MEMBERS_PER_COMMIT = 256
# https://sqlite.org/rescode.html; an extended name (SQLITE_CORRUPT_INDEX) begins with its primary one.
DAMAGED = ("SQLITE_CORRUPT", "SQLITE_NOTADB")


@dataclass(slots=True, eq=False)
class Member:
    """One write that waits for its commit."""

    work: Work[Any]
    loop: asyncio.AbstractEventLoop
    answer: asyncio.Future[Any]
    deadline: float  # by the monotonic clock; begun later, it would be done for nobody
    result: Any = None
    failure: BaseException | None = field(default=None)

    @property
    def is_overdue(self) -> bool:
        return monotonic() > self.deadline

    def deliver(self) -> None:
        """Tell the waiting request; on the event loop's thread."""
        if self.answer.done():
            return
        if self.failure is not None:
            self.answer.set_exception(self.failure)
        else:
            self.answer.set_result(self.result)


class TransactionLost(Exception):
    """SQLite has rolled back everything, not only this member."""


class NotBegun(Exception):
    """BEGIN failed, most often because another process holds the lock; nobody was run."""


class GroupCommit:
    """The single writer of an SQLite database."""

    def __init__(
        self,
        engine: Engine,
        raw: sqlite3.Connection,
        budgets: Budgets,
        members_per_commit: int = MEMBERS_PER_COMMIT,
    ) -> None:
        self._engine = engine
        self._raw = raw
        self._cutoff = Cutoff(raw)
        self._budgets = budgets
        self._members_per_commit = members_per_commit
        self.commits = 0
        self._queue: SimpleQueue[Member | None] = SimpleQueue()
        self._thread = Thread(target=self._run, name="okno-writer", daemon=True)
        self._thread.start()

    async def write(self, work: Work[Result]) -> Result:
        """Queue the work and wait until it is durable."""
        if self._queue.qsize() >= self._budgets.waiting:
            raise DatabaseBusy("too many writes are waiting")
        loop = asyncio.get_running_loop()
        deadline = monotonic() + self._budgets.patience
        member = Member(work, loop, loop.create_future(), deadline)
        self._queue.put(member)
        result: Result = await member.answer
        return result

    def close(self) -> None:
        """Finish what is queued and end the thread."""
        if self._thread.is_alive():
            self._queue.put(None)
            self._thread.join()

    def _run(self) -> None:
        while (first := self._queue.get()) is not None:
            members, last = self._gather(first)
            self._settle(members)
            deliver(members)
            if last:
                return

    def _gather(self, first: Member) -> tuple[list[Member], bool]:
        """Everybody who waits by now; True if the queue ends here."""
        members = [first]
        while len(members) < self._members_per_commit:
            try:
                following = self._queue.get_nowait()
            except Empty:
                break
            if following is None:
                return members, True
            members.append(following)
        return members, False

    def _settle(self, members: Sequence[Member]) -> None:
        """Give each member a result or a failure, all of it committed."""
        waiting = [member for member in members if not member.answer.cancelled()]
        if not waiting:
            return
        try:
            self._commit_together(waiting)
        except NotBegun as error:
            fail_all(waiting, error)
        except Exception as error:  # the thread must outlive whatever happens to one group
            self._abandon()
            self._settle_alone(waiting, error)

    def _settle_alone(self, members: Sequence[Member], error: Exception) -> None:
        """After a lost transaction: run each member again by itself; the one at fault keeps its failure."""
        lost_by = error.__cause__ if isinstance(error, TransactionLost) else None
        again: list[Member] = []
        for member in members:
            if lost_by is not None and member.failure is lost_by:
                member.failure = named(lost_by)
            else:
                member.failure = None
                again.append(member)
        for number, member in enumerate(again):
            try:
                self._commit_together([member])
            except NotBegun as locked:
                fail_all(again[number:], locked)
                return
            except Exception as fault:
                self._abandon()
                member.failure = named(fault.__cause__ if isinstance(fault, TransactionLost) else fault)

    def _commit_together(self, members: Sequence[Member]) -> None:
        raw = self._raw
        try:
            raw.execute("BEGIN IMMEDIATE")
        except sqlite3.Error as error:
            raise NotBegun from error
        with self._engine.connect() as connection:
            for member in members:
                self._run_member(member, connection)
            self._cutoff.lift()
            raw.execute("COMMIT")
        self.commits += 1

    def _run_member(self, member: Member, connection: Any) -> None:
        if member.is_overdue:
            member.failure = DatabaseBusy("it waited longer than its client does")
            return
        raw = self._raw
        raw.execute("SAVEPOINT member")
        self._cutoff.start(self._budgets.write)
        try:
            member.result = member.work(connection)
            if self._cutoff.is_over:
                raise WriteTooSlow("the work took too long")
            if not raw.in_transaction:
                raise CommitInsideWork("work ended the transaction of its door")
        except Exception as error:
            self._undo_member(member, error)
        else:
            raw.execute("RELEASE member")

    def _undo_member(self, member: Member, error: Exception) -> None:
        self._cutoff.lift()
        member.failure = error
        if not self._raw.in_transaction:
            raise TransactionLost from error
        member.failure = named(error)
        self._raw.execute("ROLLBACK TO member")
        self._raw.execute("RELEASE member")

    def _abandon(self) -> None:
        self._cutoff.lift()
        if self._raw.in_transaction:
            self._raw.execute("ROLLBACK")


def fail_all(members: Sequence[Member], error: NotBegun) -> None:
    """Give every member the one reason why nothing was begun."""
    for member in members:
        member.failure = named(error.__cause__)


def deliver(members: Sequence[Member]) -> None:
    """Wake each event loop once for all of its members."""
    by_loop: dict[asyncio.AbstractEventLoop, list[Member]] = {}
    for member in members:
        by_loop.setdefault(member.loop, []).append(member)
    for loop, mine in by_loop.items():
        if not loop.is_closed():
            loop.call_soon_threadsafe(deliver_all, mine)


def deliver_all(members: Sequence[Member]) -> None:
    for member in members:
        member.deliver()


def named(error: BaseException | None, too_slow: type[DatabaseFailure] = WriteTooSlow) -> BaseException:
    """The door's own failure for an SQLite error; everything else as it is."""
    cause = error.orig if isinstance(error, DBAPIError) else error
    if isinstance(cause, sqlite3.Error):
        name = getattr(cause, "sqlite_errorname", "")
        match name:
            case "SQLITE_FULL":
                return DatabaseFull("the disk is full")
            case "SQLITE_BUSY" | "SQLITE_LOCKED":
                return DatabaseBusy("another process holds the database")
            case "SQLITE_INTERRUPT":
                return too_slow("the work took too long")
        if name.startswith(DAMAGED):
            return DatabaseDamaged("the file is damaged")
        if not isinstance(cause, sqlite3.IntegrityError) and isinstance(cause, sqlite3.OperationalError):
            failure = DatabaseFailure("the database refused the statement")
            failure.__cause__ = cause
            return failure
    return error if error is not None else DatabaseFailure("lost without a reason")
