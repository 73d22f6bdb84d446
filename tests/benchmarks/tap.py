"""What a person waits for: card in → level-1 page, PIN confirmed → entitlements, against the floor.

The clock starts when GetStatusChange returns, or when «Готово» is released, and stops when the frame's
buffers are swapped. The floor is measured in turn in the same process: the same APDUs raw through scard,
one HTTPS call to a bare handler with the same SQL and the same signatures verified (nobody could skip
those), one Kivy frame of the same window with as many labels. The entitlements stand behind a tab of the
personal file, so a person touches once more: both of its frames count, in ours and in the floor.
"""

from __future__ import annotations

import json
import shutil
from statistics import median

from rich.console import Console

from kiosk.identity import read_identity
from tests.benchmarks.api_load import bare_server
from tests.benchmarks.report import Figure, Ratio, Report
from tests.benchmarks.whole_kiosk import WholeKiosk, whole_kiosk

ROUNDS = 30
AT_MOST = 1.5
Rounds = list[dict[str, dict[str, float]]]
WHOLE = "whole"


def run(console: Console) -> Report:
    with console.status("tap: a whole kiosk"), whole_kiosk() as kiosk:
        rounds = _measure(kiosk)
    figures = [
        *_figures(rounds, "card in → level-1 page", "tap", "floor tap"),
        *_figures(rounds, "PIN confirmed → personal file", "pin", "floor pin"),
        *_figures(rounds, "its tab → entitlements", "tab", "floor tab"),
    ]
    return Report(
        "tap",
        tuple(figures),
        (
            Ratio("card in → level-1 page ÷ floor", _ratio(rounds, ("tap",)), AT_MOST),
            Ratio("PIN confirmed → personal file ÷ floor", _ratio(rounds, ("pin",)), AT_MOST),
            Ratio("PIN confirmed → entitlements ÷ floor", _ratio(rounds, ("pin", "tab")), AT_MOST),
        ),
    )


def _measure(kiosk: WholeKiosk) -> Rounds:
    copy = kiosk.folder / "bare.db"
    shutil.copy(kiosk.region.data / "okno.db", copy)
    for suffix in ("-wal", "-shm"):  # the enrolment may still be in the log
        shutil.copy(kiosk.region.data / f"okno.db{suffix}", f"{copy}{suffix}")
    out = kiosk.folder / "taps.json"
    with bare_server(kiosk.region, f"sqlite:///{copy}", read_identity(kiosk.data).kiosk, 1) as bare:
        kiosk.run(
            "tap_kiosk",
            *(str(kiosk.settings), str(kiosk.pcscd), str(kiosk.card)),
            *(bare.address, bare.token(), str(ROUNDS), str(out)),
        )
    rounds: Rounds = json.loads(out.read_text())
    return rounds


def _figures(rounds: Rounds, title: str, ours: str, floor: str) -> list[Figure]:
    return [
        Figure(f"{title}{'' if stage == WHOLE else f': {stage}'}{of}", _ms(rounds, part, stage), "ms")
        for part, of in ((ours, ""), (floor, " (floor)"))
        for stage in rounds[0][part]
    ]


def _ms(rounds: Rounds, part: str, stage: str) -> float:
    return median(one[part][stage] for one in rounds) * 1000


def _ratio(rounds: Rounds, parts: tuple[str, ...]) -> float:
    """Medians of whole rounds, ours by the floor's."""
    ours = median(sum(one[part][WHOLE] for part in parts) for one in rounds)
    return ours / median(sum(one[f"floor {part}"][WHOLE] for part in parts) for one in rounds)
