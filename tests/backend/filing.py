"""An honest kiosk's filing, in parts that a test may forge."""

from __future__ import annotations

from base64 import b64encode, urlsafe_b64decode
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import uuid4

import httpx
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed

from backend.contract.challenge import challenge
from backend.contract.requests import (
    FILING_PURPOSE,
    Answer,
    ConsentGiven,
    ContactDetails,
    Envelope,
    Filing,
    FilingSignature,
    Wish,
    delivery_context,
    filing_nonce,
)
from backend.contract.sealing import seal
from tests.backend.card_in_hand import CardInHand
from tests.backend.kiosk_in_test import KioskInTest

RECEIPT = "K7M4-9XAT-3CEY"
CONSENT_WORDS = "Я согласен на обработку моих персональных данных для этого заявления."


def filing_of(kiosk: KioskInTest, person: str, at: datetime | None = None, **changed: Any) -> Filing:
    moment = at or kiosk.region.clock.now
    values: dict[str, Any] = {
        "kiosk": kiosk.id,
        "filed_at": moment,
        "applicant": person,
        "beneficiary": person,
        "wishes": (
            Wish(measure="monthly-cash-payment", kind="guaranteed", verdict="entitled"),
            Wish(measure="free-medicines", kind="desired", verdict="unknown"),
        ),
        "contact": ContactDetails(phone="+78152000000"),
        "consent": ConsentGiven(text=CONSENT_WORDS, given_at=moment),
        "answers": (Answer(fact="income-per-person", value="18500.00"),),
        "pack_hash": "ab" * 32,
        "on": moment.date(),
    }
    return Filing(**{**values, **changed})


@dataclass
class Parcel:
    """One row of an outbox on its way."""

    kiosk: KioskInTest
    filing: Filing
    session: str = ""
    card: CardInHand | None = None
    receipt_code: str = RECEIPT
    key: str = field(default_factory=lambda: uuid4().hex)
    sequence: int = 1

    @property
    def body(self) -> str:
        return self.filing.model_dump_json()

    def signature(self, purpose: str = FILING_PURPOSE, receipt_code: str = "") -> FilingSignature | None:
        if self.card is None:
            return None
        nonce = filing_nonce(receipt_code or self.receipt_code, self.body)
        digest = challenge(self.filing.kiosk, nonce, "9A", purpose)
        signed = self.card.keys["9A"].sign(digest, ec.ECDSA(Prehashed(hashes.SHA256())))
        return FilingSignature(
            certificate=b64encode(self.card.certificates["9A"]),
            guid=self.card.guid_in_chuid,
            signature=b64encode(signed),
        )

    def sealed(self, context: str = "", signature: FilingSignature | None = None) -> bytes:
        envelope = Envelope(body=self.body, session=self.session, signature=signature or self.signature())
        key = public_key_of(self.kiosk)
        return seal(key, envelope.model_dump_json().encode(), delivery_context(context or self.receipt_code))

    def send(self, sealed: bytes | None = None, by: KioskInTest | None = None) -> httpx.Response:
        courier = by or self.kiosk
        body = {
            "receipt_code": self.receipt_code,
            "sequence": self.sequence,
            "sealed": b64encode(sealed or self.once_sealed()).decode(),
        }
        headers = {**courier.headers, "Idempotency-Key": self.key}
        return courier.region.http.post("/v1/outbox/deliveries", json=body, headers=headers)

    def once_sealed(self) -> bytes:
        """Sealed a single time, as an outbox does it: sent again, it is the same bytes."""
        if not hasattr(self, "_kept"):
            self._kept = self.sealed()
        return self._kept


def public_key_of(kiosk: KioskInTest) -> bytes:
    return raw_key(kiosk.region.services.sealing_key.public_text)


def raw_key(text: str) -> bytes:
    """The key out of its text, as a kiosk was told it."""
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


def level_two(kiosk: KioskInTest, card: CardInHand) -> str:
    """The session of a holder at this kiosk."""
    session = str(kiosk.tap(card).json()["session"])
    assert kiosk.enter_pin(session, card).status_code == 201
    return session


def refusal_of(answer: httpx.Response) -> str:
    """The code of a delivery that was refused for good."""
    assert answer.status_code == 200, answer.text
    assert answer.json()["outcome"] == "refused", answer.text
    return str(answer.json()["code"])


def number_of(answer: httpx.Response) -> str:
    assert answer.status_code == 200, answer.text
    assert answer.json()["outcome"] == "accepted", answer.text
    return str(answer.json()["request_number"])
