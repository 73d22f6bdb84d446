"""A certificate with changed bytes is a refusal with a code, never a fault, and costs its nonce."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from hypothesis import example, given, settings
from hypothesis import strategies as st

from backend.card_proof.verify import CardVerifier
from backend.cards.identity import CardIdentity
from backend.cards.issuing import CardOrder, certify, last_day_of
from backend.contract.cards import CardProofIn
from backend.errors import Refusal
from tests.backend.app_http import code_of
from tests.backend.card_in_hand import CardInHand
from tests.backend.kiosk_in_test import KioskInTest
from tests.backend.region import START, TEST_CA, Region

VERSION_3 = b"\xa0\x03\x02\x01\x02"  # RFC 5280, 4.1.2.1: [0] EXPLICIT INTEGER 2
NO_VERSION = VERSION_3[:-1] + b"\x05"


def der_of_a_card() -> bytes:
    key = ec.generate_private_key(ec.SECP256R1()).public_key()
    identity = CardIdentity("51", "100001", "ab" * 16)
    order = CardOrder("card-1", "person", identity, START, last_day_of(START.date()))
    return certify(TEST_CA, order, (key, key), (1, 2)).certificate_9e


DER = der_of_a_card()
VERIFIER = CardVerifier(TEST_CA.certificate)
AT = DER.index(VERSION_3) + len(VERSION_3) - 1
Change = st.tuples(st.integers(0, len(DER) - 1), st.integers(1, 255))


@given(changes=st.lists(Change, min_size=1, max_size=4), late=st.booleans())
@example(changes=[(AT, VERSION_3[-1] ^ NO_VERSION[-1])], late=False)
@settings(max_examples=400, deadline=None)
@pytest.mark.filterwarnings("ignore:Parsed a serial number")
def test_no_change_of_bytes_is_a_fault(changes: list[tuple[int, int]], late: bool) -> None:
    mutated = bytearray(DER)
    for place, mask in changes:
        mutated[place] ^= mask
    proof = CardProofIn.model_construct(
        certificate=bytes(mutated), guid="ab" * 16, nonce="n" * 43, signature=bytes(70)
    )
    moment = START + timedelta(days=9999 if late else 1)
    assert isinstance(VERIFIER.verify("kiosk", proof, "9E", moment), Refusal)


def with_no_version(card: CardInHand) -> CardInHand:
    changed = card.certificates["9E"].replace(VERSION_3, NO_VERSION, 1)
    return replace(card, certificates={**card.certificates, "9E": changed})


def test_a_certificate_of_no_known_version_burns_its_nonce(region: Region, kiosk: KioskInTest) -> None:
    card, nonce = region.card_of(region.person()), kiosk.nonce()
    bad = kiosk.send_proof(with_no_version(card).proof(kiosk.id, nonce))
    assert (bad.status_code, code_of(bad)) == (403, "card-certificate-invalid")
    assert code_of(kiosk.send_proof(card.proof(kiosk.id, nonce))) == "nonce-burnt"
