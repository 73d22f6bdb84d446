"""A runner with fakes around it: what is posted to it, and what it has shown."""

from __future__ import annotations

import io
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from devices.ports import CardAbsent, CardPresent
from kiosk.flow import events
from kiosk.flow.views import View
from kiosk.flow.walk import Walk
from kiosk.hands.of_walk import Hands
from kiosk.hands.outside import Parts
from kiosk.journal import Journal
from kiosk.pin import PinBuffer
from kiosk.runner import Runner
from kiosk.service_code import seal_code
from kiosk.session_keys import SessionKeys
from tests.kiosk.fakes import FakeBackend, FakeClock, FakePrinter, FakeReader, FakeVoice
from tests.kiosk.worlds import world

CODE = seal_code(b"314159", b"salt-of-the-test")


@dataclass
class Kiosk:
    """A runner with fakes around it, and what it has shown."""

    reader: FakeReader
    printer: FakePrinter
    voice: FakeVoice
    backend: FakeBackend
    pin: PinBuffer
    keys: SessionKeys
    parts: Parts
    clock: FakeClock
    log: io.StringIO
    runner: Runner
    shown: list[View]
    ended: list[bool]
    sequence: int = 0

    def card_in(self) -> None:
        self.sequence += 1
        self.runner.post(events.ReaderReported(CardPresent("reader", self.sequence, b"")))

    def card_out(self) -> None:
        self.runner.post(events.ReaderReported(CardAbsent("reader", self.sequence)))

    def enter(self, digits: str) -> None:
        for digit in digits:
            self.runner.post(events.PinChanged(self.pin.press(int(digit))))
        self.runner.post(events.PinConfirmed())

    def waits_for(self, page: str, seconds: float = 3.0) -> None:
        self.waits_until(lambda: bool(self.shown) and self.shown[-1].name == page, page, seconds)

    def waits_until(self, true: Callable[[], bool], what: str = "", seconds: float = 3.0) -> None:
        until = time.monotonic() + seconds
        while not true():
            assert time.monotonic() < until, f"{what}; shown: {[view.name for view in self.shown[-4:]]}"
            time.sleep(0.002)

    def level_one(self) -> None:
        self.card_in()
        self.waits_for("welcome")

    def level_two(self) -> None:
        self.level_one()
        self.runner.post(events.PinOffered())
        self.waits_for("pin")
        self.enter("1234")
        self.waits_for("personal-file-general")


@contextmanager
def running() -> Iterator[Kiosk]:
    reader, printer, voice, backend = FakeReader(), FakePrinter(), FakeVoice(), FakeBackend()
    pin, keys, clock, log = PinBuffer(), SessionKeys(), FakeClock(), io.StringIO()
    runner = Runner(Walk(), world(), clock, Journal(log, clock))
    shown: list[View] = [runner.first_view()]
    parts = Parts(reader, printer, voice, backend, lambda: (), CODE)
    ended: list[bool] = []
    runner.start(shown.append, lambda: ended.append(True))
    runner.equip(Hands(parts, pin, keys))
    runner.post(events.PrinterReported(printer.now))
    made = Kiosk(reader, printer, voice, backend, pin, keys, parts, clock, log, runner, shown, ended)
    yield made
    backend.gate.set()
    printer.gate.set()
    voice.gate.set()
    runner.stop()
