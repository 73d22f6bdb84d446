"""What durability costs: 128 writers through `database.write`, with and without fsync and groups."""

from __future__ import annotations

import asyncio
import tempfile
from functools import partial
from pathlib import Path
from statistics import median
from time import perf_counter

from rich.console import Console
from rich.progress import track
from sqlalchemy import Connection, text

from backend.database.group_commit import MEMBERS_PER_COMMIT
from backend.database.sqlite import SqliteDatabase, Synchronous
from tests.benchmarks.report import Figure, Ratio, Report

WRITERS = 128
WRITES_EACH = 40
ROUNDS = 5
# A write of the usual kind: one row, one unique index over it.
TABLE = (
    "CREATE TABLE IF NOT EXISTS booking"
    " (id INTEGER PRIMARY KEY, slot INTEGER, owner TEXT, UNIQUE (slot, owner))"
)
INSERT = text("INSERT INTO booking (slot, owner) VALUES (:slot, :owner)")


def insert(row: dict[str, object], connection: Connection) -> None:
    connection.execute(INSERT, row)


async def writes_per_second(database: SqliteDatabase, start: int) -> float:
    async def writer(number: int) -> None:
        for n in range(WRITES_EACH):
            await database.write(partial(insert, {"slot": start + n, "owner": str(number)}))

    started = perf_counter()
    await asyncio.gather(*(writer(number) for number in range(WRITERS)))
    return WRITERS * WRITES_EACH / (perf_counter() - started)


def measured(folder: Path, name: str, synchronous: Synchronous, members: int, start: int) -> float:
    database = SqliteDatabase(folder / f"{name}.db", synchronous=synchronous, members_per_commit=members)
    try:
        with database.maintenance() as connection:
            connection.execute(text(TABLE))
        return asyncio.run(writes_per_second(database, start))
    finally:
        database.close()


def run(console: Console) -> Report:
    """Writes a second, the median of five rounds in turn, in a folder on the disk of this checkout."""
    ways: dict[str, tuple[Synchronous, int]] = {
        "durable": ("FULL", MEMBERS_PER_COMMIT),
        "not durable": ("OFF", MEMBERS_PER_COMMIT),
        "durable, one commit a write": ("FULL", 1),
    }
    results: dict[str, list[float]] = {name: [] for name in ways}
    with tempfile.TemporaryDirectory(dir=Path.cwd(), prefix=".bench-") as folder:
        for n in track(range(ROUNDS), "commit", console=console, transient=True):
            for name, (synchronous, members) in ways.items():
                results[name].append(measured(Path(folder), name, synchronous, members, n * WRITES_EACH))
    rates = {name: median(values) for name, values in results.items()}
    return Report(
        "commit",
        tuple(Figure(f"{name}, {WRITERS} writers", rate, "writes/s") for name, rate in rates.items()),
        (
            Ratio("durable ÷ not durable", rates["durable"] / rates["not durable"], at_least=0.7),
            Ratio("with groups ÷ without", rates["durable"] / rates["durable, one commit a write"]),
        ),
    )
