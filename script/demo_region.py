"""The parts of a demonstration region: what they need, how they start, how they end.

Everything is real but its size: TLS with a region CA made here, a pcscd with a virtual reader, a printer
that speaks ESC/POS over TCP, a signed pack. What it makes lies in one folder and stays between runs.
"""

from __future__ import annotations

import json
import os
import socket
import ssl
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

from devices.simulators.private_pcscd import PrivatePcscd
from kiosk.service_code import seal_code

ROOT = Path(__file__).parents[1]
PACK = "ru-mur"
SERVICE_CODE = "246810"
KIOSK_TITLE = "Мурманск, ул. Софьи Перовской, 1"
LETTER_FILE = "messages.jsonl"  # in the backend's data folder
START_SECONDS = 60.0
STOP_SECONDS = 10.0

console = Console(highlight=False)


@dataclass(frozen=True, slots=True)
class Ports:
    backend: int
    callcenter: int
    bench: int
    printer: int

    @classmethod
    def free(cls) -> Ports:
        """The usual ports, or others where those are taken."""
        return cls(*(port if _is_free(port) else _any_free() for port in (8443, 8444, 8445, 9100)))


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def _any_free() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class Region:
    """The folder of a demonstration region and the processes that run from it."""

    def __init__(self, folder: Path, ports: Ports) -> None:
        self.folder = folder
        self.ports = ports
        self.data = folder / "backend"
        self.cards = folder / "cards"
        self.tickets = folder / "tickets"
        self.pcscd = folder / "pcscd"
        self._running = ExitStack()

    @property
    def backend_url(self) -> str:
        return f"https://localhost:{self.ports.backend}"

    @property
    def environment(self) -> dict[str, str]:
        return {
            **os.environ,
            "OKNO_BACKEND_DATA": str(self.data),
            "OKNO_BACKEND_PORT": str(self.ports.backend),
            "OKNO_BACKEND_SMS": "file",
            "OKNO_BACKEND_MAIL": "file",
            "PCSCLITE_CSOCK_NAME": str(self.pcscd / "pcscd.comm"),
            "KIVY_HOME": str(self.folder / "kivy"),
            "KIVY_NO_ARGS": "1",
            "KIVY_NO_FILELOG": "1",
            "PYTHONUNBUFFERED": "1",
        }

    def call(self, *arguments: str, quiet: bool = True) -> str:
        """Run a front door to its end and return what it printed."""
        run = subprocess.run(
            [sys.executable, "-m", *arguments],
            cwd=ROOT,
            env=self.environment,
            stdout=subprocess.PIPE if quiet else None,
            text=True,
            check=False,
        )
        if run.returncode:
            raise SystemExit(
                f"`python -m {' '.join(arguments)}` ended with {run.returncode}.\n{run.stdout or ''}"
            )
        return (run.stdout or "").strip()

    def start(self, name: str, command: Sequence[str], **more: str) -> subprocess.Popen[bytes]:
        """Start a part; its output goes to NAME.log, and it ends with us."""
        log = self._running.enter_context((self.folder / f"{name}.log").open("wb"))
        process = subprocess.Popen(
            command, cwd=ROOT, env={**self.environment, **more}, stdout=log, stderr=subprocess.STDOUT
        )
        self._running.callback(self._end, process)
        return process

    def stop(self) -> None:
        """End every part, the last started first."""
        self._running.close()

    @staticmethod
    def _end(process: subprocess.Popen[bytes]) -> None:
        process.terminate()
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    def prepare(self, people: int) -> None:
        """Make what is missing: CA, tables, signed pack, people, cards."""
        self.folder.mkdir(parents=True, exist_ok=True)
        _say("Region CA and database")
        self.call("backend", "setup")
        key, public = self.folder / "pack.key.pem", self.folder / "pack.pub.pem"
        if not key.exists():
            self.call("content", "keygen", "--key", str(key), "--public-key", str(public))
        _say("Signed content pack")
        self.call("content", "publish", PACK, "--key", str(key), "--out", str(self.folder / "packs"))
        if not self.cards.exists():
            _say(f"{people:,} invented people".replace(",", " "))
            self.call("backend", "demo", "--people", str(people), "--cards", str(self.cards), quiet=False)

    def match(self, *, at_once: bool) -> None:
        """Find who is entitled and does not receive, the first time: `at_once`, or beside everything else."""
        done = self.folder / "matched"
        if done.exists():
            return
        _say("Who is entitled and does not receive" + ("" if at_once else " (goes on in the background)"))
        if at_once:
            self.call("backend", "match")
            done.touch()
            return
        process = self.start("match", ("nice", sys.executable, "-m", "backend", "match"))
        self._running.callback(lambda: done.touch() if process.poll() == 0 else None)

    def start_devices(self) -> None:
        self.tickets.mkdir(exist_ok=True)
        bench = self.start(
            "bench",
            (
                *(sys.executable, "-m", "devices", "bench", "--cards", str(self.cards)),
                *("--tickets", str(self.tickets), "--port", str(self.ports.bench)),
                *("--printer-port", str(self.ports.printer), "--pcscd-dir", str(self.pcscd)),
            ),
        )
        _wait("bench", bench, lambda: _answers(self.ports.bench) and (self.pcscd / "pcscd.comm").exists())

    def start_backend(self) -> None:
        backend = self.start("backend", (sys.executable, "-m", "backend", "serve"))
        trust = ssl.create_default_context(cafile=str(self.data / "region-ca.pem"))

        def ready() -> bool:
            try:
                with urllib.request.urlopen(
                    f"{self.backend_url}/v1/health/ready", context=trust, timeout=2
                ) as answer:
                    return bool(answer.status == 200)
            except OSError:
                return False

        _wait("backend", backend, ready)

    def start_console(self) -> None:
        settings = self.folder / "callcenter.toml"
        settings.write_text(
            f'backend = "{self.backend_url}"\n'
            f'ca = "{self.data / "region-ca.pem"}"\n'
            f"port = {self.ports.callcenter}\n"
            f'certificate = "{self.data / "server.pem"}"\n'
            f'key = "{self.data / "server.key.pem"}"\n'
            f'session_key = "{self.folder / "console-session.key"}"\n'
        )
        command = (sys.executable, "-m", "callcenter", "serve", "--config", str(settings))
        _wait("console", self.start("console", command), lambda: _answers(self.ports.callcenter))

    def kiosk_settings(self, profile: str, landscape: bool) -> Path:
        """Enrol the kiosk if it is new, and write down how it is built."""
        data = self.folder / "kiosk"
        settings = self.folder / "kiosk.toml"
        width, height = (1920, 1080) if landscape else (1080, 1920)
        contact = PrivatePcscd.contact_name if profile == "tap" else ""
        settings.write_text(
            f'data = "{data}"\npack = "{self.newest_pack}"\n'
            f'headset = "{self.pcscd / "headset"}"\n'
            f'scanner = "{self.pcscd / "scanner"}"\n'
            f'pack_key = "{self.folder / "pack.pub.pem"}"\n\n'
            f'[reader]\nprofile = "{profile}"\ncontact_name = "{contact}"\n\n'
            f'[printer]\naddress = "tcp://127.0.0.1:{self.ports.printer}"\n\n'
            f"[screen]\nwidth = {width}\nheight = {height}\nfullscreen = false\nshow_cursor = true\n\n"
            f'[service]\ncode = "{seal_code(SERVICE_CODE.encode(), os.urandom(16))}"\n'
        )
        if not (data / "kiosk.json").exists():
            code = self.call("backend", "kiosk", "invite", "--title", KIOSK_TITLE, "--profile", profile)
            self.call(
                *("kiosk", "enrol", "--code", code.split()[-1], "--backend", self.backend_url),
                *("--ca", str(self.data / "region-ca.pem"), "--config", str(settings)),
            )
        return settings

    @property
    def newest_pack(self) -> Path:
        return max((self.folder / "packs").glob("*.pack"), key=lambda pack: pack.stat().st_mtime)

    def start_display(self, landscape: bool) -> dict[str, str]:
        """A virtual display where there is none; returns what to add to the kiosk's environment."""
        if os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"):
            return {}
        reading, writing = os.pipe()
        size = "1920x1080x24" if landscape else "1080x1920x24"
        log = self._running.enter_context((self.folder / "display.log").open("wb"))
        display = subprocess.Popen(
            ["Xvfb", "-displayfd", str(writing), "-screen", "0", size, "-nolisten", "tcp"],
            pass_fds=(writing,),
            stdout=log,
            stderr=log,
        )
        os.close(writing)
        self._running.callback(self._end, display)
        with os.fdopen(reading) as answer:
            return {"DISPLAY": f":{answer.readline().strip()}"}

    def addresses(self) -> Table:
        table = Table(box=None, show_header=False, padding=(0, 3, 0, 0))
        table.add_row("Bench (cards, paper, headset)", f"http://127.0.0.1:{self.ports.bench}")
        table.add_row("Console", f"https://localhost:{self.ports.callcenter}")
        table.add_row("API", f"{self.backend_url}/v1/health/ready")
        table.add_row("Region CA to trust", str(self.data / "region-ca.pem"))
        table.add_row("SMS and mails as they go", str(self.data / LETTER_FILE))
        table.add_row("Logs, papers, cards", str(self.folder))
        logins = self.data / "demo-logins.json"
        if logins.exists():
            for login in json.loads(logins.read_text()):
                table.add_row(f"Login {login['login']}", f"{login['password']}   TOTP {login['totp_secret']}")
        table.add_row("PIN of the demonstration cards", "1234")
        table.add_row("Technician's code", f"{SERVICE_CODE} (hold the kiosk's clock for three seconds)")
        return table


def _say(what: str) -> None:
    console.print(f"[bold]•[/] {what}")


def _wait(name: str, process: subprocess.Popen[bytes], ready: Callable[[], bool]) -> None:
    """Wait until a part serves; say where to read why when it does not."""
    _say(name.capitalize())
    until = time.monotonic() + START_SECONDS
    while not ready():
        if process.poll() is not None or time.monotonic() > until:
            raise SystemExit(f"The {name} did not start; see {name}.log in the region's folder.")
        time.sleep(0.1)


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0
