"""The program that `booking-walk` runs: citizens book a dentist at a live kiosk. Prints JSON of each walk."""

from __future__ import annotations

import json
import sys
import traceback
from dataclasses import asdict, dataclass
from pathlib import Path
from threading import Thread
from time import perf_counter, sleep
from typing import Final

import typer

from config.kiosk import load_kiosk_settings
from config.service_manager import ServiceManager
from devices.simulators.control import ReaderControl
from kiosk.screens.drawing import Node
from kiosk.screens.hand import Finger, Hand
from kiosk.wiring import Kiosk, build_kiosk

# Card, Moran, Newell: The Keystroke-Level Model (CACM 23, 1980): to make up one's mind, and to point.
MIND_SECONDS: Final = 1.35
POINT_SECONDS: Final = 1.1
SETTLE_SECONDS = 1.0
PATIENCE_SECONDS = 60.0  # once the card is out, the number stays on the screen for a while


@dataclass(frozen=True, slots=True)
class Walk:
    """From the card to the ticket; seconds."""

    touches: int
    seconds: float
    thought: float  # of them the citizen's own


class CountingHand(Hand):
    """Counts each finger on the glass, also those that turn pages, and thinks before it."""

    touches = 0

    def _put_down(self, node: Node) -> Finger:
        self.touches += 1
        return super()._put_down(node)


class Citizens:
    """One after another at the same kiosk."""

    def __init__(self, kiosk: Kiosk, reader: ReaderControl) -> None:
        self._screen = kiosk.app.screen
        self._hand = CountingHand(self._screen, PATIENCE_SECONDS)
        self._reader = reader

    def play(self, cards: list[Path]) -> list[Walk]:
        self._hand.arrive("home")
        sleep(2)  # devices and line come after the first frame
        walks = []
        for card in cards:
            walks.append(self._walk(card))
            print(".", end="", file=sys.stderr, flush=True)
            self._reader.remove()
            self._hand.arrive("home")
            sleep(SETTLE_SECONDS)
        return walks

    def _walk(self, card: Path) -> Walk:
        self._hand.touches, thoughts, began = 0, 0, perf_counter()
        self._reader.insert(card)
        self._hand.arrive("welcome")
        for title, leads_to in (
            ("К врачу", "booking-what"),
            ("Зубной врач", "booking-times"),
            ("", "booking-review"),
            ("Записаться", "printed"),
        ):
            sleep(MIND_SECONDS + POINT_SECONDS)
            thoughts += 1
            self._hand.touch(title or self._a_time())
            self._hand.arrive(leads_to)
        thought = thoughts * (MIND_SECONDS + POINT_SECONDS)
        return Walk(self._hand.touches, perf_counter() - began, thought)

    def _a_time(self) -> str:
        """The last of the day, «18:20»: the header's clock, before all of them, can be touched too."""
        return self._hand.on_gui(
            lambda: [
                node.name
                for node in self._screen.drawing.active
                if node.pressable and len(node.name) == len("18:20") and node.name[2] == ":"
            ][-1]
        )


def main(config: Path, pcscd: Path, out: Path, cards: list[Path]) -> None:
    """Let each of these cards book once, and write what it took to OUT."""
    kiosk = build_kiosk(load_kiosk_settings(config, {}), ServiceManager({}, 0))
    citizens = Citizens(kiosk, ReaderControl(pcscd))
    walks: list[Walk] = []

    def play() -> None:
        try:
            walks.extend(citizens.play(cards))
        except BaseException:
            traceback.print_exc()
        finally:
            kiosk.app.close()

    Thread(target=play, name="citizens").start()
    kiosk.run()
    if not walks:
        raise SystemExit(1)
    out.write_text(json.dumps([asdict(walk) for walk in walks]))


if __name__ == "__main__":
    typer.run(main)
