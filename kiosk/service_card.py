"""The technician's cards: named by fingerprint in the settings, each must prove that it holds its key."""

from __future__ import annotations

import hashlib
import secrets

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.x509 import load_der_x509_certificate

from devices.ports import CardProof

DIGEST_BYTES = 32  # as long as the SHA-256 digest that a card otherwise signs


def own_challenge() -> bytes:
    """What a card signs where the backend gave no nonce: good for the kiosk's own door, for nothing else."""
    return secrets.token_bytes(DIGEST_BYTES)


def is_service_card(proof: CardProof, digest: bytes, fingerprints: frozenset[str]) -> bool:
    """Whether a named card (SHA-256 of its 9E certificate, hex) really signed `digest`."""
    if hashlib.sha256(proof.certificate).hexdigest() not in fingerprints:
        return False
    try:
        key = load_der_x509_certificate(proof.certificate).public_key()
        if not isinstance(key, EllipticCurvePublicKey):
            return False
        key.verify(proof.signature, digest, ECDSA(Prehashed(SHA256())))
    except (InvalidSignature, ValueError):
        return False
    return True
