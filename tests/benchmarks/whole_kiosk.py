"""A whole kiosk to measure: signed pack, enrolled in a served region, with a reader and a printer."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from devices.simulators.printer.server import SimulatedPrinter
from devices.simulators.private_pcscd import PrivatePcscd
from tests.benchmarks.measured_region import ROOT, MeasuredRegion, front_door

PEOPLE = 10_000
PACK = "ru-mur"
WIDTH, HEIGHT = 1080, 1920
CHILD_SECONDS = 7200  # a hand that waits in vain gives up long before; this only ends what hangs without one


@dataclass(frozen=True)
class WholeKiosk:
    """Where everything lies; the kiosk itself runs in a process that the benchmark starts."""

    folder: Path
    region: MeasuredRegion
    backend: str  # its address
    environment: dict[str, str]

    @property
    def settings(self) -> Path:
        return self.folder / "kiosk.toml"

    @property
    def data(self) -> Path:
        return self.folder / "kiosk"

    @property
    def pcscd(self) -> Path:
        return self.folder / "pcscd"

    @property
    def card(self) -> Path:
        return self.region.cards / "demo-widow.json"

    def run(self, module: str, *words: str) -> str:
        """Run one of the benchmarks' own programs beside the parts; what it printed."""
        done = subprocess.run(
            [sys.executable, "-m", f"tests.benchmarks.{module}", *words],
            cwd=ROOT, env=self.environment, capture_output=True, text=True,
            timeout=CHILD_SECONDS, check=False,
        )  # fmt: skip
        if done.returncode:
            raise RuntimeError(f"{module}: {done.stdout[-2000:]}{done.stderr[-4000:]}")
        return done.stdout


@contextmanager
def whole_kiosk() -> Iterator[WholeKiosk]:
    """Everything but the kiosk's process, for the block."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="okno-")))
        region = MeasuredRegion(folder / "backend")
        region.data.mkdir()
        region.fill(PEOPLE)
        backend = stack.enter_context(region.served())
        pcscd = stack.enter_context(PrivatePcscd(folder / "pcscd"))
        printer = stack.enter_context(SimulatedPrinter())
        made = WholeKiosk(folder, region, backend, windowed(pcscd.environment))
        region.enrol(made.data, backend)
        _write_settings(made, published_pack(folder), printer.port)
        yield made


def windowed(more: dict[str, str]) -> dict[str, str]:
    """The environment of a process with a window: SDL's offscreen driver, whatever the machine has."""
    without_display = {
        name: value for name, value in os.environ.items() if name not in {"DISPLAY", "WAYLAND_DISPLAY"}
    }
    return {**without_display, **more, "SDL_VIDEODRIVER": "offscreen"}


def published_pack(folder: Path) -> Path:
    """The signed pack as a kiosk gets it, its public key beside it as pack.pub.pem."""
    key, public = folder / "pack.key.pem", folder / "pack.pub.pem"
    front_door(dict(os.environ), "content", "keygen", "--key", str(key), "--public-key", str(public))
    front_door(
        dict(os.environ), "content", "publish", PACK, "--key", str(key), "--out", str(folder / "packs")
    )
    return next((folder / "packs").glob("*.pack"))


def _write_settings(made: WholeKiosk, pack: Path, printer_port: int) -> None:
    made.settings.write_text(
        f'data = "{made.data}"\npack = "{pack}"\npack_key = "{made.folder / "pack.pub.pem"}"\n\n'
        f'[reader]\nname = "*00 00"\n\n[printer]\naddress = "tcp://127.0.0.1:{printer_port}"\n\n'
        f"[screen]\nwidth = {WIDTH}\nheight = {HEIGHT}\nfullscreen = false\n"
    )
