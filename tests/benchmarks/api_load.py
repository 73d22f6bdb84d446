"""Throughput of the API against the bare handler, on one database, in turn."""

from __future__ import annotations

import os
import ssl
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from secrets import token_hex
from statistics import median

import httpx

from backend.calling.assertion import KioskIdentity
from backend.contract.tokens import ASSERTION_TYPE, GRANT_TYPE
from backend.database.opening import open_database
from backend.region_ca import RegionCa
from backend.secret_values import new_secret
from kiosk.device_key import read_key
from kiosk.identity import read_identity
from tests.benchmarks.load import CONNECTIONS, Outcome, send
from tests.benchmarks.measured_region import MeasuredRegion, all_running, free_port, wait_until_ready
from tests.benchmarks.prepared import issue, write_holder_requests, write_session_requests
from tests.benchmarks.report import Figure, Ratio

PEOPLE = 10_000
ROUNDS = 9  # the first warms up and does not count; the others vary by a tenth
SECONDS = 3
OURS, BARE, GROUPED = "ours", "bare handler", "bare handler with group commit"
FLOORS: dict[str, dict[str, tuple[str, ...]]] = {
    "SQLite": {BARE: (), GROUPED: ("--together",)},
    "PostgreSQL": {BARE: ()},  # groups commits by itself
}
# As a site runs them: SQLite has one worker, PostgreSQL one for each core. The floor has as many.
PROCESSES = {"SQLite": 1, "PostgreSQL": len(os.sched_getaffinity(0))}
REQUESTS_A_ROUND = 15_000
PATHS = {"card session": "/v1/card-sessions", "entitlement read": "/v1/card-sessions/current/holder"}
AT_LEAST = 0.5


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two servers."""

    address: str
    token: Callable[[], str]


def servers() -> int:
    """How many servers are measured, for whoever shows progress."""
    return sum(1 + len(floors) for floors in FLOORS.values())


def measure(
    name: str, region: MeasuredRegion, copy: Callable[[], str], folder: Path, step: Callable[[], object]
) -> tuple[list[Figure], list[Ratio]]:
    """`name` is the database's; `copy` makes one more out of the region's and gives its URL."""
    files = _prepare(region, folder)
    outcomes: dict[tuple[str, str], list[Outcome]] = {}
    with _sides(name, region, copy, folder) as sides:
        for number in range(ROUNDS):
            for what, path in PATHS.items():
                for side_name, side in sides.items():
                    outcome = send(f"{side.address}{path}", files[what, number], side.token(), SECONDS)
                    outcomes.setdefault((what, side_name), []).append(outcome)
                    step()
    return _told(name, outcomes)


def _prepare(region: MeasuredRegion, folder: Path) -> dict[tuple[str, int], Path]:
    """Enrol the kiosk, issue the cards and write a file of requests for each round."""
    with region.served() as address:
        region.enrol(folder / "kiosk", address)
    kiosk = read_identity(folder / "kiosk").kiosk
    database = open_database(region.url)
    try:
        holders = issue(database, RegionCa.load(region.data), kiosk)
        files = {}
        for number in range(ROUNDS):
            for what, write in zip(PATHS, (write_session_requests, write_holder_requests), strict=True):
                files[what, number] = folder / f"{what.replace(' ', '-')}-{number}.txt"
                write(database, holders, kiosk, files[what, number], REQUESTS_A_ROUND)
        return files
    finally:
        database.close()


@contextmanager
def _sides(
    name: str, region: MeasuredRegion, copy: Callable[[], str], folder: Path
) -> Iterator[dict[str, Side]]:
    home = folder / "kiosk"
    kiosk = read_identity(home).kiosk
    copies = {floor: copy() for floor in FLOORS[name]}
    with ExitStack() as stack:
        processes = PROCESSES[name]
        address = stack.enter_context(region.served(processes))
        sides = {OURS: Side(address, lambda: access_token(address, region, home))}
        for floor, options in FLOORS[name].items():
            sides[floor] = stack.enter_context(bare_server(region, copies[floor], kiosk, processes, *options))
        yield sides


@contextmanager
def bare_server(
    region: MeasuredRegion, url: str, kiosk: str, processes: int, *options: str
) -> Iterator[Side]:
    """The bare handler over another database, with the region's TLS identity, in so many processes."""
    port, token = free_port(), token_hex()  # a word of a command line must not begin with a hyphen
    command = (
        *(sys.executable, "-m", "tests.benchmarks.bare_server"),
        *(str(region.data), url, str(port), kiosk, token, *options),
    )
    with all_running(command, region.environment, region.data / "bare.log", processes) as first:
        address = f"https://localhost:{port}"
        wait_until_ready(first, f"{address}/v1/health/ready", region.region_ca)
        yield Side(address, lambda: token)


def access_token(address: str, region: MeasuredRegion, kiosk: Path) -> str:
    """A fresh token, as a kiosk asks for it; it lives ten minutes."""
    identity = KioskIdentity(read_identity(kiosk).kiosk, read_key(kiosk))
    form = {
        "grant_type": GRANT_TYPE,
        "client_assertion_type": ASSERTION_TYPE,
        "client_assertion": identity.assertion(datetime.now(UTC), new_secret()),
    }
    answer = httpx.post(f"{address}/v1/token", data=form, verify=trust(region)).raise_for_status()
    token: str = answer.json()["access_token"]
    return token


def trust(region: MeasuredRegion) -> ssl.SSLContext:
    return ssl.create_default_context(cafile=str(region.region_ca))


def _told(name: str, outcomes: dict[tuple[str, str], list[Outcome]]) -> tuple[list[Figure], list[Ratio]]:
    figures, ratios = [], []
    for what in PATHS:
        counted = {side: outcomes[what, side][1:] for side in (OURS, *FLOORS[name])}
        for side, rounds in counted.items():
            rate, p50 = median(one.rate for one in rounds), median(one.p50 for one in rounds)
            figures.append(Figure(f"{name}, {what}: {side}", rate, "requests/s"))
            figures.append(Figure(f"{name}, {what}: {side}, p50 at {CONNECTIONS} at once", p50, "ms"))
        for floor in FLOORS[name]:
            each = [ours.rate / bare.rate for ours, bare in zip(counted[OURS], counted[floor], strict=True)]
            limit = AT_LEAST if floor == BARE else None
            ratios.append(Ratio(f"{name}, {what}: throughput ÷ {floor}", median(each), at_least=limit))
    return figures, ratios
