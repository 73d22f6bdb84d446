"""Opens a delivery's seal and reads what the card signed. No database: done before the transaction."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from pydantic import ValidationError

from backend.card_proof.verify import CardSignature, CardVerifier, ProvenCard
from backend.contract.challenge import challenge
from backend.contract.requests import (
    FILING_PURPOSE,
    Delivery,
    Envelope,
    Filing,
    delivery_context,
    filing_nonce,
)
from backend.contract.sealing import SealBroken
from backend.errors import Refusal, Refused
from backend.sealing_key import SealingKey
from backend.web.requests import parsed

CLOCK_TOLERANCE = timedelta(seconds=60)
EARLY = "filing-early"  # not for ever: the time it names will come
LATEST = timedelta(days=90)  # as long as the session of a filing is kept
MOST_AHEAD = timedelta(hours=12)  # a clock of ours that was set right meanwhile; more is nobody's clock
CONSENT_BEFORE = timedelta(days=1)  # given at the same visit, however long that took


@dataclass(frozen=True, slots=True)
class OpenedFiling:
    """A filing and who vouches for it: the card that signed it, or the session it names."""

    filing: Filing = field(repr=False)
    session: str = field(repr=False)
    card: ProvenCard | None


def open_delivery(
    delivery: Delivery, key: SealingKey, verifier: CardVerifier, now: datetime
) -> OpenedFiling | Refusal:
    """The filing, or what is for ever wrong with it; `EARLY` and `SealedToAnother` come to an end."""
    read = unsealed(delivery.sealed, delivery.receipt_code, key)
    if isinstance(read, Refusal):
        return read
    envelope, filing = read
    fault = _fault_of(filing, now)
    if fault is not None:
        return Refusal(fault)
    card = _signer(delivery.receipt_code, envelope, filing, verifier)
    if isinstance(card, Refusal):
        return card
    return OpenedFiling(filing, envelope.session, card)


def unsealed(sealed: bytes, receipt_code: str, key: SealingKey) -> tuple[Envelope, Filing] | Refusal:
    """What was sealed, proven by nobody yet; `SealedToAnother` where another key would open it."""
    try:
        envelope = Envelope.model_validate_json(key.open(sealed, delivery_context(receipt_code)))
        # As strictly as what comes in the clear: one reading, and nothing a database cannot keep.
        return envelope, parsed(envelope.body.encode(), Filing)
    except SealBroken as broken:
        return Refusal(broken.code)
    except (ValidationError, Refused):
        return Refusal("filing-unreadable")


def _fault_of(filing: Filing, now: datetime) -> str | None:
    if not now - LATEST <= filing.filed_at <= now + MOST_AHEAD:
        return "filing-date-wrong"
    if filing.filed_at > now + CLOCK_TOLERANCE:
        return EARLY
    if filing.action != "withdraw" and (filing.consent is None or not filing.wishes):
        return "filing-incomplete"
    if (filing.action == "file") == bool(filing.number):
        return "filing-incomplete"
    return None if has_timely_consent(filing) else "filing-consent-date-wrong"


def has_timely_consent(filing: Filing) -> bool:
    """Whether the consent, where there is one, was given at the visit at which this was filed."""
    consent = filing.consent
    if consent is None:
        return True
    return filing.filed_at - CONSENT_BEFORE <= consent.given_at <= filing.filed_at + CLOCK_TOLERANCE


def _signer(
    receipt_code: str, envelope: Envelope, filing: Filing, verifier: CardVerifier
) -> ProvenCard | Refusal | None:
    given = envelope.signature
    if given is None:
        return None
    nonce = filing_nonce(receipt_code, envelope.body)
    digest = challenge(filing.kiosk, nonce, "9A", FILING_PURPOSE)
    signed = CardSignature(given.certificate, given.guid, given.signature)
    return verifier.verify_signature(signed, digest, "9A", filing.filed_at)
