"""Ten thousand calls told as a bad line tells them: each event up to three times, late, out of turn.

The numbers are written in many ways, and several people share one. Afterwards there is one contact a call,
each for whom the operator chose, and nobody more in the register than before. Beside it a count that takes
every ring for a new call, which shows that the replay is as bad as it claims.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Final
from uuid import UUID, uuid4

from rich.console import Console
from sqlalchemy import FromClause, func, insert, select

from backend.contacts.service import keeping, recording
from backend.contacts.tables import contacts
from backend.contacts.values import By, Fresh
from backend.contract.contacts import ContactPersonIn
from backend.contract.telephony import PhoneEvent
from backend.database.opening import open_database
from backend.people.tables import people
from backend.telephony import service as telephony
from tests.backend.conftest import create_tables
from tests.backend.region import TEST_VAULT, HandClock, Region
from tests.benchmarks.report import Figure, Ratio, Report

CALLS_VARIABLE: Final = "OKNO_BENCH_CALLS"
CALLS: Final = 10_000
LINES: Final = 40
PEOPLE_A_NUMBER: Final = 3
NUMBERS: Final = 500
AT_ONCE: Final = 50
STRAYS: Final = 40  # so many events of other calls may come between two of one
SEED: Final = 10
START: Final = datetime(2026, 11, 20, 6, 0, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Told:
    """One event as it arrives."""

    event: PhoneEvent
    fresh: Fresh


def run(console: Console, calls: int | None = None) -> Report:
    """One contact a call, nobody twice: ratios that have to be one."""
    count = calls or int(os.environ.get(CALLS_VARIABLE, CALLS))
    with TemporaryDirectory(dir=Path.cwd(), prefix=".bench-") as folder:
        url = f"sqlite:///{Path(folder) / 'okno.db'}"
        create_tables(url)
        region = Region(open_database(url), HandClock())
        try:
            return replayed(region, count)
        finally:
            region.database.close()


def replayed(region: Region, calls: int) -> Report:
    random = Random(SEED)
    chosen = registered(region)
    before = counted(region, people)
    told = list(events(random, calls))
    started = perf_counter()
    asyncio.run(heard(region, told))
    seconds = perf_counter() - started
    attach(region, chosen)
    found = counted(region, contacts)
    naive = sum(each.event.event == "ringing" for each in told)
    return Report(
        "call-replay",
        (
            Figure("calls", calls, ""),
            Figure("events told", len(told), ""),
            Figure("contacts", found, ""),
            Figure("people before", before, ""),
            Figure("people after", counted(region, people), ""),
            Figure("contacts if each ring were a call", naive, ""),
            Figure("an event", seconds / len(told) * 1000, "ms"),
        ),
        (
            Ratio("contacts ÷ calls", found / calls, at_most=1.0),
            Ratio("calls ÷ contacts", calls / found, at_most=1.0),
            Ratio("people after ÷ before", counted(region, people) / before, at_most=1.0),
            Ratio("contacts for another than was chosen", float(strangers(region, chosen)), at_most=0.0),
            Ratio("control: rings ÷ calls", naive / calls, at_least=1.2),
        ),
        ("PostgreSQL: the race of one event told twice at once is tested there",),
    )


def registered(region: Region) -> dict[str, str]:
    """By number whom the operator will choose, among those who share it; at each line an operator."""
    shared = {f"+7921{index:07d}": [str(uuid4()) for _ in range(PEOPLE_A_NUMBER)] for index in range(NUMBERS)}
    rows = [row_of(person, number) for number, persons in shared.items() for person in persons]
    with region.database.maintenance() as connection:
        connection.execute(insert(people), rows)
        for line in range(LINES):
            telephony.add_line(connection, TEST_VAULT, f"desk-{line}", "k" * 43, bytes(12), START)
            telephony.sit(connection, By(f"op-{line}", START), f"desk-{line}")
    return {number: persons[0] for number, persons in shared.items()}


def row_of(person: str, number: str) -> dict[str, object]:
    """Somebody invented, of whom only the number matters."""
    return {
        "person": person,
        "last_name": "Иванова",
        "first_name": "Мария",
        "middle_name": "Петровна",
        "sex": "f",
        "birth_date": date(1948, 3, 8),
        "birth_place": "г. Мурманск",
        "town": "Мурманск",
        "address": "ул. Полярная, д. 1",
        "phone": number,
        "registered_at": START,
    }


def events(random: Random, calls: int) -> Iterator[Told]:
    """Every event of every call, repeated and shuffled within a window."""
    waiting: list[tuple[float, PhoneEvent]] = []
    for call in range(calls):
        number = written(random, f"{random.randrange(NUMBERS):07d}")
        for step, kind in enumerate(("ringing", "answered", "ended")):
            event = PhoneEvent.model_validate(
                {
                    "line": f"desk-{call % LINES}",
                    "call": f"call-{call}@pbx",
                    "event": kind,
                    "number": number,
                    "at": START,
                }
            )
            for _ in range(random.choice((1, 1, 2, 3))):
                waiting.append((call * 3 + step + random.random() * STRAYS, event))
    for _, event in sorted(waiting, key=lambda each: each[0]):
        yield Told(
            event, Fresh(str(UUID(int=random.getrandbits(128))), random.randbytes(12), random.randbytes(12))
        )


def written(random: Random, digits: str) -> str:
    """The same number in one of the ways exchanges write it."""
    a, b, c = digits[:3], digits[3:5], digits[5:]
    ways = (f"8921{digits}", f"+7 (921) {a}-{b}-{c}", f"7921{digits}", f"8 921 {a} {b} {c}", f"921{digits}")
    return random.choice(ways)


async def heard(region: Region, told: Sequence[Told]) -> None:
    """Fifty at once, as webhooks come."""
    for begin in range(0, len(told), AT_ONCE):
        await asyncio.gather(*(hear(region, each) for each in told[begin : begin + AT_ONCE]))


async def hear(region: Region, told: Told) -> None:
    work = partial(telephony.hear, vault=TEST_VAULT, event=told.event, fresh=told.fresh, now=START)
    await region.database.write(work)


def attach(region: Region, chosen: dict[str, str]) -> None:
    """What the operator does with each call that is still theirs to change."""
    by_hash = {hashed(number): person for number, person in chosen.items()}
    with region.database.maintenance() as connection:
        for row in connection.execute(select(contacts)).mappings().all():
            if row["state"] == "wrap_up":
                told = ContactPersonIn(person=by_hash[row["number_hash"]])
                recording.attach(connection, By(row["operator"], START), row["contact"], told)


def hashed(number: str) -> str:
    return keeping.number_hash(TEST_VAULT, number)


def strangers(region: Region, chosen: dict[str, str]) -> int:
    by_hash = {hashed(number): person for number, person in chosen.items()}
    with region.database.maintenance() as connection:
        rows = connection.execute(select(contacts.c.number_hash, contacts.c.person)).all()
    return sum(person != by_hash[number] for number, person in rows)


def counted(region: Region, table: FromClause) -> int:
    with region.database.maintenance() as connection:
        return connection.execute(select(func.count()).select_from(table)).scalar_one()
