"""How late the event loop is while an export runs through `database.report`, and while nothing runs."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from statistics import quantiles
from time import perf_counter

from sqlalchemy import Connection, text

from backend.database.doors import Database
from tests.benchmarks.report import Figure, Ratio

TICK = 0.002  # seconds between two looks at the clock
QUIET_SECONDS = 3.0
MOST_ROWS = 200_000
EXPORT = text(
    "SELECT people.*, entitlements.measure, entitlements.since FROM people"
    " JOIN entitlements ON entitlements.person = people.person LIMIT :most"
)
SHARE_OF_EXPORT = 0.05
"""What the longest stall may be of the export's own length; run on the loop itself it would be all of it."""


@dataclass(frozen=True, slots=True)
class Lag:
    """Seconds; `lasted` is how long the watched thing took."""

    p50: float
    p99: float
    longest: float
    lasted: float


def measure(database: Database) -> tuple[list[Figure], list[Ratio]]:
    return asyncio.run(_measure(database))


async def _measure(database: Database) -> tuple[list[Figure], list[Ratio]]:
    quiet = await _lag_while(lambda: asyncio.sleep(QUIET_SECONDS))
    busy = await _lag_while(lambda: database.report(export))
    figures = [
        Figure("the loop is late, nothing runs, p50", quiet.p50 * 1000, "ms"),
        Figure("the loop is late, nothing runs, p99", quiet.p99 * 1000, "ms"),
        Figure("an export of 200,000 rows lasts", busy.lasted * 1000, "ms"),
        Figure("the loop is late during it, p50", busy.p50 * 1000, "ms"),
        Figure("the loop is late during it, p99", busy.p99 * 1000, "ms"),
        Figure("the loop is late during it, longest", busy.longest * 1000, "ms"),
    ]
    return figures, [
        Ratio("p99 lag with an export ÷ without", busy.p99 / quiet.p99),
        Ratio("longest stall ÷ length of the export", busy.longest / busy.lasted, SHARE_OF_EXPORT),
    ]


async def _lag_while(act: Callable[[], Awaitable[object]]) -> Lag:
    late: list[float] = []

    async def watch() -> None:
        while True:
            due = perf_counter() + TICK
            await asyncio.sleep(TICK)
            late.append(perf_counter() - due)

    watching = asyncio.create_task(watch())
    await asyncio.sleep(TICK)
    began = perf_counter()
    await act()
    lasted = perf_counter() - began
    watching.cancel()
    hundredths = quantiles(late, n=100)
    return Lag(hundredths[49], hundredths[98], max(late), lasted)


def export(connection: Connection) -> int:
    """Each row is read into Python, as an export would; a small region is gone through several times."""
    read = 0
    while read < MOST_ROWS:
        read += sum(len(row) > 0 for row in connection.execute(EXPORT, {"most": MOST_ROWS - read}))
    return read
