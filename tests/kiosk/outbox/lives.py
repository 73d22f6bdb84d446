"""Many lives of one kiosk, each ended by SIGKILL, before a real backend over TLS; the ledger is compared."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from time import sleep
from uuid import uuid4

import msgspec
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from pydantic import Base64Bytes, TypeAdapter
from sqlalchemy import select, text

from backend.client import KioskClient, KioskIdentity, enrol
from backend.contract.cards import CardProofIn, CardSession, HolderSession
from backend.contract.kiosks import EnrolledKiosk
from backend.database.doors import Database
from backend.region_ca import CA_CERTIFICATE_FILE
from backend.requests.tables import requests
from kiosk.sealing_key import sealing_key_of
from tests.backend.card_in_hand import CardInHand
from tests.backend.region import TEST_SEALING_KEY, HandClock, Region
from tests.backend.served import Served, serving
from tests.kiosk.outbox.cutting_proxy import CuttingProxy
from tests.kiosk.outbox.kiosk_process import CALM, Life

LONGEST_AFTER_CUT = 0.15  # seconds until the kill
LONGEST_WAIT = 5.0  # seconds for a cut
LIVES_A_SESSION = 100
FORGET_RECEIPTS = (
    "CREATE TRIGGER forget_receipts AFTER INSERT ON taken_receipts"
    " BEGIN DELETE FROM taken_receipts WHERE receipt_code = NEW.receipt_code; END"
)
"""For the control: what is not guarded by its key would still be guarded by its receipt."""


class NowClock(HandClock):
    """The backend's clock goes on by itself."""

    def __call__(self) -> datetime:
        return datetime.now(UTC)


@dataclass(frozen=True)
class Balance:
    """Promises against the ledger."""

    lives: int
    cuts: int
    promised: int
    arrived: int
    lost: int
    doubled: int
    by_signature: int


def run_lives(
    database: Database,
    folder: Path,
    lives: int,
    seed: int,
    *,
    with_key: bool = True,
    on_life: Callable[[], None] = lambda: None,
) -> Balance:
    """Kill a kiosk `lives` times while it files and its line is cut; then let it finish in peace."""
    random = Random(seed)
    if not with_key:
        with database.maintenance() as connection:
            connection.execute(text(FORGET_RECEIPTS))
    region = Region(database, NowClock(datetime.now(UTC)))
    folder.mkdir(parents=True)
    with serving(region, folder / "backend") as served, CuttingProxy(served.port, random) as proxy:
        kiosk = Kiosk(served, folder, proxy.port, with_key)
        for first in range(0, lives, LIVES_A_SESSION):
            kiosk.sign_in()
            with Nursery(kiosk.life(), folder) as nursery:
                for _ in range(first, min(first + LIVES_A_SESSION, lives)):
                    before = proxy.cuts
                    with nursery.born(random.randrange(1 << 30)):
                        proxy.wait_for_cut(before, LONGEST_WAIT)
                        sleep(random.random() * LONGEST_AFTER_CUT)
                    on_life()
        kiosk.enrol()  # anew: what was filed under the old name is delivered under another
        proxy.faulty = False
        with Nursery(kiosk.life(), folder) as nursery:
            nursery.live_in_peace()
        return balance(database, folder, lives, proxy.cuts)


class Kiosk:
    """An enrolled kiosk whose holder has entered the PIN."""

    def __init__(self, served: Served, folder: Path, port: int, with_key: bool) -> None:
        self._served = served
        self._folder = folder
        self._port = port
        self._with_key = with_key
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._id = ""
        self.enrol()
        self._person = served.region.person()
        self._card = served.region.card_of(self._person)
        self._session = ""

    def enrol(self) -> None:
        """With the key of this device, under a new name."""
        address, code = self._served.address(), self._served.region.invitation()
        enrolled = enrol(address, code, self._key, uuid4().hex)
        assert isinstance(enrolled, EnrolledKiosk), enrolled
        assert enrolled.kiosk != self._id
        self._id = enrolled.kiosk

    def sign_in(self) -> None:
        """A session of level 2, over a line that holds."""
        client = KioskClient(self._served.address(), KioskIdentity(self._id, self._key))
        session = client.open_card_session(self._proof(client, "9E"))
        assert isinstance(session, CardSession), session
        assert isinstance(client.prove_holder(session.session, self._proof(client, "9A")), HolderSession)
        self._session = session.session
        client.close()

    def life(self) -> Life:
        return Life(
            folder=str(self._folder),
            backend=f"https://127.0.0.1:{self._port}",
            region_ca=str(self._served.folder / CA_CERTIFICATE_FILE),
            kiosk=self._id,
            kiosk_key=pem(self._key),
            sealing_key=sealing_key_of(TEST_SEALING_KEY.public_text) or b"",
            session=self._session,
            applicant=self._person,
            card_key=pem(self._card.keys["9A"]),
            card_certificate=self._card.certificates["9A"],
            card_guid=self._card.guid_in_chuid,
            with_key=self._with_key,
        )

    def _proof(self, client: KioskClient, key: str) -> CardProofIn:
        nonce = client.take_nonce()
        assert isinstance(nonce, str), nonce
        return proof_in(self._card, self._id, nonce, key)


class Nursery:
    """The process that the kiosks are forked from."""

    def __init__(self, life: Life, folder: Path) -> None:
        path = folder / "life.json"
        path.write_bytes(msgspec.json.encode(life))
        words = [sys.executable, "-m", "tests.kiosk.outbox.kiosk_process", str(path)]
        self._process = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def __enter__(self) -> Nursery:
        return self

    def __exit__(self, *_: object) -> None:
        assert self._process.stdin
        self._process.stdin.close()
        self._process.wait(10)

    @contextmanager
    def born(self, seed: int) -> Iterator[None]:
        """A kiosk that lives as long as the block, and is then killed by its id."""
        child = int(self._born(str(seed)))
        yield
        os.kill(child, signal.SIGKILL)
        assert self._heard() == "gone"

    def live_in_peace(self) -> None:
        """A kiosk that sends everything there is and ends by itself."""
        self._born(CALM)
        assert self._heard() == "gone"

    def _born(self, word: str) -> str:
        assert self._process.stdin
        self._process.stdin.write(f"{word}\n")
        self._process.stdin.flush()
        return self._heard()

    def _heard(self) -> str:
        assert self._process.stdout
        return self._process.stdout.readline().strip()


def balance(database: Database, folder: Path, lives: int, cuts: int) -> Balance:
    """Each receipt that was promised against the requests that the backend has."""
    path = folder / "promises"
    promised = set(path.read_text().split()) if path.exists() else set()
    with database.maintenance() as connection:
        rows = connection.execute(select(requests.c.receipt_code, requests.c.proof)).all()
    arrived = Counter(receipt for receipt, _ in rows)
    return Balance(
        lives=lives,
        cuts=cuts,
        promised=len(promised),
        arrived=len(arrived),
        lost=len(promised - arrived.keys()),
        doubled=sum(times > 1 for times in arrived.values()),
        by_signature=sum(proof == "signature" for _, proof in rows),
    )


def pem(key: ec.EllipticCurvePrivateKey) -> str:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()


def proof_in(card: CardInHand, kiosk: str, nonce: str, key: str) -> CardProofIn:
    proof = card.proof(kiosk, nonce, key)
    raw = TypeAdapter(Base64Bytes)
    return CardProofIn.model_construct(
        certificate=raw.validate_python(proof["certificate"].encode()),
        guid=proof["guid"],
        nonce=nonce,
        signature=raw.validate_python(proof["signature"].encode()),
    )
