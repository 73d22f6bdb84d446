"""A real backend with demo people, a simulated printer on TCP, a real pcscd: a whole kiosk beside them."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread
from typing import Any

from devices.ports import PrinterState
from devices.simulators.printer.server import SimulatedPrinter
from devices.simulators.private_pcscd import PrivatePcscd
from tests.made_once import made_once

ROOT = Path(__file__).parents[2]
LONGEST = 60.0  # seconds, on a machine with much else to do


def run(*command: str, **more: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", *command],
        cwd=ROOT, env=os.environ | more, capture_output=True, text=True, timeout=180, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout.strip()


@dataclass
class Backend:
    """The backend's own process; can be killed and started again on the same port."""

    folder: Path
    port: int
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"https://127.0.0.1:{self.port}"

    @property
    def cards(self) -> Path:
        return self.folder / "cards"

    def command(self, *words: str) -> str:
        return run("backend", "--data", str(self.folder), *words)

    def start(self) -> None:
        log = (self.folder / "serve.log").open("ab")
        self.process = subprocess.Popen(
            [sys.executable, "-m", "backend", "--data", str(self.folder), "serve"],
            cwd=ROOT, env=os.environ | {"OKNO_BACKEND_PORT": str(self.port)}, stdout=log, stderr=log,
        )  # fmt: skip
        log.close()
        until = time.monotonic() + LONGEST
        while True:
            try:
                socket.create_connection(("127.0.0.1", self.port), 1.0).close()
                return
            except OSError:
                assert time.monotonic() < until, (self.folder / "serve.log").read_text()
                time.sleep(0.05)

    def kill(self) -> None:
        if self.process is not None:
            self.process.kill()
            self.process.wait(LONGEST)
            self.process = None

    def freeze(self) -> None:
        """Alive, but it answers nobody."""
        assert self.process is not None
        self.process.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        assert self.process is not None
        self.process.send_signal(signal.SIGCONT)


def fill(folder: Path) -> None:
    """A region with demo people and their cards that nobody has used: to be copied."""
    made = Backend(folder, port=0)
    made.command("setup")
    made.command("demo", "--people", "40", "--cards", str(made.cards))


@contextmanager
def backend(folder: Path) -> Iterator[Backend]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    shutil.copytree(made_once(folder.parent, "filled-region", fill), folder, dirs_exist_ok=True)
    made = Backend(folder, port)
    made.start()
    try:
        yield made
    finally:
        made.kill()


def enrolled(made: Backend, folder: Path) -> None:
    """A kiosk's data folder with an identity in it."""
    code = made.command("kiosk", "invite", "--title", "Мурманск, ул. Пробная, 1", "--profile", "insert")
    ca = str(made.folder / "region-ca.pem")
    run(
        "kiosk", "enrol", "--code", code, "--backend", made.url, "--ca", ca,
        OKNO_KIOSK_DATA=str(folder),
    )  # fmt: skip


@dataclass
class RealKiosk:
    """A kiosk's process: its views as they come, and a person's presses."""

    process: subprocess.Popen[str]
    log: Path
    views: list[dict[str, Any]] = field(default_factory=list)
    found: dict[str, list[str]] = field(default_factory=dict)
    printer: str = PrinterState.UNKNOWN.value

    def __post_init__(self) -> None:
        self._listener = Thread(target=self._listen, daemon=True)
        self._listener.start()

    def _listen(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            said = json.loads(line)
            if "seek" in said:
                self.found[said["seek"]] = said["found"]
            elif "printer" in said:
                self.printer = said["printer"]
            else:
                self.views.append(said)

    def order(self, what: str) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(f"{what}\n")
        self.process.stdin.flush()

    def objects_holding(self, sought: bytes) -> list[str]:
        """The kinds of objects of the kiosk's process that hold these bytes, or this text, now."""
        self.found.pop(sought.hex(), None)
        self.order(f"seek {sought.hex()}")
        deadline = time.monotonic() + LONGEST
        while sought.hex() not in self.found:
            assert time.monotonic() < deadline, self.log.read_text()
            time.sleep(0.01)
        return self.found[sought.hex()]

    def knows_printer(self, states: Collection[PrinterState]) -> None:
        """Wait until the kiosk knows its printer as one of these: it goes by what it knew last."""
        deadline = time.monotonic() + LONGEST
        while self.printer not in states:
            assert time.monotonic() < deadline, (self.printer, self.log.read_text())
            self.order("printer")
            time.sleep(0.05)

    def press(self, title: str) -> None:
        self.until(lambda view: title in view["presses"], title)
        self.order(f"press {title}")

    def until(self, true: Any, what: str, seconds: float = LONGEST) -> dict[str, Any]:
        deadline = time.monotonic() + seconds
        while not (self.views and true(self.views[-1])):
            assert time.monotonic() < deadline, (what, self.views[-1:], self.log.read_text())
            time.sleep(0.01)
        return self.views[-1]

    def page(self, name: str, seconds: float = LONGEST) -> dict[str, Any]:
        return self.until(lambda view: view["name"] == name, name, seconds)

    def enter_pin(self, digits: str) -> None:
        self.press("Ввести ПИН-код")
        self.page("pin")
        self.type_pin(digits)

    def type_pin(self, digits: str) -> None:
        self.order(f"pin {digits}")
        self.press("Готово")


@contextmanager
def kiosk(folder: Path, printer: SimulatedPrinter, pcscd: PrivatePcscd, **more: str) -> Iterator[RealKiosk]:
    log = folder / "kiosk.log"
    (folder / "tmp").mkdir(exist_ok=True)
    settings = {
        "OKNO_KIOSK_DATA": str(folder),
        "OKNO_KIOSK_PRINTER__ADDRESS": f"tcp://127.0.0.1:{printer.port}",
        "TMPDIR": str(folder / "tmp"),
    }
    with log.open("w") as errors:
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.walks.headless_kiosk"],
            cwd=ROOT, env=os.environ | pcscd.environment | settings | more, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors,
        )  # fmt: skip
    made = RealKiosk(process, log)
    try:
        made.page("home")
        made.knows_printer(frozenset(PrinterState) - {PrinterState.UNKNOWN})
        yield made
    finally:
        process.kill()
        process.wait(LONGEST)
