"""The three doors of the database, and what may come out of them instead of an answer."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Literal, Protocol, TypeVar

from sqlalchemy import Connection

Result = TypeVar("Result")
Work = Callable[[Connection], Result]


class DatabaseFailure(Exception):
    """The database gave no answer; `code` has a section in docs/failures.md."""

    code = "database-failed"


class ReadTooSlow(DatabaseFailure):
    """A read was cut off: reads are indexed and short, the rest are reports."""

    code = "read-too-slow"


class WriteTooSlow(DatabaseFailure):
    """A member of a write outlived its time budget and was rolled back."""

    code = "write-too-slow"


class DatabaseBusy(DatabaseFailure):
    """Too many wait already, it waited too long, or another process holds the lock; nothing was changed."""

    code = "database-busy"


class DatabaseFull(DatabaseFailure):
    """The disk is full; nothing was changed."""

    code = "database-full"


class DatabaseDamaged(DatabaseFailure):
    """The file or its disk is damaged; nothing was changed, and no other try will help."""

    code = "database-damaged"


class DatabaseUnreachable(DatabaseFailure):
    """No connection could be had; nothing was changed."""

    code = "database-unreachable"


class OutcomeUnknown(DatabaseFailure):
    """The line broke during COMMIT; whether it took place must be asked by the request's key."""

    code = "database-outcome-unknown"


class DatabaseInUse(DatabaseFailure):
    """Another backend serves this SQLite file already."""

    code = "database-in-use"


class CommitInsideWork(Exception):
    """A service tried to end the transaction; that is the door's business."""


@dataclass(frozen=True, slots=True)
class Budgets:
    """How long one piece of work may take, in seconds, and how many may wait."""

    read: float = 1.0
    report: float = 60.0
    write: float = 2.0
    waiting: int = 2048
    reports_waiting: int = 16  # each may take its minute: a longer queue is one nobody waits for
    patience: float = 4.0  # a kiosk waits so long for an answer: an older write is not begun any more


class Database(Protocol):
    """One database behind three doors; work is a plain function that may be run again.

    Work gets a `Connection`, does no other I/O, makes no random values and never commits.
    """

    @property
    def dialect(self) -> Literal["sqlite", "postgresql"]: ...

    async def read(self, work: Work[Result]) -> Result:
        """Run an indexed, short read on a consistent snapshot; `ReadTooSlow` when it is not short."""
        ...

    async def report(self, work: Work[Result]) -> Result:
        """Run a search over everything, on a read-only connection and thread of its own."""
        ...

    async def write(self, work: Work[Result]) -> Result:
        """Run the one transaction of a request; returns only after it is durable."""
        ...

    def maintenance(self) -> AbstractContextManager[Connection]:
        """One transaction for a command line, without a time budget; committed when the block ends."""
        ...

    def close(self) -> None:
        """End threads and connections; may be called twice."""
        ...
