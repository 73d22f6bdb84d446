"""Filing by the hands: session while the line answers, else the card; a promise only when stored."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from random import Random

import pytest

from backend.contract.challenge import challenge
from backend.contract.requests import Envelope, delivery_context, filing_nonce
from backend.contract.sealing import open_sealed
from devices.ports import CardFailure, CardKey, CardProof
from kiosk.filing import Filing
from kiosk.flow import effects, events
from kiosk.hands.of_walk import Hands
from kiosk.hands.outside import Parts
from kiosk.outbox.outbox import Outbox
from kiosk.pin import PinBuffer
from kiosk.ports.backend import Refused
from kiosk.runner import broken_answer
from kiosk.session_keys import SessionKeys
from tests.kiosk.fakes import FakeBackend, FakePrinter, FakeReader, FakeVoice
from tests.kiosk.outbox.samples import KIOSK, NOW, SEALING_KEY, SESSION, application, desk

ASKED = effects.FileRequest(4, 1, 2, application())


@dataclass
class PlayedLine:
    trouble: str = ""
    asked: list[tuple[str, str]] = field(default_factory=list)

    def time(self) -> datetime:
        return NOW

    def vouch(self, token: str, person: str) -> Refused | None:
        self.asked.append((token, person))
        return Refused(self.trouble) if self.trouble else None


@dataclass
class SigningReader(FakeReader):
    """Notes what it is asked to sign, and with which PIN."""

    asked: list[tuple[int, CardKey, bytes, bytes]] = field(default_factory=list)
    answer: CardProof | CardFailure = field(
        default_factory=lambda: CardProof(CardKey.HOLDER, b"certificate", bytes(16), b"signature")
    )

    def prove(
        self, sequence: int, key: CardKey, challenge: bytes, pin: bytearray | None
    ) -> CardProof | CardFailure:
        self.asked.append((sequence, key, challenge, bytes(pin or b"")))
        return self.answer


class Place:
    """A kiosk's hands with an outbox on the disk."""

    def __init__(self, folder: Path) -> None:
        self.outbox = Outbox(folder, lambda _code: None)
        self.line = PlayedLine()
        self.reader = SigningReader()
        self.pin = PinBuffer()
        self.keys = SessionKeys()
        self.keys.keep(1, SESSION)
        filing = Filing(desk(self.outbox, Random(3)), self.line, self.reader, lambda: 10.0)
        parts = Parts(self.reader, FakePrinter(), FakeVoice(), FakeBackend(), lambda: (), filing=filing)
        self.hands = Hands(parts, self.pin, self.keys)

    def press(self, digits: str) -> None:
        for digit in digits:
            self.pin.press(int(digit))

    def envelope(self) -> tuple[Envelope, str]:
        entry = self.outbox.sending(self.outbox.unsettled()[0])
        assert entry is not None
        context = delivery_context(entry.receipt_code)
        opened = Envelope.model_validate_json(open_sealed(SEALING_KEY, entry.sealed, context))
        return opened, entry.receipt_code


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    made = Place(tmp_path / "outbox")
    yield made
    made.outbox.close()


def test_with_a_line_the_session_speaks_for_it(place: Place) -> None:
    answer = place.hands.job(ASKED)()
    assert isinstance(answer, events.Filed)
    envelope, receipt = place.envelope()
    assert answer == events.Filed(4, receipt)
    assert (envelope.session, envelope.signature) == (SESSION, None)
    assert place.line.asked == [(SESSION, "person-7")]
    assert not place.reader.asked


def test_a_session_that_the_backend_has_forgotten_asks_for_the_card(place: Place) -> None:
    """Who thinks for ten minutes over the questions has no session left: a receipt would be refused later."""
    place.line.trouble = "session-expired"
    assert place.hands.job(ASKED)() == events.FilingNeedsPin(4)
    place.press("1234")
    assert isinstance(place.hands.job(ASKED)(), events.Filed)
    assert len(place.reader.asked) == 1


@pytest.mark.parametrize("code", ["card-lost", "person-not-yours", "kiosk-withdrawn"])
def test_what_no_signature_would_mend_is_refused_at_once(place: Place, code: str) -> None:
    place.line.trouble = code
    place.press("1234")
    assert place.hands.job(ASKED)() == events.FilingRefused(4, code)
    assert place.outbox.unsettled() == ()


def test_a_session_that_ends_meanwhile_still_speaks_for_it(place: Place) -> None:
    """The card is pulled right after «Подать»: the confirmed filing is finished."""
    job = place.hands.job(ASKED)
    place.hands.order(effects.Wipe())
    place.keys.forget_all()
    assert isinstance(job(), events.Filed)


def test_without_a_line_the_card_asks_for_the_pin_and_nothing_is_stored(place: Place) -> None:
    place.line.trouble = "backend-unreachable"
    assert place.hands.job(ASKED)() == events.FilingNeedsPin(4)
    assert place.outbox.unsettled() == ()


def test_without_a_line_the_card_signs_this_very_filing(place: Place) -> None:
    place.line.trouble = "backend-unreachable"
    place.press("1234")
    assert isinstance(place.hands.job(ASKED)(), events.Filed)
    envelope, receipt = place.envelope()
    assert envelope.signature is not None
    digest = challenge(KIOSK, filing_nonce(receipt, envelope.body), "9A", "filing")
    assert place.reader.asked == [(2, CardKey.HOLDER, digest, b"1234")]


def test_the_pin_is_taken_from_the_pad_and_wiped(place: Place) -> None:
    place.line.trouble = "backend-unreachable"
    place.press("1234")
    place.hands.job(ASKED)()
    assert place.hands.job(ASKED)() == events.FilingNeedsPin(4)


def test_a_card_that_refuses_files_nothing(place: Place) -> None:
    place.line.trouble = "backend-unreachable"
    place.reader.answer = CardFailure("card-pin-wrong", tries_left=2)
    place.press("9999")
    assert place.hands.job(ASKED)() == events.CardRefused(4, CardFailure("card-pin-wrong", tries_left=2))
    assert place.outbox.unsettled() == ()


def test_a_pin_of_somebody_who_left_signs_nothing(place: Place) -> None:
    place.line.trouble = "backend-unreachable"
    place.press("1234")
    job = place.hands.job(ASKED)
    place.hands.order(effects.Wipe())
    assert job() == events.CardRefused(4, CardFailure("card-removed"))
    assert not place.reader.asked


def test_without_a_session_nothing_is_filed(place: Place) -> None:
    place.keys.forget_all()
    assert place.hands.job(ASKED)() == events.FilingRefused(4, "session-expired")


def test_what_cannot_be_stored_is_not_promised(tmp_path: Path) -> None:
    (tmp_path / "outbox").write_text("a file where the folder should be")
    place = Place(tmp_path / "outbox")
    assert place.hands.job(ASKED)() == events.FilingRefused(4, "outbox-unusable")


def test_a_kiosk_that_is_not_enrolled_says_so() -> None:
    parts = Parts(FakeReader(), FakePrinter(), FakeVoice(), FakeBackend(), lambda: ())
    hands = Hands(parts, PinBuffer(), SessionKeys())
    assert hands.job(ASKED)() == events.FilingRefused(4, "kiosk-not-enrolled")


def test_a_fault_of_ours_is_a_refusal_and_no_silence() -> None:
    assert broken_answer(ASKED) == events.FilingRefused(4, "kiosk-internal")
