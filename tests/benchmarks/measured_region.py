"""A region to measure: a filled database, a backend's own process over TLS, a kiosk that it knows."""

from __future__ import annotations

import os
import socket
import ssl
import subprocess
import sys
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, sleep

from backend.region_ca import CA_CERTIFICATE_FILE

ROOT = Path(__file__).parents[2]
MADE = ROOT / "build" / "bench"
"""Regions that take minutes to fill stay here between runs."""

START_SECONDS = 60.0
STOP_SECONDS = 15.0
FILLED = "filled"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@dataclass(frozen=True)
class MeasuredRegion:
    """A backend's folder; `database_url` "" is SQLite inside it."""

    data: Path
    database_url: str = ""

    @property
    def url(self) -> str:
        return self.database_url or f"sqlite:///{self.data / 'okno.db'}"

    @property
    def region_ca(self) -> Path:
        return self.data / CA_CERTIFICATE_FILE

    @property
    def cards(self) -> Path:
        return self.data / "cards"

    @property
    def environment(self) -> dict[str, str]:
        return {
            **os.environ,
            "OKNO_BACKEND_DATA": str(self.data),
            "OKNO_BACKEND_DATABASE_URL": self.database_url,
        }

    def call(self, *words: str) -> str:
        """One command of the backend's front door, to its end."""
        return front_door(self.environment, "backend", *words)

    def fill(self, people: int) -> None:
        """CA, tables and invented people, where they are missing."""
        self.call("setup")
        if not (self.data / FILLED).exists():
            self.call("demo", "--people", str(people), "--cards", str(self.cards))
            (self.data / FILLED).touch()

    def enrol(self, folder: Path, backend: str) -> None:
        """Give a kiosk's data folder an identity of this region."""
        code = self.call("kiosk", "invite", "--title", "Мурманск, ул. Пробная, 1", "--profile", "insert")
        front_door(
            {**os.environ, "OKNO_KIOSK_DATA": str(folder)},
            *("kiosk", "enrol", "--code", code, "--backend", backend, "--ca", str(self.region_ca)),
        )

    @contextmanager
    def served(self, processes: int = 1) -> Iterator[str]:
        """`python -m backend serve` for the block, on PostgreSQL also in several processes; its address."""
        port = free_port()
        several = {"OKNO_BACKEND_SHARED_PORT": "1"} if processes > 1 else {}
        environment = {**self.environment, "OKNO_BACKEND_PORT": str(port), **several}
        command = (sys.executable, "-m", "backend", "serve")
        with all_running(command, environment, self.data / "serve.log", processes) as first:
            address = f"https://localhost:{port}"
            wait_until_ready(first, f"{address}/v1/health/ready", self.region_ca)
            yield address


def front_door(environment: dict[str, str], *words: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", *words],
        cwd=ROOT, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        raise RuntimeError(f"`python -m {' '.join(words)}` failed:\n{done.stdout}{done.stderr}")
    return done.stdout.strip()


@contextmanager
def running(
    command: Sequence[str], environment: dict[str, str], log: Path
) -> Iterator[subprocess.Popen[bytes]]:
    """A part of the region for the block; its output goes to `log`."""
    with log.open("ab") as output:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=output, stderr=output)
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@contextmanager
def all_running(
    command: Sequence[str], environment: dict[str, str], log: Path, processes: int
) -> Iterator[subprocess.Popen[bytes]]:
    """So many of them, which have to live to the block's end; gives the first."""
    with ExitStack() as stack:
        started = [stack.enter_context(running(command, environment, log)) for _ in range(processes)]
        yield started[0]
        if any(process.poll() is not None for process in started):
            raise RuntimeError(f"one of {processes} ended early: {log}")


def wait_until_ready(process: subprocess.Popen[bytes], url: str, region_ca: Path) -> None:
    trust = ssl.create_default_context(cafile=str(region_ca))
    until = monotonic() + START_SECONDS
    while process.poll() is None and monotonic() < until:
        try:
            with urllib.request.urlopen(url, context=trust, timeout=2) as answer:
                if answer.status == 200:
                    return
        except OSError:
            sleep(0.05)
    raise RuntimeError(f"nothing answers at {url}")
