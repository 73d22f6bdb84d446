"""The program that `tap` runs: a live kiosk whose taps are timed, each beside its floor. Prints JSON."""

from __future__ import annotations

import json
import sys
import traceback
from dataclasses import asdict
from pathlib import Path
from threading import Thread
from time import sleep
from typing import Any

import typer
from kivy.base import EventLoop

from config.kiosk import load_kiosk_settings
from config.service_manager import ServiceManager
from devices.card_protocol.conversation import Step
from devices.reader import NOTICED
from devices.simulators.control import ReaderControl
from devices.simulators.private_pcscd import PrivatePcscd
from kiosk.identity import CA_FILE, read_identity
from kiosk.screens.drawing import Drawing
from kiosk.wiring import Kiosk, build_kiosk
from tests.benchmarks.moments import CALLED, FRAME, POSTED, SHOWN, STAGE, Moments
from tests.benchmarks.person import Person, no_pause_between_touches
from tests.benchmarks.tap_floor import FLOOR_VIEW, BareFrame, BareLine, Floor, RawCard

WARM_UP = 3
FINGER_SECONDS = 0.3  # from the last digit to «Готово»: the frames of the digits are not part of the wait
SETTLE_SECONDS = 0.4  # a slide is over, the reader's thread is idle
Stages = dict[str, float]


class Taps:
    """Taps of one card at a live kiosk, and the floor of each while the card is still in."""

    def __init__(
        self, kiosk: Kiosk, moments: Moments, reader: ReaderControl, card: Path, floor: Floor
    ) -> None:
        self._kiosk = kiosk
        self._moments = moments
        self._reader = reader
        self._card = card
        self._floor = floor
        self._frame = floor.frame
        self._person = Person(kiosk.app.screen)
        self._drawings: dict[str, Drawing] = {}

    def play(self, rounds: int) -> list[dict[str, Stages]]:
        self._person.hand.arrive("home")
        self._person.hand.on_gui(self._watch_frames)
        sleep(2)  # devices and line come after the first frame
        results = []
        for number in range(WARM_UP + rounds):
            result = self._round()
            if number >= WARM_UP:
                results.append(result)
                print(".", end="", file=sys.stderr, flush=True)
        return results

    def _watch_frames(self) -> None:
        screen, frame = self._kiosk.app.screen, self._frame
        self._moments.watch_frames(
            EventLoop.window, lambda: FLOOR_VIEW if frame.stands else screen.view.name if screen.view else ""
        )

    def _round(self) -> dict[str, Stages]:
        before = self._moments.now()
        self._reader.insert(self._card)
        tap = self._tap(before)
        sleep(SETTLE_SECONDS)
        before = self._moments.now()
        self._person.enter_pin(way_to_done=FINGER_SECONDS)
        pin = self._pin(before)
        sleep(SETTLE_SECONDS)
        before = self._moments.now()
        self._person.touch("file.tab.social")
        tab = self._tab(before)
        sleep(SETTLE_SECONDS)
        floors = self._floors()
        self._reader.remove()
        self._person.hand.arrive("home")
        sleep(SETTLE_SECONDS)
        return {"tap": tap, "pin": pin, "tab": tab, **floors}

    def _tap(self, before: float) -> Stages:
        began = self._moments.wait(STAGE, NOTICED, before)
        frame = self._moments.wait(FRAME, "welcome", began)
        self._keep("welcome")
        return self._stages(began, "open_card_session", "welcome", frame)

    def _pin(self, before: float) -> Stages:
        began = self._moments.wait(POSTED, "PinConfirmed", before)
        frame = self._moments.wait(FRAME, "personal-file-general", began)
        self._keep("personal-file-general")
        return self._stages(began, "prove_holder", "personal-file-general", frame)

    def _tab(self, before: float) -> Stages:
        began = self._moments.wait(POSTED, "Switched", before)
        shown = self._moments.wait(SHOWN, "personal-file-social", began)
        frame = self._moments.wait(FRAME, "personal-file-social", began)
        self._keep("personal-file-social")
        return {"step and render": shown - began, "frame": frame - shown, "whole": frame - began}

    def _stages(self, began: float, call: str, view: str, frame: float) -> Stages:
        signed = self._moments.last(STAGE, str(Step.SIGNED))
        asked = self._moments.last(CALLED, f"{call} begins")
        answered = self._moments.last(CALLED, f"{call} ends")
        shown = self._moments.last(SHOWN, view)
        return {
            "card": signed - began,
            "walk": asked - signed,
            "line": answered - asked,
            "step and render": shown - answered,
            "frame": frame - shown,
            "whole": frame - began,
        }

    def _keep(self, view: str) -> None:
        self._drawings[view] = self._kiosk.app.screen.drawing

    def _floors(self) -> dict[str, Stages]:
        hand, root = self._person.hand, self._kiosk.app.root
        hand.on_gui(lambda: self._frame.clear(root))
        sleep(SETTLE_SECONDS)
        try:
            tap = self._floor.tap(self._drawings["welcome"])
            sleep(SETTLE_SECONDS)
            pin = self._floor.pin(self._drawings["personal-file-general"])
            sleep(SETTLE_SECONDS)
            tab = self._frame.draw(self._drawings["personal-file-social"])
        finally:
            hand.on_gui(lambda: self._frame.give_back(root))
        sleep(SETTLE_SECONDS)
        return {
            "floor tap": {**asdict(tap), "whole": tap.whole},
            "floor pin": {**asdict(pin), "whole": pin.whole},
            "floor tab": {"whole": tab},
        }


def main(config: Path, pcscd: Path, card: Path, bare: str, token: str, rounds: int, out: Path) -> None:
    """Tap `rounds` times and write the stages of each round, in seconds, to OUT."""
    moments = Moments()
    settings = load_kiosk_settings(config, {})
    with moments.watched(), no_pause_between_touches():
        kiosk = build_kiosk(settings, ServiceManager({}, 0))
        guid = json.loads(card.read_text())["profile"]["guid"]
        line = BareLine(bare, token, settings.data / CA_FILE, guid)
        raw = RawCard(PrivatePcscd.reader_name)
        floor = Floor(raw, line, BareFrame(moments), read_identity(settings.data).kiosk)
        taps = Taps(kiosk, moments, ReaderControl(pcscd), card, floor)
        results: list[Any] = []

        def play() -> None:
            try:
                results.extend(taps.play(rounds))
            except BaseException:
                traceback.print_exc()
            finally:
                kiosk.app.close()

        Thread(target=play, name="taps").start()
        kiosk.run()
    if not results:
        raise SystemExit(1)
    out.write_text(json.dumps(results))


if __name__ == "__main__":
    typer.run(main)
