"""Kiosks without a screen, one process a life: they file, send, and are killed by their id.

`python -m tests.kiosk.outbox.kiosk_process FILE` reads a Life as JSON from FILE, loads everything once, and
then forks a kiosk for each line on its input; it prints the process id and, once that has died, "gone".
"""

from __future__ import annotations

import os
import secrets
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from time import monotonic, sleep
from uuid import uuid4

import msgspec
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from backend.client import BackendAddress, KioskClient, KioskIdentity, Patience
from devices.ports import CardFailure, CardKey, CardProof, ReaderEvent
from kiosk.filing import Filing, Given
from kiosk.flow.application import Application, Consent, Wish
from kiosk.flow.effects import FileRequest
from kiosk.flow.events import Filed
from kiosk.journal import Journal
from kiosk.links.backend import BackendLink
from kiosk.outbox.desk import FilingDesk
from kiosk.outbox.outbox import Outbox
from kiosk.outbox.pace import Pace
from kiosk.outbox.sender import Sender
from kiosk.outbox.values import Entry, Outcome
from kiosk.outbox.worker import SendingThread

CALM = "calm"
FILINGS = 3


class Life(msgspec.Struct):
    """What a kiosk's life is made of; keys as PEM, bytes as Base64."""

    folder: str
    backend: str
    region_ca: str
    kiosk: str
    kiosk_key: str
    sealing_key: bytes
    session: str
    applicant: str
    card_key: str
    card_certificate: bytes
    card_guid: str
    with_key: bool = True  # the control sends each time under another key


class CardInMemory:
    """devices.ports.Reader with one card in it that signs whatever it is asked to, after any PIN."""

    def __init__(self, life: Life) -> None:
        key = load_pem_private_key(life.card_key.encode(), None)
        assert isinstance(key, ec.EllipticCurvePrivateKey)
        self._key = key
        self._certificate = life.card_certificate
        self._guid = bytes.fromhex(life.card_guid)

    def start(self, on_event: Callable[[ReaderEvent], None]) -> None:
        """It is there already."""

    def stop(self) -> None:
        """Nothing runs."""

    def prove(
        self, sequence: int, key: CardKey, challenge: bytes, pin: bytearray | None
    ) -> CardProof | CardFailure:
        signature = self._key.sign(challenge, ec.ECDSA(Prehashed(hashes.SHA256())))
        return CardProof(key, self._certificate, self._guid, signature)

    def pin_tries_left(self, sequence: int) -> int | CardFailure:
        return 3


class Clock:
    def wall(self) -> datetime:
        return datetime.now(UTC)


def live(life: Life, seed: int, filings: int) -> None:
    """File and send until somebody kills this process, or until nothing is left to send."""
    random = Random(seed)
    key = load_pem_private_key(life.kiosk_key.encode(), None)
    assert isinstance(key, ec.EllipticCurvePrivateKey)
    address = BackendAddress(life.backend, Path(life.region_ca), Patience(connect=1.0, answer=2.0))
    link = BackendLink(KioskClient(address, KioskIdentity(life.kiosk, key)), life.kiosk)
    outbox = Outbox(Path(life.folder) / "outbox", lambda _code: None)

    def deliver(entry: Entry) -> Outcome:
        sent = entry if life.with_key else msgspec.structs.replace(entry, key=uuid4().hex)
        return link.deliver(sent)

    pace = Pace(random.random, first_seconds=0.02, longest_seconds=0.2)
    sender = Sender(outbox, deliver, lambda _event: None, pace, monotonic, unix_now)
    sending = SendingThread(sender, Journal(sys.stderr, Clock()), lambda: None)
    desk = FilingDesk(
        outbox, life.kiosk, lambda: life.sealing_key, secrets.randbelow, lambda: uuid4().hex, sending.wake
    )
    filing = Filing(desk, link, CardInMemory(life), monotonic)
    sending.start()
    for number in range(filings):
        file_one(filing, life, number, signed=random.random() < 0.5)
        sleep(random.random() * 0.03)
    while filings or outbox.unsettled():
        sleep(0.02)


def unix_now() -> int:
    return int(datetime.now(UTC).timestamp())


def file_one(filing: Filing, life: Life, number: int, signed: bool) -> None:
    """File as a person does, by card or session; what was promised is written down after the promise."""
    request = Application(
        life.applicant,
        life.applicant,
        wishes=(Wish("monthly-cash-payment", "guaranteed", "entitled"),),
        consent=Consent("Я согласна.", "ru", monotonic()),
        pack_hash="ab" * 32,
        on="2026-11-22",
    )
    given = Given(life.session, bytearray(b"1234" if signed else b""), lambda: True)
    answer = filing.file(FileRequest(number, 1, 1, request), given)
    if isinstance(answer, Filed):
        promises = os.open(Path(life.folder) / "promises", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        os.write(promises, f"{answer.receipt_code}\n".encode())
        os.close(promises)


def nurse(life: Life) -> None:
    """Fork a life for each line: «<seed>» or «calm»."""
    for line in sys.stdin:
        word = line.strip()
        child = os.fork()
        if child == 0:
            live(life, 0 if word == CALM else int(word), 0 if word == CALM else FILINGS)
            os._exit(0)
        print(child, flush=True)
        os.waitpid(child, 0)
        print("gone", flush=True)


def read_life(path: Path) -> Life:
    return msgspec.json.decode(path.read_bytes(), type=Life)


if __name__ == "__main__":
    nurse(read_life(Path(sys.argv[1])))
