"""The technician's two keys when they are needed most: no line, no enrolment, no devices."""

from __future__ import annotations

import hashlib
import io
import time
from base64 import b64decode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from config.kiosk import KioskSettings, PrinterSettings, ServiceSettings
from devices.reader import PcscReader
from devices.simulators.private_pcscd import PrivatePcscd
from kiosk.flow import events, technician_events
from kiosk.flow.views import View
from kiosk.flow.walk import Walk
from kiosk.hands.bare import BareHands
from kiosk.hands.of_walk import Hands
from kiosk.hands.outside import Parts
from kiosk.journal import Journal
from kiosk.late.parts import LateParts
from kiosk.links.backend import NoBackend
from kiosk.parts import Machine, build_machine
from kiosk.pin import PinBuffer
from kiosk.runner import Runner
from kiosk.service_code import seal_code
from kiosk.session_keys import SessionKeys
from tests.devices.card_maker import CardMaker
from tests.kiosk.fakes import FakeClock, FakePrinter, FakeVoice
from tests.kiosk.sample_pack import PACK
from tests.kiosk.worlds import world

CODE = "314159"
SEALED = seal_code(CODE.encode(), b"salt-of-the-test")
SERVICE_CARD = CardMaker().content()


def nine_e(card: dict[str, Any]) -> dict[str, str]:
    pair: dict[str, str] = card["profile"]["keys"]["9E"]
    return pair


FINGERPRINT = hashlib.sha256(b64decode(nine_e(SERVICE_CARD)["certificate"])).hexdigest()


@dataclass
class Kiosk:
    runner: Runner
    pin: PinBuffer
    shown: list[View]
    log: io.StringIO = field(default_factory=io.StringIO)

    def waits_for(self, page: str, seconds: float = 5.0) -> View:
        self.waits_until(lambda: self.shown[-1].name == page, page, seconds)
        return self.shown[-1]

    def waits_until(self, true: Callable[[], bool], what: str, seconds: float = 5.0) -> None:
        until = time.monotonic() + seconds
        while not true():
            assert time.monotonic() < until, (what, [view.name for view in self.shown[-4:]])
            time.sleep(0.005)

    def enter_code(self, digits: str) -> None:
        self.runner.post(technician_events.ClockHeld())
        for digit in digits:
            self.runner.post(events.PinChanged(self.pin.press(int(digit))))
        self.runner.post(events.PinConfirmed())


@contextmanager
def running() -> Iterator[Kiosk]:
    clock, log = FakeClock(), io.StringIO()
    runner = Runner(Walk(), world(), clock, Journal(log, clock))
    kiosk = Kiosk(runner, PinBuffer(), [runner.first_view()], log)
    runner.start(kiosk.shown.append)
    try:
        yield kiosk
    finally:
        runner.stop()


@pytest.fixture
def unenrolled(virtual_reader: PrivatePcscd) -> Iterator[tuple[Kiosk, PrivatePcscd]]:
    """A kiosk with a real reader and nobody at the other end of the line."""
    virtual_reader.remove()
    virtual_reader.start()
    time.sleep(0.9)  # two looks of pcscd: whatever the test before left is forgotten
    reader = PcscReader(virtual_reader.reader_name)
    with running() as kiosk:
        backend = NoBackend("kiosk-not-enrolled")
        parts = Parts(
            reader, FakePrinter(), FakeVoice(), backend, lambda: (), SEALED, frozenset({FINGERPRINT})
        )
        kiosk.runner.equip(Hands(parts, kiosk.pin, SessionKeys()))
        reader.start(lambda report: kiosk.runner.post(events.ReaderReported(report)))
        yield kiosk, virtual_reader
        reader.stop()
    virtual_reader.remove()


@pytest.mark.slow
def test_a_service_card_opens_the_menu_of_a_kiosk_that_is_not_enrolled(
    unenrolled: tuple[Kiosk, PrivatePcscd],
) -> None:
    kiosk, reader = unenrolled
    reader.insert(SERVICE_CARD)
    kiosk.waits_for("service-menu")
    reader.remove()
    kiosk.waits_for("home")


@pytest.mark.slow
def test_a_copy_of_the_service_cards_certificate_opens_nothing(
    unenrolled: tuple[Kiosk, PrivatePcscd],
) -> None:
    kiosk, reader = unenrolled
    copy = CardMaker().content()
    nine_e(copy)["certificate"] = nine_e(SERVICE_CARD)["certificate"]
    reader.insert(copy)
    kiosk.waits_for("failure-kiosk-not-enrolled")


@pytest.mark.slow
def test_a_service_card_opens_the_menu_of_a_kiosk_out_of_service(
    unenrolled: tuple[Kiosk, PrivatePcscd],
) -> None:
    kiosk, reader = unenrolled
    kiosk.runner.post(events.Broke("pack-damaged"))
    kiosk.waits_for("out-of-service")
    reader.insert(SERVICE_CARD)
    kiosk.waits_for("service-menu")


def test_the_code_opens_the_menu_though_no_part_could_be_built(tmp_path: Path) -> None:
    """An unknown printer profile is what most often stops the parts from being built."""
    settings = KioskSettings(
        data=tmp_path,
        printer=PrinterSettings(profile="no-such-profile"),
        service=ServiceSettings(code=SEALED),
    )
    with running() as kiosk:
        journal = Journal(kiosk.log, FakeClock())

        def build() -> Machine:
            runner = kiosk.runner
            return build_machine(
                settings, PACK, kiosk.pin, journal, runner.post, lambda: runner.walk, lambda: None
            )

        late = LateParts(build, lambda: None, kiosk.runner, BareHands(SEALED, kiosk.pin), journal)
        late.begin()
        kiosk.waits_for("out-of-service", seconds=20.0)
        assert "parts-failed" in kiosk.log.getvalue()
        kiosk.enter_code("271828")
        kiosk.waits_until(lambda: "не подошёл" in repr(kiosk.shown[-1]), "a wrong code")
        kiosk.enter_code(CODE)
        kiosk.waits_for("service-menu")
        assert kiosk.pin.take() == bytearray()
        kiosk.runner.post(technician_events.DeviceTestAsked())
        assert "kiosk-internal" in repr(kiosk.waits_for("device-test")), "told, not waited for"
        late.stop()
