"""20,000 attempts over HTTP by 200 clients of wrk, while the servers are killed, on both databases.

A client is a card at a kiosk, an operator, or another system over FHIR. A request that was cut off is sent
again under its key by whoever made it. On SQLite there is one server, as there must be; on PostgreSQL two.
Afterwards the books are held to what each client was told. It is plain HTTP on the loopback interface: wrk
spins while it waits for a handshake, 200 times over, and would measure that.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from secrets import randbelow
from socket import create_server, socket
from tempfile import TemporaryDirectory
from time import monotonic, sleep

from rich.console import Console
from rich.progress import Progress

from backend.auth.tokens import load_or_make_token_desk
from backend.database.opening import open_database
from backend.fhir import service as fhir
from backend.fhir.values import CHANGE_APPOINTMENTS, Client
from backend.region_ca import RegionCa
from kiosk.identity import read_identity
from tests.benchmarks.booking_attempts import judged
from tests.benchmarks.booking_books import balance
from tests.benchmarks.booking_clinic import PERSONS, open_clinic, slots_of
from tests.benchmarks.booking_ledger import CANCELLED, CONFIRMED, ODD, REFUSED, Follower, Reading
from tests.benchmarks.booking_trial import POSTGRESQL, SQLITE, Databases, Step, databases
from tests.benchmarks.measured_region import ROOT, MeasuredRegion, wait_until_ready
from tests.benchmarks.prepared import Holder, issue
from tests.benchmarks.report import Figure, Ratio, Report

ATTEMPTS, ATTEMPTS_VARIABLE = 20_000, "OKNO_BENCH_HTTP_ATTEMPTS"
ATTEMPTS_A_KILL, LEAST_KILLS = 1_250, 2
PEOPLE = 5_000
SERVERS = {SQLITE: 1, POSTGRESQL: 2}
SCRIPT = Path(__file__).parent / "lua" / "bookings.lua"
HOUR = timedelta(hours=1)
LOOK = 0.2
LINE = 1024  # connections that may wait for a server
PATIENCE = 180.0  # seconds without an attempt
# One a thread, what is over is dropped; but wrk keeps room for so many open files, and a thread has three.
CONNECTIONS = 2 * PERSONS - 1
LONGEST = 3600  # seconds for which wrk would go on by itself
DOORS = (*("kiosk",) * 6, *("operator",) * 2, *("fhir",) * 2)  # of ten clients


@dataclass
class Servers:
    """Backends of one region behind one listening socket, which outlives them."""

    region: MeasuredRegion
    listener: socket
    running: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.listener.getsockname()[1]}"

    def start(self) -> None:
        descriptor = self.listener.fileno()
        command = (sys.executable, "-m", "tests.benchmarks.served_on_socket", str(descriptor))
        with (self.region.data / "serve.log").open("ab") as log:
            self.running.append(
                subprocess.Popen(
                    command,
                    cwd=ROOT,
                    env={**self.region.environment, "OKNO_BACKEND_PLAIN_HTTP": "true"},
                    pass_fds=(descriptor,),
                    stdout=log,
                    stderr=log,
                )
            )

    def wait(self) -> None:
        wait_until_ready(self.running[-1], f"{self.address}/v1/health/ready", self.region.region_ca)

    def kill_one(self) -> None:
        """SIGKILL to the one that has run longest; another takes its place."""
        oldest = self.running.pop(0)
        oldest.send_signal(signal.SIGKILL)
        oldest.wait()
        self.start()

    def stop(self) -> None:
        for process in self.running:
            process.kill()
            process.wait()


@dataclass(frozen=True, slots=True)
class Load:
    """What wrk says: requests a second; milliseconds; connections that were cut or refused."""

    requests: int
    rate: float
    p50: float
    p99: float
    cut: int


def run(console: Console) -> Report:
    attempts = int(os.environ.get(ATTEMPTS_VARIABLE, ATTEMPTS))
    figures: list[Figure] = []
    ratios: list[Ratio] = []
    with (
        TemporaryDirectory(dir=Path.cwd(), prefix=".bench-", ignore_cleanup_errors=True) as name,
        databases(Path(name)) as empty,
        Progress(console=console, transient=True) as progress,
    ):
        for kind in SERVERS:
            task = progress.add_task(f"{kind}, HTTP", total=attempts // 2)
            region = region_of(kind, empty, Path(name))

            def step(came: int, task: object = task) -> None:
                progress.advance(task, came)  # type: ignore[arg-type]

            more_figures, more_ratios = over_http(kind, region, attempts // 2, step)
            figures += more_figures
            ratios += more_ratios
    left_out = () if attempts == ATTEMPTS else (f"{ATTEMPTS:,} attempts: {attempts:,} were made",)
    return Report("booking-http", tuple(figures), tuple(ratios), left_out)


def region_of(kind: str, empty: Databases, folder: Path, people: int = PEOPLE) -> MeasuredRegion:
    """A filled region on a database of its own, with a kiosk that it knows."""
    data = folder / f"region-{kind}"
    data.mkdir()
    region = MeasuredRegion(data, "" if kind == SQLITE else empty.empty(kind))
    region.fill(people)
    with region.served() as address:
        region.enrol(data / "kiosk", address)
    return region


def over_http(
    kind: str, region: MeasuredRegion, attempts: int, step: Step
) -> tuple[list[Figure], list[Ratio]]:
    """All attempts of one database, and the books after them."""
    folder = region.data / "clients"
    folder.mkdir()
    prepare(region, folder)
    kills = max(LEAST_KILLS, attempts // ATTEMPTS_A_KILL)
    with serving(region, SERVERS[kind]) as servers:
        load = played(servers, folder, attempts, kills, step)
    told = Reading.of(ledgers(folder))
    database = open_database(region.url)
    try:
        with database.maintenance() as connection:
            books = balance(connection, told)
    finally:
        database.close()
    refused = sum(count for word, count in told.words.items() if word.split()[0] == REFUSED)
    figures = [
        Figure(f"{kind}, HTTP: attempts", told.attempts, ""),
        Figure(f"{kind}, HTTP: servers killed", kills, ""),
        Figure(f"{kind}, HTTP: connections cut or refused", load.cut, ""),
        Figure(f"{kind}, HTTP: requests", load.rate, "/s"),
        Figure(f"{kind}, HTTP: p50 under {PERSONS} clients", load.p50, "ms"),
        Figure(f"{kind}, HTTP: p99 under {PERSONS} clients, kills among them", load.p99, "ms"),
        Figure(f"{kind}, HTTP: confirmed", told.words.get(CONFIRMED, 0), ""),
        Figure(f"{kind}, HTTP: cancelled", told.words.get(CANCELLED, 0), ""),
        Figure(f"{kind}, HTTP: refused", refused, ""),
        *(Figure(f"{kind}, HTTP: {odd}", count, "") for odd, count in odd_answers(folder).items()),
        Figure(f"{kind}, HTTP: bookings that stand in the end", books.standing, ""),
    ]
    return figures, judged(f"{kind}, HTTP", books)


def odd_answers(folder: Path) -> Counter[str]:
    """What nothing explains, by what was asked and the code that came; each counts as a broken promise."""
    lines = (
        line.split() for paper in ledgers(folder) if paper.exists() for line in paper.read_text().splitlines()
    )
    return Counter(" ".join((ODD, *words[3:])) for words in lines if words[1] == ODD)


def prepare(region: MeasuredRegion, folder: Path) -> None:
    """Doctors to fight over, and a file for each client: who they are, and with which token."""
    kiosk = read_identity(region.data / "kiosk").kiosk
    tokens, now = load_or_make_token_desk(region.data), datetime.now(UTC)

    def token(subject: str, role: str) -> str:
        return tokens.issue(subject, (role,), now, HOUR).access_token

    database = open_database(region.url)
    try:
        holders = issue(database, RegionCa.load(region.data), kiosk)
        with database.maintenance() as connection:
            open_clinic(connection, level=0)
            (folder / "slots").write_text("\n".join(slots_of(connection)) + "\n")
            for number in range(PERSONS):
                if DOORS[number % len(DOORS)] == "fhir":
                    fhir.register(connection, program(number, now), "bench")
    finally:
        database.close()
    for number in range(PERSONS):
        line = client_line(DOORS[number % len(DOORS)], number, holders[number % len(holders)], kiosk, token)
        (folder / f"client-{number}").write_text("\t".join(line) + "\n")


def client_line(
    door: str, number: int, holder: Holder, kiosk: str, token: Callable[[str, str], str]
) -> tuple[str, str, str]:
    """As lua/bookings.lua reads it; operators book for the same people as come to kiosks."""
    match door:
        case "kiosk":
            return door, token(kiosk, "kiosk"), holder.session
        case "operator":
            return door, token(f"operator-{number}", "case_worker"), holder.person
        case _:
            return door, token(f"bench-{number}", CHANGE_APPOINTMENTS), ""


def program(number: int, now: datetime) -> Client:
    return Client(f"bench-{number}", "bench", {}, (CHANGE_APPOINTMENTS,), (), now)


@contextmanager
def serving(region: MeasuredRegion, count: int) -> Iterator[Servers]:
    with create_server(("127.0.0.1", 0), backlog=LINE) as listener:
        servers = Servers(region, listener)
        try:
            for _ in range(count):
                servers.start()
                servers.wait()
            yield servers
        finally:
            servers.stop()


def played(servers: Servers, folder: Path, attempts: int, kills: int, step: Step) -> Load:
    """Run wrk until every client has made its attempts; kill a server every so often meanwhile."""
    if shutil.which("wrk") is None:
        raise RuntimeError("wrk is not installed")
    each = attempts // PERSONS
    command = (
        *("wrk", "-t", str(PERSONS), "-c", str(CONNECTIONS), "-d", f"{LONGEST}s", "--timeout", "60s"),
        *("-s", str(SCRIPT), servers.address, "--", str(folder), str(each), str(randbelow(10**6))),
    )
    followers = [Follower(paper) for paper in ledgers(folder)]
    due = [attempts * (n + 1) / (kills + 1) for n in range(kills)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as wrk:
        try:
            last = monotonic()
            while sum(follower.finished for follower in followers) < PERSONS:
                sleep(LOOK)
                came = sum(follower.look() for follower in followers)
                step(came)
                last = monotonic() if came else last
                if monotonic() > last + PATIENCE or wrk.poll() is not None:
                    raise RuntimeError(f"wrk stands still: {wrk.poll()}")
                if due and sum(follower.attempts for follower in followers) >= due[0]:
                    due.pop(0)
                    servers.kill_one()
            wrk.send_signal(signal.SIGINT)
            said, _ = wrk.communicate(timeout=60)
        finally:
            if wrk.poll() is None:
                wrk.kill()
    return load_of(said)


def load_of(said: str) -> Load:
    line = next((line for line in said.splitlines() if line.startswith("RESULT ")), "")
    if not line:
        raise RuntimeError(f"wrk: {said[-2000:]}")
    told = json.loads(line.removeprefix("RESULT "))
    seconds = told["microseconds"] / 1e6
    return Load(
        told["requests"], told["requests"] / seconds, told["p50"] / 1000, told["p99"] / 1000, told["cut"]
    )


def ledgers(folder: Path) -> list[Path]:
    return [folder / f"ledger-{number}" for number in range(PERSONS)]
