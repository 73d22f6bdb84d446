"""A durable confirm over HTTP by 200 clients, against a bare handler that sends the same SQL.

On SQLite the judged floor makes one durable transaction a request; with a group commit of its own it is
measured too and not judged, since that is part of what the product adds.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import cycle, islice
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any
from uuid import uuid4

import psycopg
from rich.console import Console
from rich.progress import Progress
from sqlalchemy import Connection, insert, make_url, select

from backend.auth.tokens import load_or_make_token_desk
from backend.bookings.repository import capacity
from backend.bookings.rules import ResourceRules
from backend.bookings.tables import booking_events, bookings
from backend.database.opening import open_database
from backend.people.tables import people
from backend.secret_values import hash_of, new_secret
from kiosk.identity import read_identity
from tests.benchmarks.api_load import AT_LEAST, BARE, FLOORS, OURS, Side
from tests.benchmarks.booking_http import region_of
from tests.benchmarks.booking_trial import POSTGRESQL, SQLITE, databases
from tests.benchmarks.load import Outcome, send
from tests.benchmarks.measured_region import MeasuredRegion, free_port, running, wait_until_ready
from tests.benchmarks.report import Figure, Ratio, Report

CLIENTS = 200
ROUNDS = 5  # the first warms up and does not count
SECONDS = 10
CONFIRMS_A_ROUND = 24_000
SLOTS = 40
GOOD_FOR = timedelta(hours=2)
SCRIPT = Path(__file__).parent / "lua" / "confirms.lua"
DOCTOR = "bench-doctor"


@dataclass(frozen=True, slots=True)
class Prepared:
    """Holds that wait for their confirm, a file a round, and one more that a floor confirms to learn how."""

    rounds: tuple[Path, ...]
    sample: tuple[str, str]


def run(console: Console) -> Report:
    """Throughput and p99 in turn, round by round."""
    figures: list[Figure] = []
    ratios: list[Ratio] = []
    with (
        TemporaryDirectory(dir=Path.cwd(), prefix=".bench-", ignore_cleanup_errors=True) as name,
        databases(Path(name)) as empty,
        Progress(console=console, transient=True) as progress,
    ):
        for kind in (SQLITE, POSTGRESQL):
            task = progress.add_task(f"{kind}, confirm", total=ROUNDS * (1 + len(FLOORS[kind])))
            region = region_of(kind, empty, Path(name))
            outcomes: dict[str, list[Outcome]] = {}
            prepared = prepare(region)
            with sides_of(kind, region, prepared) as sides:
                for file in prepared.rounds:
                    for side_name, side in sides.items():
                        outcome = send(
                            side.address,
                            file,
                            side.token(),
                            SECONDS,
                            script=SCRIPT,
                            connections=CLIENTS,
                            may_fail=True,
                        )
                        outcomes.setdefault(side_name, []).append(outcome)
                        progress.advance(task)
            more_figures, more_ratios = told(kind, outcomes)
            figures += more_figures
            ratios += more_ratios
    return Report("booking-confirm", tuple(figures), tuple(ratios))


def prepare(region: MeasuredRegion) -> Prepared:
    """One doctor with a seat for every confirm, and a hold on each."""
    count = ROUNDS * CONFIRMS_A_ROUND + 1
    kiosk = read_identity(region.data / "kiosk").kiosk
    holds = [(str(uuid4()), new_secret()) for _ in range(count)]
    database = open_database(region.url)
    try:
        with database.maintenance() as connection:
            enter_holds(connection, kiosk, holds)
    finally:
        database.close()
    files = []
    for number in range(ROUNDS):
        files.append(region.data / f"confirms-{number}")
        mine = holds[number * CONFIRMS_A_ROUND : (number + 1) * CONFIRMS_A_ROUND]
        files[-1].write_text("".join(f"{hold}\t{token}\n" for hold, token in mine))
    return Prepared(tuple(files), holds[-1])


def enter_holds(connection: Connection, kiosk: str, holds: list[tuple[str, str]]) -> None:
    """The rows that a hold makes, in bulk, for one person after another."""
    now = datetime.now(UTC)
    seats = -(-len(holds) // SLOTS)
    persons = cycle(connection.execute(select(people.c.person).limit(4_000)).scalars().all())
    slots = [_slot(number, seats, now) for number in range(SLOTS)]
    places = [(slot["slot"], seat + 1) for slot in slots for seat in range(seats)]
    capacity.put_resource(connection, _doctor())
    capacity.add_slots(connection, slots, ({"slot": slot, "seat": seat} for slot, seat in places))
    rows = [
        {
            "booking": hold,
            "party": hold,
            "slot": slot,
            "seat": seat,
            "person": person,
            "booked_by": f"kiosk:{kiosk}",
            "channel": "kiosk",
            "level": 1,
            "state": "held",
            "hold_token_hash": hash_of(token),
            "expires_at": now + GOOD_FOR,
            "created_at": now,
        }
        for (hold, token), (slot, seat), person in zip(
            holds, places, islice(persons, len(holds)), strict=False
        )
    ]
    connection.execute(insert(bookings), rows)
    steps = [
        {"booking": hold, "step": 1, "at": now, "actor": f"kiosk:{kiosk}", "what": "held"}
        for hold, _ in holds
    ]
    connection.execute(insert(booking_events), steps)


def _doctor() -> dict[str, Any]:
    return {
        "resource": DOCTOR,
        "kind": "doctor",
        "title": "Терапевт",
        "provider": "clinic-1",
        "speciality": "therapist",
        "zone": "Europe/Moscow",
        "rules": ResourceRules().model_dump_json(),
        "active": True,
    }


def _slot(number: int, seats: int, now: datetime) -> dict[str, Any]:
    starts_at = now.replace(microsecond=0) + timedelta(days=1, hours=number)
    return {
        "slot": f"{DOCTOR}-{number}",
        "resource": DOCTOR,
        "starts_at": starts_at,
        "ends_at": starts_at + timedelta(minutes=20),
        "capacity": seats,
        "state": "open",
        "home_visit": False,
    }


@contextmanager
def sides_of(kind: str, region: MeasuredRegion, prepared: Prepared) -> Iterator[dict[str, Side]]:
    """The product, and each floor over a copy of its database."""
    kiosk = read_identity(region.data / "kiosk").kiosk
    tokens = load_or_make_token_desk(region.data)

    token = tokens.issue(kiosk, ("kiosk",), datetime.now(UTC), GOOD_FOR).access_token
    copies = {floor: copied(region) for floor in FLOORS[kind]}
    with ExitStack() as stack:
        sides = {OURS: Side(stack.enter_context(region.served()), lambda: token)}
        for floor, options in FLOORS[kind].items():
            address = stack.enter_context(
                bare_confirm(region, copies[floor], token, prepared.sample, options)
            )
            sides[floor] = Side(address, lambda: token)
        yield sides


def copied(region: MeasuredRegion) -> str:
    """The URL of a copy of the region's database; nothing is connected to it."""
    if not region.database_url:
        copy = region.data / f"{uuid4().hex}.db"
        shutil.copy(region.data / "okno.db", copy)
        for suffix in ("-wal", "-shm"):
            if (log := region.data / f"okno.db{suffix}").exists():
                shutil.copy(log, f"{copy}{suffix}")
        return f"sqlite:///{copy}"
    url, name = make_url(region.database_url), f"copy_{uuid4().hex}"
    with psycopg.connect(plain(str(url.set(database="postgres"))), autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{url.database}"'.encode())
    return plain(url.set(database=name).render_as_string(hide_password=False))


def plain(url: str) -> str:
    return url.replace("+psycopg", "")


@contextmanager
def bare_confirm(
    region: MeasuredRegion, url: str, token: str, sample: tuple[str, str], options: tuple[str, ...]
) -> Iterator[str]:
    """The floor's process, with the region's TLS identity; its address."""
    port = free_port()
    command = (
        *(sys.executable, "-m", "tests.benchmarks.bare_confirm", *options, "--"),
        *(str(region.data), url, str(port), token, *sample),
    )
    with running(command, region.environment, region.data / "bare.log") as process:
        address = f"https://localhost:{port}"
        wait_until_ready(process, f"{address}/v1/health/ready", region.region_ca)
        yield address


def told(kind: str, outcomes: dict[str, list[Outcome]]) -> tuple[list[Figure], list[Ratio]]:
    figures, ratios = [], []
    counted = {side: rounds[1:] for side, rounds in outcomes.items()}
    for side, rounds in counted.items():
        label = f"{kind}, durable confirm: {side}"
        figures += [
            Figure(label, median(one.rate for one in rounds), "/s"),
            Figure(f"{label}, p50 under {CLIENTS} clients", median(one.p50 for one in rounds), "ms"),
            Figure(f"{label}, p99 under {CLIENTS} clients", median(one.p99 for one in rounds), "ms"),
        ]
    for floor in FLOORS[kind]:
        each = [ours.rate / bare.rate for ours, bare in zip(counted[OURS], counted[floor], strict=True)]
        limit = AT_LEAST if floor == BARE else None
        ratios.append(Ratio(f"{kind}, durable confirm: throughput ÷ {floor}", median(each), at_least=limit))
    return figures, ratios
