"""Somebody else's receipt printer: PyPI emupos 0.4.0, in an environment of its own (it wants Python 3.13)."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from pathlib import Path
from types import TracebackType
from typing import Self

VERSION = "0.4.0"
ENVIRONMENT = Path(__file__).parents[2] / "build" / "emupos"
START_SECONDS = 30.0
RECEIPT_SECONDS = 10.0


def find_python() -> str | None:
    """A Python that emupos runs on: $OKNO_PYTHON313, the one on PATH, or one of pyenv's."""
    named = os.environ.get("OKNO_PYTHON313")
    of_pyenv = sorted(Path.home().glob(".pyenv/versions/3.1[3-9]*/bin/python3"), reverse=True)
    candidates = [
        named,
        *(str(path) for path in of_pyenv),
        shutil.which("python3.13"),
        shutil.which("python3"),
    ]
    return next((path for path in candidates if path and _is_new_enough(path)), None)


def install(python: str) -> Path:
    """Return the emupos program, installed once into build/emupos."""
    program = ENVIRONMENT / "bin" / "emupos"
    if not program.exists():
        subprocess.run([python, "-m", "venv", str(ENVIRONMENT)], check=True)
        pip = [str(ENVIRONMENT / "bin" / "python"), "-m", "pip", "install", "--quiet", f"emupos=={VERSION}"]
        subprocess.run(pip, check=True)
    return program


class Emupos:
    """One running printer on ports of its own."""

    def __init__(self, program: Path, folder: Path, profile: str) -> None:
        self._program = program
        self._folder = folder
        self.port, self._api = _free_port(), _free_port()
        (folder / "emupos.yaml").write_text(
            "schema: 1\n"
            f"api: {{ host: 127.0.0.1, port: {self._api} }}\n"
            "devices:\n"
            "  - id: front\n"
            "    type: printer\n"
            f"    profile: {profile}\n"
            "    connections:\n"
            f"      - tcp: {{ port: {self.port} }}\n"
            "    receipts_dir: ./receipts\n"
        )
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        with (self._folder / "log").open("wb") as log:
            self._process = subprocess.Popen(
                [str(self._program), "run"], cwd=self._folder, stdout=log, stderr=log
            )
        until = time.monotonic() + START_SECONDS
        while not (_listens(self.port) and _listens(self._api)):
            assert self._process.poll() is None, (self._folder / "log").read_text()
            assert time.monotonic() < until, "emupos does not start"
            time.sleep(0.1)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._process is not None:
            self._process.terminate()
            self._process.wait(timeout=10)

    def fault(self, name: str, active: bool) -> None:
        do = "set" if active else "clear"
        command = [str(self._program), "--api", f"http://127.0.0.1:{self._api}", "fault", do, "front", name]
        subprocess.run(command, check=True, capture_output=True)

    def receipts(self, count: int) -> list[Path]:
        """Wait for so many receipts; return their text files in order, the pictures lie beside them."""
        until = time.monotonic() + RECEIPT_SECONDS
        while True:
            found = sorted((self._folder / "receipts").glob("*.txt"))
            if len(found) >= count or time.monotonic() > until:
                return found
            time.sleep(0.05)

    @property
    def log(self) -> str:
        return (self._folder / "log").read_text(encoding="utf-8")


def _is_new_enough(python: str) -> bool:
    question = "import sys; sys.exit(sys.version_info < (3, 13))"
    try:
        return subprocess.run([python, "-c", question], capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as door:
        return int(door.getsockname()[1])


def _listens(port: int) -> bool:
    with socket.socket() as client:
        client.settimeout(0.5)
        return client.connect_ex(("127.0.0.1", port)) == 0
