"""A request filed over real parts: a virtual card in a real pcscd, a real backend, and one that is gone."""

from __future__ import annotations

import sqlite3
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue
from typing import TypeVar

import pytest

from config.kiosk import load_kiosk_settings
from devices.ports import CardPresent
from devices.simulators.printer.server import SimulatedPrinter
from devices.simulators.private_pcscd import PrivatePcscd
from kiosk.clock import SystemClock
from kiosk.flow import effects, events
from kiosk.flow.application import Application, Consent, ContactDetails, Wish
from kiosk.flow.effects import Effect
from kiosk.flow.events import Event
from kiosk.flow.walk import Walk
from kiosk.journal import Journal
from kiosk.parts import Machine, build_machine
from kiosk.pin import PinBuffer
from tests.kiosk.sample_pack import PACK
from tests.walks.process_memory import objects_holding
from tests.walks.real_region import Backend, enrolled

pytestmark = pytest.mark.slow
SECONDS = 20.0
E = TypeVar("E", bound=Event)


@dataclass
class Place:
    """A kiosk's hands and whoever presses."""

    backend: Backend
    machine: Machine
    pin: PinBuffer
    told: SimpleQueue[Event]
    sequence: int = 0
    person: str = ""

    def do(self, effect: Effect) -> Event | None:
        return self.machine.hands.job(effect)()

    def until(self, kind: type[E]) -> E:
        end = time.monotonic() + SECONDS
        while True:
            event = self.told.get(timeout=max(0.01, end - time.monotonic()))
            if isinstance(event, kind):
                return event

    def press(self, digits: str) -> None:
        for digit in digits:
            self.pin.press(int(digit))

    def sign_in(self) -> None:
        """Card in, PIN, level 2: as the walk does it."""
        report = self.until(events.ReaderReported).report
        while not isinstance(report, CardPresent):
            report = self.until(events.ReaderReported).report
        self.sequence = report.sequence
        proved = self.do(effects.ProveCard(1, self.sequence))
        assert isinstance(proved, events.CardProved), proved
        opened = self.do(effects.OpenSession(2, 1, proved.proof, proved.nonce))
        assert isinstance(opened, events.SessionOpened), opened
        self.press("1234")
        holder = self.do(effects.VerifyPinAndProve(3, self.sequence))
        assert isinstance(holder, events.CardProved), holder
        confirmed = self.do(effects.RaiseLevel(4, 1, holder.proof, holder.nonce))
        assert isinstance(confirmed, events.HolderConfirmed), confirmed
        self.person = confirmed.file.person

    def request(self, phone: str = "") -> effects.FileRequest:
        return effects.FileRequest(
            9,
            1,
            self.sequence,
            Application(
                self.person,
                self.person,
                wishes=(Wish("regional-child-allowance", "guaranteed", "entitled"),),
                contact=ContactDetails(phone),
                consent=Consent("Я согласна.", "ru", SystemClock.now()),
                on="2026-11-22",
            ),
        )

    def numbers(self, receipt: str) -> list[tuple[str, str]]:
        """What the backend made of a receipt: number and what vouched for it."""
        with closing(sqlite3.connect(self.backend.folder / "okno.db")) as database:
            query = "SELECT number, proof FROM requests WHERE receipt_code = ?"
            return list(database.execute(query, (receipt,)))


@pytest.fixture
def place(region: Backend, virtual_reader: PrivatePcscd, tmp_path: Path) -> Iterator[Place]:
    enrolled(region, tmp_path)
    pin: PinBuffer = PinBuffer()
    told: SimpleQueue[Event] = SimpleQueue()
    with SimulatedPrinter() as printer:
        settings = load_kiosk_settings(
            None,
            {
                "OKNO_KIOSK_DATA": str(tmp_path),
                "OKNO_KIOSK_PRINTER__ADDRESS": f"tcp://127.0.0.1:{printer.port}",
            },
        )
        journal = Journal(sys.stderr, SystemClock("Europe/Moscow"))
        walk = Walk()
        machine = build_machine(settings, PACK, pin, journal, told.put, lambda: walk, lambda: None)
        machine.start()
        virtual_reader.insert(region.cards / "demo-mother.json")
        made = Place(region, machine, pin, told)
        made.sign_in()
        try:
            yield made
        finally:
            machine.stop()
            virtual_reader.remove()


def waited(true: Callable[[], bool]) -> bool:
    end = time.monotonic() + SECONDS
    while not true():
        if time.monotonic() > end:
            return False
        time.sleep(0.05)
    return True


def test_with_a_line_the_number_comes_at_once(place: Place) -> None:
    filed = place.do(place.request())
    assert isinstance(filed, events.Filed), filed
    accepted = place.until(events.RequestAccepted)
    assert accepted.receipt_code == filed.receipt_code
    assert place.numbers(filed.receipt_code) == [(accepted.number, "session")]


def files_holding(folder: Path, sought: bytes) -> list[str]:
    return [path.name for path in folder.rglob("*") if path.is_file() and sought in path.read_bytes()]


def test_nothing_of_a_request_stays_in_the_process_or_on_the_disk(place: Place, tmp_path: Path) -> None:
    """Once it is the backend's: looked for in every object, on the kiosk's disk, in the backend's log."""
    phone = f"+7921{place.sequence + 5550142}"
    asked = place.request(phone)
    assert objects_holding(phone.encode()), "the control: before, it is there"
    assert isinstance(place.do(asked), events.Filed)
    place.until(events.RequestAccepted)
    place.do(effects.Wipe())
    sought, asked = phone.encode(), place.request()
    del phone
    assert waited(lambda: not objects_holding(sought)), objects_holding(sought)
    assert files_holding(tmp_path, b"K") and not files_holding(tmp_path, sought)
    assert sought not in (place.backend.folder / "serve.log").read_bytes()
    kept = files_holding(place.backend.folder, sought)
    assert kept and {name.split("-")[0] for name in kept} == {"okno.db"}, "the control: the register has it"


def test_without_a_line_the_card_signs_and_the_request_arrives_later(place: Place) -> None:
    place.backend.kill()
    try:
        assert place.do(place.request()) == events.FilingNeedsPin(9)
        place.press("1111")
        wrong = place.do(place.request())
        assert isinstance(wrong, events.CardRefused)
        assert wrong.failure.code == "card-pin-wrong"
        place.press("1234")
        filed = place.do(place.request())
        assert isinstance(filed, events.Filed), filed
        place.do(effects.Wipe())  # the person takes the card and goes
        assert place.until(events.OutboxReported).waiting == 1
    finally:
        place.backend.start()
    accepted = place.until(events.RequestAccepted)
    assert accepted.receipt_code == filed.receipt_code
    assert place.numbers(filed.receipt_code) == [(accepted.number, "signature")]
    assert waited(lambda: place.until(events.OutboxReported).waiting == 0)
