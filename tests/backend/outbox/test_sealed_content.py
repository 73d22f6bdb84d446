"""What a kiosk may have sealed: read as strictly as what comes in the clear, and answered for good.

A fault of the backend would make the kiosk send the row again for ever.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from backend.contract.requests import ConsentGiven, Envelope, delivery_context
from backend.contract.sealing import seal
from tests.backend.card_in_hand import CardInHand
from tests.backend.filing import (
    CONSENT_WORDS,
    RECEIPT,
    Parcel,
    filing_of,
    level_two,
    number_of,
    public_key_of,
    refusal_of,
)
from tests.backend.kiosk_in_test import KioskInTest
from tests.backend.region import Region

PLACE = '"here"'


@pytest.fixture
def send(kiosk: KioskInTest, maria: str, card: CardInHand) -> Callable[[str], str]:
    """Seals a text that no model has looked at, and gives the code of its refusal."""
    session = level_two(kiosk, card)

    def sent(body: str) -> str:
        envelope = Envelope(body=body, session=session).model_dump_json().encode()
        sealed = seal(public_key_of(kiosk), envelope, delivery_context(RECEIPT))
        return refusal_of(Parcel(kiosk, filing_of(kiosk, maria), session).send(sealed))

    return sent


def body_of(kiosk: KioskInTest, person: str, **changed: Any) -> dict[str, Any]:
    fields: dict[str, Any] = json.loads(filing_of(kiosk, person).model_dump_json())
    return {**fields, **changed}


@pytest.mark.parametrize("value", ["NaN", "-Infinity", '"a\\u0000b"', '{"a\\u0000": 1}', "9" * 5000])
def test_a_value_that_json_or_a_database_does_not_know(
    kiosk: KioskInTest, maria: str, send: Callable[[str], str], value: str
) -> None:
    body = body_of(kiosk, maria, answers=[{"fact": "income", "value": "here", "source": "answer"}])
    assert send(json.dumps(body).replace(PLACE, value)) == "filing-unreadable"


def test_a_text_with_a_nul(kiosk: KioskInTest, maria: str, send: Callable[[str], str]) -> None:
    assert send(json.dumps(body_of(kiosk, maria, note="a\0b"))) == "filing-unreadable"


def test_a_key_that_stands_twice(kiosk: KioskInTest, maria: str, send: Callable[[str], str]) -> None:
    """Two readers would read two filings out of one signed text."""
    twice = json.dumps(body_of(kiosk, maria))[:-1] + f', "beneficiary": "{maria}"}}'
    assert send(twice) == "filing-unreadable"


@pytest.mark.parametrize(
    "given_at",
    [
        "0001-01-01T00:00:00+14:00",
        "9999-12-31T23:59:59-14:00",
        "2026-11-20T09:02:00Z",
        "2026-11-19T08:00:00Z",
    ],
)
def test_a_consent_of_another_time_than_the_filing(
    kiosk: KioskInTest, maria: str, send: Callable[[str], str], given_at: str
) -> None:
    consent = {"text": CONSENT_WORDS, "language": "ru", "given_at": given_at}
    assert send(json.dumps(body_of(kiosk, maria, consent=consent))) == "filing-consent-date-wrong"


def test_a_consent_given_minutes_before_is_taken(
    region: Region, kiosk: KioskInTest, maria: str, card: CardInHand
) -> None:
    consent = ConsentGiven(text=CONSENT_WORDS, given_at=region.clock.now - timedelta(minutes=20))
    number_of(Parcel(kiosk, filing_of(kiosk, maria, consent=consent), level_two(kiosk, card)).send())
