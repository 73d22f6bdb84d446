"""How many touches and seconds it takes from the tap to the ticket: simulated citizens at a real window.

They are never in doubt and never slip, but take the time that the keystroke-level model gives a person to
make up their mind and to point. The reader, the backend and the printer are real; the clock stops when the
printer has acknowledged the paper and the page says so.
"""

from __future__ import annotations

import json
from statistics import median

from rich.console import Console

from tests.benchmarks.report import Figure, Ratio, Report
from tests.benchmarks.whole_kiosk import whole_kiosk

CARDS = ("demo-mother", "demo-widow", "demo-unemployed", "demo-orphan", "demo-nothing")
MOST_TOUCHES = 5


def run(console: Console) -> Report:
    with console.status("booking-walk: a whole kiosk"), whole_kiosk() as kiosk:
        out = kiosk.folder / "walks.json"
        cards = [str(kiosk.region.cards / f"{name}.json") for name in CARDS]
        kiosk.run("booking_walk_kiosk", str(kiosk.settings), str(kiosk.pcscd), str(out), *cards)
        walks = json.loads(out.read_text())
    return Report(
        "booking-walk",
        (
            Figure("walks", len(walks), ""),
            Figure("card in → ticket in the hand", median(each["seconds"] for each in walks), "s"),
            Figure("of it the citizen's own time", median(each["thought"] for each in walks), "s"),
            Figure("of it the kiosk's", median(each["seconds"] - each["thought"] for each in walks), "s"),
        ),
        (
            Ratio(
                "touches from the tap to the ticket, the most of any",
                max(each["touches"] for each in walks),
                at_most=MOST_TOUCHES,
            ),
        ),
    )
