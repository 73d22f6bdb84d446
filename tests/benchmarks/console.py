"""Fifty operators open the page of their call: the console beside a bare page that makes one composite call.

Both ask the same backend process over TLS, and both are served over TLS. The load has fifty connections, one
an operator, and is bounded in time. Beside it: how many calls to the backend each page of a contact costs.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from uuid import uuid4

import httpx
from rich.console import Console
from rich.progress import Progress
from sqlalchemy import insert, select

from backend.auth.tokens import TokenDesk, load_or_make_token_desk
from backend.contacts.tables import contacts
from backend.contract.operators import OperatorToken
from backend.database.opening import open_database
from backend.operators.tables import operator_roles, operators
from backend.people.tables import people
from backend.region_ca import SERVER_CERTIFICATE_FILE, SERVER_KEY_FILE
from callcenter.desk.tabs import NAMES, address_in
from callcenter.session import Session, load_or_make_seal
from callcenter.visit import SESSION_COOKIE
from tests.benchmarks.load import Outcome, send
from tests.benchmarks.measured_region import ROOT, MeasuredRegion, free_port, running, wait_until_ready
from tests.benchmarks.report import Figure, Ratio, Report

OPERATORS, PEOPLE = 50, 2_000
ROUNDS, SECONDS = 4, 6  # the first round warms up and does not count
MOST_CALLS = 2
SCRIPT = Path(__file__).parent / "lua" / "pages.lua"
HOURS = timedelta(hours=2)
OURS, BARE = "console", "bare page"


@dataclass(frozen=True, slots=True)
class AtWork:
    """One operator with a call in hand, known by their card of today."""

    operator: str
    contact: str
    token: str


def run(console: Console) -> Report:
    with TemporaryDirectory(prefix="okno-bench-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        region = MeasuredRegion(folder / "backend")
        region.data.mkdir()
        region.fill(PEOPLE)
        staff = _staff(region)
        with region.served() as backend, _console(region, backend, folder) as ours:
            calls = _calls_of_pages(region, ours, folder, staff[0])
            with _bare(region, backend) as bare, Progress(console=console, transient=True) as progress:
                task = progress.add_task("console", total=2 * ROUNDS)
                outcomes: dict[str, list[Outcome]] = {OURS: [], BARE: []}
                files = {
                    OURS: _pages(folder / "ours.txt", [(one.contact, _cookie(folder, one)) for one in staff]),
                    BARE: _pages(folder / "bare.txt", [(one.contact, f"token={one.token}") for one in staff]),
                }
                for _ in range(ROUNDS):
                    for side, address in ((OURS, ours), (BARE, bare)):
                        outcomes[side].append(
                            send(address, files[side], "", SECONDS, script=SCRIPT, connections=OPERATORS)
                        )
                        progress.advance(task)
    return Report("console", tuple(_figures(outcomes, calls)), tuple(_ratios(outcomes, calls)))


def _figures(outcomes: dict[str, list[Outcome]], calls: dict[str, int]) -> Iterator[Figure]:
    for side, rounds in outcomes.items():
        yield Figure(f"{side}: pages", median(one.rate for one in rounds[1:]), "/s")
        yield Figure(f"{side}: p50 with {OPERATORS} operators", median(one.p50 for one in rounds[1:]), "ms")
        yield Figure(f"{side}: p99", median(one.p99 for one in rounds[1:]), "ms")
    for page, count in calls.items():
        yield Figure(f"calls of {page}", count, "")


def _ratios(outcomes: dict[str, list[Outcome]], calls: dict[str, int]) -> Iterator[Ratio]:
    each = [ours.rate / bare.rate for ours, bare in zip(outcomes[OURS][1:], outcomes[BARE][1:], strict=True)]
    yield Ratio("throughput ÷ bare page with one composite call", median(each))
    yield Ratio("calls to the backend of the dearest page", max(calls.values()), at_most=MOST_CALLS)


def _staff(region: MeasuredRegion) -> list[AtWork]:
    tokens, now = load_or_make_token_desk(region.data), datetime.now(UTC)
    database = open_database(region.url)
    try:
        with database.maintenance() as connection:
            known = list(connection.execute(select(people.c.person).limit(OPERATORS)).scalars())
            staff = [
                AtWork(f"bench-{n}", str(uuid4()), _token(tokens, f"bench-{n}")) for n in range(OPERATORS)
            ]
            for one, person in zip(staff, known, strict=True):
                connection.execute(insert(operators), _account(one, now))
                connection.execute(insert(operator_roles), {"operator": one.operator, "role": "operator"})
                connection.execute(insert(contacts), _contact(one, person, now))
    finally:
        database.close()
    return staff


def _account(one: AtWork, now: datetime) -> dict[str, object]:
    return {
        "operator": one.operator, "login": one.operator, "display_name": one.operator, "password_hash": "-",
        "totp_sealed": b"-", "created_at": now,
    }  # fmt: skip


def _contact(one: AtWork, person: str, now: datetime) -> dict[str, object]:
    return {
        "contact": one.contact, "channel": "phone", "direction": "in", "operator": one.operator,
        "state": "talking", "started_at": now, "answered_at": now, "hang_up_lost": False, "person": person,
        "speaker": person, "relation": "self", "level": "call_back", "notes_version": 0, "training": False,
        "anonymous": False,
    }  # fmt: skip


def _token(tokens: TokenDesk, operator: str) -> str:
    return tokens.issue(operator, ("operator",), datetime.now(UTC), HOURS).access_token


def _cookie(folder: Path, one: AtWork) -> str:
    token = OperatorToken(
        access_token=one.token, expires_in=int(HOURS.total_seconds()), roles=("operator",), login=one.operator
    )
    session = Session.begin(one.operator, token, datetime.now(UTC))
    return f"{SESSION_COOKIE}={load_or_make_seal(folder / 'session.key').seal(session)}"


def _pages(file: Path, pages: list[tuple[str, str]]) -> Path:
    file.write_text("".join(f"{address_in(contact)}\t{cookie}\n" for contact, cookie in pages))
    return file


@contextmanager
def _console(region: MeasuredRegion, backend: str, folder: Path) -> Iterator[str]:
    port = free_port()
    environment = {
        **os.environ,
        "OKNO_CALLCENTER_BACKEND": backend,
        "OKNO_CALLCENTER_CA": str(region.region_ca),
        "OKNO_CALLCENTER_CERTIFICATE": str(region.data / SERVER_CERTIFICATE_FILE),
        "OKNO_CALLCENTER_KEY": str(region.data / SERVER_KEY_FILE),
        "OKNO_CALLCENTER_SESSION_KEY": str(folder / "session.key"),
        "OKNO_CALLCENTER_PORT": str(port),
    }
    command = (sys.executable, "-m", "callcenter", "serve")
    address = f"https://localhost:{port}"
    with running(command, environment, folder / "console.log") as process:
        wait_until_ready(process, f"{address}/sign-in", region.region_ca)
        yield address


@contextmanager
def _bare(region: MeasuredRegion, backend: str) -> Iterator[str]:
    port = free_port()
    words = (str(region.data), str(region.region_ca), backend, str(port))
    command = (sys.executable, "-m", "tests.benchmarks.bare_page", *words)
    address = f"https://localhost:{port}"
    with running(command, {**os.environ, "PYTHONPATH": str(ROOT)}, region.data / "bare.log") as process:
        wait_until_ready(process, f"{address}/ready", region.region_ca)
        yield address


def _calls_of_pages(region: MeasuredRegion, ours: str, folder: Path, one: AtWork) -> dict[str, int]:
    """Requests that the backend's log counts while the console makes each page."""
    log = region.data / "serve.log"
    calls = {}
    name, _, value = _cookie(folder, one).partition("=")
    with httpx.Client(base_url=ours, verify=str(region.region_ca), cookies={name: value}) as browser:
        for tab in ("", *NAMES):
            before = _requests(log)
            browser.get(address_in(one.contact, tab)).raise_for_status()
            calls[f"/contacts/…/{tab}"] = _requests(log) - before
    return calls


def _requests(log: Path) -> int:
    return log.read_text().count('"event": "request"')
