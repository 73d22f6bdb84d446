"""Whether filed requests arrive, each once: schedules of faults at the port, and a real process killed.

Each way has its control: the same without the idempotency key (and before a real backend without the receipts
that it keeps, a second guard), which must double.
"""

from __future__ import annotations

import gc
import os
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from rich.console import Console
from rich.progress import Progress

from backend.database.opening import open_database
from backend.schema import metadata
from tests.benchmarks.report import Figure, Ratio, Report
from tests.kiosk.outbox.ledger import Ledger, LedgerWithoutKey
from tests.kiosk.outbox.lives import Balance, run_lives
from tests.kiosk.outbox.schedules import Schedule

SCHEDULES = 10_000
CONTROL_SCHEDULES = 200
IN_ONE_PIECE = 100
LIVES = 200
CONTROL_LIVES = 12
SEED = 20261122
MEMORY_DISK = Path("/dev/shm")  # thousands of commits need no disk to be right or wrong


@dataclass(frozen=True, slots=True)
class Sum:
    """What many schedules came to."""

    promised: int = 0
    lost: int = 0
    doubled: int = 0
    disagreed: int = 0
    kills: int = 0
    deliveries: int = 0

    def __add__(self, other: Sum) -> Sum:
        return Sum(
            self.promised + other.promised,
            self.lost + other.lost,
            self.doubled + other.doubled,
            self.disagreed + other.disagreed,
            self.kills + other.kills,
            self.deliveries + other.deliveries,
        )


def played(seeds: range, ledger: type[Ledger]) -> Sum:
    """These schedules, one after another, each with a disk of its own."""
    gc.freeze()  # a kill looks for what is left of the process: not among the modules
    total = Sum()
    for seed in seeds:
        with TemporaryDirectory(dir=MEMORY_DISK if MEMORY_DISK.is_dir() else None) as folder:
            verdict = Schedule(Path(folder) / "outbox", SEED + seed, ledger()).play()
        total += Sum(
            len(verdict.promised),
            len(verdict.lost),
            len(verdict.doubled),
            len(verdict.disagreed),
            verdict.kills,
            verdict.deliveries,
        )
    return total


def all_schedules(progress: Progress) -> Sum:
    pieces = [range(start, start + IN_ONE_PIECE) for start in range(0, SCHEDULES, IN_ONE_PIECE)]
    task = progress.add_task("schedules", total=SCHEDULES)
    total = Sum()
    with ProcessPoolExecutor(os.cpu_count(), get_context("spawn")) as pool:
        for piece in pool.map(partial(played, ledger=Ledger), pieces):
            total += piece
            progress.advance(task, IN_ONE_PIECE)
    return total


def all_lives(progress: Progress, folder: Path, lives: int, *, with_key: bool) -> Balance:
    name = "kiosk killed, line cut" if with_key else "the same without the key"
    task = progress.add_task(name, total=lives)
    database = open_database(f"sqlite:///{folder / f'{name}.db'}")
    try:
        with database.maintenance() as connection:
            metadata.create_all(connection)
        return run_lives(
            database, folder / name, lives, SEED, with_key=with_key, on_life=lambda: progress.advance(task)
        )
    finally:
        database.close()


def run(console: Console) -> Report:
    """10,000 schedules at the port; 200 kills and cut sockets before a real backend over TLS."""
    began = perf_counter()
    with (
        Progress(console=console, transient=True) as progress,
        TemporaryDirectory(dir=Path.cwd(), prefix=".bench-") as folder,
    ):
        real = all_lives(progress, Path(folder), LIVES, with_key=True)
        real_control = all_lives(progress, Path(folder), CONTROL_LIVES, with_key=False)
        port = all_schedules(progress)
        port_control = played(range(CONTROL_SCHEDULES), LedgerWithoutKey)
    return Report(
        "outbox",
        (
            Figure("at the port: schedules", SCHEDULES, ""),
            Figure("  requests promised", port.promised, ""),
            Figure("  kills at a line", port.kills, ""),
            Figure("  deliveries", port.deliveries, ""),
            Figure("real process: kills by id", real.lives, ""),
            Figure("  sockets cut", real.cuts, ""),
            Figure("  requests promised", real.promised, ""),
            Figure("  requests at the backend (with those killed before the promise)", real.arrived, ""),
            Figure("  of them by the card's signature", real.by_signature, ""),
            Figure("took", perf_counter() - began, "s"),
        ),
        (
            Ratio("port: lost", port.lost, at_most=0),
            Ratio("port: doubled", port.doubled, at_most=0),
            Ratio("port: told otherwise than the ledger says", port.disagreed, at_most=0),
            Ratio(
                f"port: doubled without the key, {CONTROL_SCHEDULES} schedules",
                port_control.doubled,
                at_least=1,
            ),
            Ratio("real: lost", real.lost, at_most=0),
            Ratio("real: doubled", real.doubled, at_most=0),
            Ratio("real: sockets cut ÷ kills", real.cuts / real.lives, at_least=1),
            Ratio(f"real: doubled without the key, {CONTROL_LIVES} kills", real_control.doubled, at_least=1),
        ),
    )
