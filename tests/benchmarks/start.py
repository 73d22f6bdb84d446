"""Process start → first screen of `python -m kiosk run`, against a bare Kivy window with one label.

Both are fresh processes started in turn with a warm file cache, the same window size and the same
driver; both tell READY=1 to the service manager's socket from the hook of their first frame. Both run
from compiled modules, as what pip installs does; the rounds of the warm-up compile them.
"""

from __future__ import annotations

import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from time import perf_counter

from rich.console import Console
from rich.progress import track

from tests.benchmarks.measured_region import ROOT
from tests.benchmarks.report import Figure, Ratio, Report
from tests.benchmarks.whole_kiosk import HEIGHT, WIDTH, published_pack, windowed

ROUNDS = 15
WARM_UP = 2
PATIENCE = 30.0
AT_MOST = 1.5


def run(console: Console) -> Report:
    with tempfile.TemporaryDirectory(prefix="okno-") as name:
        folder = Path(name)
        kiosk = (sys.executable, "-m", "kiosk", "run", "--config", str(_settings(folder)))
        bare = (sys.executable, "-m", "tests.benchmarks.bare_window", str(WIDTH), str(HEIGHT))
        ways = (_first_frame(kiosk, folder), _first_frame(bare, folder))
        rounds = []
        for _ in track(range(ROUNDS + WARM_UP), "start", console=console, transient=True):
            rounds.append([way() for way in ways])
    ours, floor = (median(one[way] for one in rounds[WARM_UP:]) for way in (0, 1))
    return Report(
        "start",
        (
            Figure("process start → the kiosk's first screen", ours * 1000, "ms"),
            Figure("process start → a bare window with one label", floor * 1000, "ms"),
        ),
        (Ratio("first screen ÷ bare window", ours / floor, AT_MOST),),
    )


def _settings(folder: Path) -> Path:
    """A kiosk as it stands before its first enrolment: devices and line come after the first frame."""
    settings = folder / "kiosk.toml"
    settings.write_text(
        f'data = "{folder / "kiosk"}"\npack = "{published_pack(folder)}"\n'
        f'pack_key = "{folder / "pack.pub.pem"}"\n\n'
        f"[screen]\nwidth = {WIDTH}\nheight = {HEIGHT}\nfullscreen = false\n"
    )
    return settings


def compiled_modules(folder: Path) -> dict[str, str]:
    """An environment in which Python keeps compiled modules in `folder`, and none in the checkout."""
    return {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(folder / "compiled")}


def _first_frame(command: Sequence[str], folder: Path) -> Callable[[], float]:
    """A way that starts the program, waits for READY=1 and ends it."""
    address = folder / "notify"

    def once() -> float:
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listening:
            listening.bind(str(address))
            listening.settimeout(PATIENCE)
            environment = windowed({"NOTIFY_SOCKET": str(address), **compiled_modules(folder)})
            began = perf_counter()
            process = subprocess.Popen(
                command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
            )
            try:
                while listening.recv(256) != b"READY=1":
                    pass
                return perf_counter() - began
            finally:
                process.kill()
                process.wait()
                address.unlink()

    return once
