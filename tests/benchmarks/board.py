"""The supervisor's board, over HTTP in one process: a million contacts behind it beside ten thousand.

Today is as busy in both; the ratio says whether the board's time grows with what is kept.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Final

import httpx
from rich.console import Console
from sqlalchemy import insert, text

from backend.app import build_app
from backend.contacts.tables import contacts
from backend.database.bulk import Row, insert_rows
from backend.database.doors import Database
from backend.database.opening import open_database
from backend.operators.tables import operator_roles, operators
from backend.schema import metadata
from tests.backend.region import HandClock, Region
from tests.benchmarks.caller import urls_of
from tests.benchmarks.report import Figure, Ratio, Report, alternate, median_ms

SMALL: Final = 10_000
LARGE_VARIABLE: Final = "OKNO_BENCH_BOARD_CONTACTS"
LARGE: Final = 1_000_000
ROUNDS: Final = 200
AT_MOST: Final = 1.5
BATCH: Final = 50_000
TODAY: Final = 1_200  # contacts of a busy day
OPERATORS: Final = 50
YEARS: Final = 3  # for so long contacts are kept
NOW: Final = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
SEED: Final = 5


def run(console: Console, rounds: int = ROUNDS) -> Report:
    """Medians on both databases."""
    large = int(os.environ.get(LARGE_VARIABLE, LARGE))
    figures: list[Figure] = []
    ratios: list[Ratio] = []
    with TemporaryDirectory(dir=Path.cwd(), prefix=".bench-") as folder, ExitStack() as stack:
        for name, urls in urls_of(Path(folder), stack).items():
            boards = []
            for count, url in zip((SMALL, large), urls, strict=True):
                console.print(f"board: {name}, {count:,} contacts", style="dim")
                boards.append(Board(filled(url, count, stack)))
            ways = [board.timed() for board in boards]
            alternate(10, *ways)
            small, big = alternate(rounds, *ways)
            figures += [
                Figure(f"board, {name}, {SMALL:,} contacts", median_ms(small), "ms"),
                Figure(f"board, {name}, {large:,} contacts", median_ms(big), "ms"),
            ]
            ratio = median_ms(big) / median_ms(small)
            ratios.append(Ratio(f"board, {name}, {large:,} ÷ {SMALL:,} contacts", ratio, at_most=AT_MOST))
            for board in boards:
                board.close()
    return Report("board", tuple(figures), tuple(ratios))


def filled(url: str, count: int, stack: ExitStack) -> Database:
    """So many contacts, the same number of them today, some of those still open."""
    database = open_database(url)
    stack.callback(database.close)
    chance = Random(SEED)
    with database.maintenance() as connection:
        metadata.create_all(connection)
        for number in range(OPERATORS):
            row = {
                "operator": f"op-{number}",
                "login": f"op-{number}",
                "display_name": f"Оператор {number}",
                "password_hash": "-",
                "totp_sealed": b"",
                "created_at": NOW,
            }
            connection.execute(insert(operators), row)
            connection.execute(insert(operator_roles), {"operator": f"op-{number}", "role": "operator"})
    today = min(TODAY, count)
    for start in range(0, count, BATCH):
        numbers = range(start, min(count, start + BATCH))
        with database.maintenance() as connection:
            insert_rows(connection, contacts, [contact_row(number, today, chance) for number in numbers])
    with database.maintenance() as connection:
        connection.execute(text("ANALYZE"))
    return database


def contact_row(number: int, today: int, chance: Random) -> Row:
    """The first of them are of today; of these the first fifty are open, one an operator."""
    if number < today:
        started = NOW - timedelta(seconds=chance.randrange(8 * 3600))
    else:
        started = NOW - timedelta(days=1 + chance.randrange(YEARS * 365), seconds=chance.randrange(3600))
    state = "talking" if number < OPERATORS else "lost" if number % 20 == 0 else "closed"
    answered = None if state == "lost" else started + timedelta(seconds=9)
    ended = None if state == "talking" else started + timedelta(seconds=200)
    values = {
        "contact": f"{number:036d}",
        "line": "",
        "channel": "phone",
        "direction": "in",
        "operator": f"op-{number % OPERATORS}",
        "state": state,
        "started_at": written(started),
        "answered_at": written(answered),
        "ended_at": written(ended),
        "closed_at": written(ended) if state == "closed" else None,
        "hang_up_lost": False,
        "relation": "self",
        "ground": "",
        "level": "none",
        "topic": "pension",
        "outcome": "answered",
        "notes_version": 0,
        "training": False,
        "anonymous": False,
    }
    return tuple(values.get(column.name) for column in contacts.columns)


def written(moment: datetime | None) -> str | None:
    """As both databases take it in bulk: UTC."""
    return None if moment is None else moment.strftime("%Y-%m-%d %H:%M:%S.%f")


class Board:
    """A supervisor before a call centre; requests go through the whole app, without a socket."""

    def __init__(self, database: Database) -> None:
        region = Region(database, HandClock(NOW))
        token = region.services.tokens.issue("irina", ("supervisor",), NOW).access_token
        self.headers = {"Authorization": f"Bearer {token}"}
        self.loop = asyncio.new_event_loop()
        transport = httpx.ASGITransport(build_app(region.services))
        self.client = httpx.AsyncClient(transport=transport, base_url="https://backend")

    def timed(self) -> Callable[[], float]:
        """Seconds of one look."""

        def look() -> float:
            started = perf_counter()
            sent = self.client.get("/v1/desk/board", headers=self.headers)
            answer = self.loop.run_until_complete(sent)
            lasted = perf_counter() - started
            assert answer.status_code == 200, answer.text
            assert answer.json()["talking"] == OPERATORS
            return lasted

        return look

    def close(self) -> None:
        self.loop.run_until_complete(self.client.aclose())
        self.loop.close()
