"""The technician's code and card."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, SECP256R1, generate_private_key
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding

from devices.ports import CardKey, CardProof
from kiosk.service_card import is_service_card, own_challenge
from kiosk.service_code import code_is_right, seal_code

DIGEST = hashlib.sha256(b"challenge").digest()


def test_only_the_sealed_code_is_right() -> None:
    sealed = seal_code(b"314159", b"sixteen bytes ..")
    assert "314159" not in sealed
    assert code_is_right(sealed, bytearray(b"314159"))
    assert not code_is_right(sealed, b"314158")
    assert not code_is_right(sealed, b"")


@pytest.mark.parametrize("sealed", ["", "scrypt$$", "plain$00$00", "scrypt$zz$zz", "314159"])
def test_without_a_sealed_code_no_code_is_right(sealed: str) -> None:
    assert not code_is_right(sealed, b"314159")


def card(digest: bytes) -> CardProof:
    key = generate_private_key(SECP256R1())
    name = x509.Name([])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now)
        .not_valid_after(now + timedelta(days=1))
        .sign(key, SHA256())
    )
    signature = key.sign(digest, ECDSA(Prehashed(SHA256())))
    return CardProof(CardKey.CARD, certificate.public_bytes(Encoding.DER), bytes(16), signature)


def test_a_named_card_must_really_sign() -> None:
    proof = card(DIGEST)
    named = frozenset({hashlib.sha256(proof.certificate).hexdigest()})
    assert is_service_card(proof, DIGEST, named)
    assert not is_service_card(proof, DIGEST, frozenset())
    assert not is_service_card(proof, hashlib.sha256(b"another").digest(), named), "a replayed signature"
    copied = CardProof(CardKey.CARD, proof.certificate, bytes(16), card(DIGEST).signature)
    assert not is_service_card(copied, DIGEST, named), "a copied certificate"


def test_a_challenge_of_our_own_is_never_the_same() -> None:
    assert len({own_challenge() for _ in range(100)}) == 100
    assert len(own_challenge()) == len(DIGEST)
