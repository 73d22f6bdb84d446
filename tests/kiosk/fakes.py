"""The world of a runner under test: devices and a backend that do as they are told."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from backend.contract.cards import CardSession, HolderSession, Nonces
from backend.contract.kiosks import Heartbeat
from backend.contract.people import PersonalFile
from devices.ports import (
    CardFailure,
    CardKey,
    CardProof,
    NotPrinted,
    Printed,
    PrinterState,
    ReaderEvent,
    Sheet,
    never,
)
from devices.voice import DEFAULT_VOLUME
from kiosk.flow.demo.person import COUNTS, RELATIONS, child_file, holder_file
from kiosk.flow.events import Ticked
from kiosk.flow.wizard.effects import FindAnswers, LeaveHandoff, LeaveSlip
from kiosk.leaving import FoundAnswers
from kiosk.ports.backend import NetworkLine, Refused
from tests.kiosk.sample_pack import PACK

NOW = datetime(2026, 11, 20, 12, 5, tzinfo=UTC)


class FakeClock:
    """Moves only when it is told to."""

    def __init__(self) -> None:
        self.seconds = 1000.0

    def now(self) -> float:
        return self.seconds

    def wall(self) -> datetime:
        return NOW + timedelta(seconds=self.seconds - 1000.0)

    def tick(self) -> Ticked:
        return Ticked(self.seconds, self.wall().strftime("%H:%M"), self.wall().date().isoformat())


@dataclass
class FakeReader:
    """A card that proves everything, checks its PIN and remembers what it was given."""

    pin: bytes = b"1234"
    tries: int = 3
    failure: CardFailure | None = None
    digests: list[bytes] = field(default_factory=list)
    pins_seen: list[bytearray] = field(default_factory=list)
    on_event: Callable[[ReaderEvent], None] = lambda _: None

    def start(self, on_event: Callable[[ReaderEvent], None]) -> None:
        self.on_event = on_event

    def stop(self) -> None:
        pass

    def prove(
        self, sequence: int, key: CardKey, challenge: bytes, pin: bytearray | None
    ) -> CardProof | CardFailure:
        self.digests.append(challenge)
        if self.failure is not None:
            return self.failure
        if pin is not None:
            self.pins_seen.append(pin)
            if bytes(pin) != self.pin:
                self.tries -= 1
                return CardFailure("card-pin-wrong", tries_left=self.tries)
        return CardProof(key, b"certificate", bytes(16), b"signature")

    def pin_tries_left(self, sequence: int) -> int | CardFailure:
        return self.tries


@dataclass
class FakePrinter:
    """Prints at once, or waits at the gate until it is opened or the job cancelled."""

    answer: Printed | NotPrinted = field(default_factory=Printed)
    now: PrinterState = PrinterState.READY
    gate: threading.Event = field(default_factory=threading.Event)
    sheets: list[Sheet] = field(default_factory=list)
    cancelled: int = 0

    def __post_init__(self) -> None:
        self.gate.set()

    def state(self) -> PrinterState:
        return self.now

    def print(self, sheet: Sheet, cancelled: Callable[[], bool] = never) -> Printed | NotPrinted:
        self.sheets.append(sheet)
        before = self.cancelled
        self.gate.wait(5.0)
        return self.answer if before == self.cancelled else NotPrinted("printer-cancelled")

    def cancel(self) -> None:
        self.cancelled += 1


@dataclass
class FakeVoice:
    plugged: bool = False
    volume: int = DEFAULT_VOLUME
    said: list[str] = field(default_factory=list)
    stops: int = 0
    gate: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        self.gate.set()

    def say(self, text: str, language: str) -> None:
        self.said.append(text)
        self.gate.wait(5.0)

    def stop(self) -> None:
        self.stops += 1

    def reset_volume(self) -> None:
        self.volume = DEFAULT_VOLUME

    def headset(self) -> bool:
        return self.plugged


@dataclass
class FakeBackend:
    """Opens every session, unless it is told to refuse or to wait at the gate."""

    file: PersonalFile = field(default_factory=lambda: holder_file(PACK))
    first_name: str = "Мария"
    refusal: Refused | None = None
    gate: threading.Event = field(default_factory=threading.Event)
    nonces: int = 0
    opened: int = 0
    ended: list[str] = field(default_factory=list)
    heartbeats: list[Heartbeat] = field(default_factory=list)
    fault: Exception | None = None

    def __post_init__(self) -> None:
        self.gate.set()

    def take_nonce(self) -> str | Refused:
        self.nonces += 1
        return f"nonce-{self.nonces}"

    def digest(self, nonce: str, key: str, purpose: str) -> bytes:
        return f"{nonce}/{key}/{purpose}".encode().ljust(32, b".")

    def open_session(self, proof: CardProof, nonce: str) -> CardSession | Refused:
        self.gate.wait(5.0)
        if self.fault is not None:
            raise self.fault
        if self.refusal is not None:
            return self.refusal
        self.opened += 1
        return CardSession(
            session=f"token-{self.opened}",
            expires_at=NOW,
            first_name=self.first_name,
            initial="П",
            language="ru",
            counts=COUNTS,
            pack_hash="",
            nonces=Nonces(nonces=(), server_time=NOW),
        )

    def raise_level(self, token: str, proof: CardProof, nonce: str) -> HolderSession | Refused:
        return HolderSession(
            expires_at=NOW,
            file=self.file,
            acts_for=RELATIONS,
            nonces=Nonces(nonces=(), server_time=NOW),
        )

    def fetch_file(self, token: str, person: str) -> PersonalFile | Refused:
        return child_file(PACK)

    def leave_handoff(self, left: LeaveHandoff) -> str | Refused:
        return self.refusal or "40518263"

    def find_answers(self, asked: FindAnswers) -> FoundAnswers | Refused:
        return self.refusal or Refused("handoff-unknown")

    def leave_slip(self, left: LeaveSlip) -> str | Refused:
        return self.refusal or "61820574"

    def end_session(self, token: str) -> Refused | None:
        self.ended.append(token)
        return None

    def send_heartbeat(self, heartbeat: Heartbeat) -> Refused | None:
        self.heartbeats.append(heartbeat)
        return self.refusal

    def test_network(self) -> tuple[NetworkLine, ...]:
        return (NetworkLine("backend", good=True, value="1 ms"),)
