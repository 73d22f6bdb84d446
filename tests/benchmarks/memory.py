"""Whether a kiosk keeps anything of those who left: its memory after 1,000 full card sessions and after 50.

The first 50 go through a real pcscd; the rest begin at the reader's port, with the card's own program in
memory, because pcscd looks for a card only every 400 ms. Everything else is whole in all of them: the
window draws, the backend answers over TLS.

Each frame is waited for: Mesa's software renderer, with no display to pace it, otherwise falls behind and
holds on to the textures of what it has still to draw. Pages do not slide, so that a thousand sessions take
minutes: 0.6 s each on two cores, nearly all of it the software renderer's.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys

from rich.console import Console

from tests.benchmarks.measured_region import ROOT
from tests.benchmarks.report import Figure, Ratio, Report
from tests.benchmarks.whole_kiosk import HEIGHT, WIDTH, WholeKiosk, whole_kiosk

THROUGH_PCSCD = 50
SESSIONS = 1000
SESSIONS_VARIABLE = "OKNO_BENCH_SESSIONS"
AT_MOST = 1.05
MEGABYTE = 1e6


def run(console: Console) -> Report:
    sessions = int(os.environ.get(SESSIONS_VARIABLE, SESSIONS))
    with console.status(f"memory: {sessions} card sessions"), whole_kiosk() as kiosk:
        bare = _bare_window(kiosk)
        resident = _after_each_session(kiosk, sessions)
    early, late = resident[THROUGH_PCSCD - 1], resident[-1]
    left_out = () if sessions == SESSIONS else (f"{SESSIONS} sessions: {SESSIONS_VARIABLE} asks for fewer",)
    return Report(
        "memory",
        (
            Figure("a bare Kivy window", bare / MEGABYTE, "MB"),
            Figure("the kiosk after its first session", resident[0] / MEGABYTE, "MB"),
            Figure(f"after {THROUGH_PCSCD}", early / MEGABYTE, "MB"),
            Figure(f"after {len(resident):,}", late / MEGABYTE, "MB"),
            Figure("most after any", max(resident) / MEGABYTE, "MB"),
        ),
        (Ratio(f"after {len(resident):,} sessions ÷ after {THROUGH_PCSCD}", late / early, AT_MOST),),
        left_out,
    )


def _after_each_session(kiosk: WholeKiosk, sessions: int) -> list[int]:
    """Resident bytes."""
    out = kiosk.folder / "memory.json"
    kiosk.run(
        "memory_kiosk",
        *(str(kiosk.settings), str(kiosk.pcscd), str(kiosk.card)),
        *(str(THROUGH_PCSCD), str(sessions), str(out)),
    )
    resident: list[int] = json.loads(out.read_text())
    return resident


def _bare_window(kiosk: WholeKiosk) -> int:
    command = (sys.executable, "-m", "tests.benchmarks.bare_window", str(WIDTH), str(HEIGHT))
    with subprocess.Popen(
        command, cwd=ROOT, env=kiosk.environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        assert process.stdout is not None
        line = next(line for line in process.stdout if line.startswith("RSS "))
        process.kill()
    return int(line.split()[1])
