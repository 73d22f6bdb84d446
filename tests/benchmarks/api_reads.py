"""Reading one person in a large region and in a small one, through the product's own read door."""

from __future__ import annotations

import asyncio
import random
from datetime import UTC, datetime
from functools import partial
from statistics import median
from time import perf_counter

from backend.database.doors import Database
from backend.people import service as people
from tests.benchmarks.report import Figure, Ratio

READS = 1500
SLICE = 50  # reads of one region before the other has its turn
AT_MOST = 1.5
SEED = 3
DEMO_PERSON = "d{:09d}"  # how the demo numbers people, from 1


def measure(databases: dict[int, Database]) -> tuple[list[Figure], list[Ratio]]:
    """`databases` by how many people there are in each."""
    took = asyncio.run(_read_in_turn(databases))
    small, large = min(databases), max(databases)
    figures = [
        Figure(f"a personal file read among {count:,} people, p50", median(seconds) * 1000, "ms")
        for count, seconds in took.items()
    ]
    return figures, [
        Ratio(f"a read among {large:,} ÷ among {small:,}", median(took[large]) / median(took[small]), AT_MOST)
    ]


async def _read_in_turn(databases: dict[int, Database]) -> dict[int, list[float]]:
    chance = random.Random(SEED)
    today = datetime.now(UTC).date()
    took: dict[int, list[float]] = {count: [] for count in databases}
    for _ in range(READS // SLICE):
        for count, database in databases.items():
            for _ in range(SLICE):
                person = DEMO_PERSON.format(chance.randint(1, count))
                work = partial(people.personal_file, person=person, card_masked="", today=today)
                began = perf_counter()
                await database.read(work)
                took[count].append(perf_counter() - began)
    return took
