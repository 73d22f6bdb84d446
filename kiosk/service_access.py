"""The technician's two keys: a code, whose scrypt hash the settings hold, and cards named there."""

from __future__ import annotations

import hashlib
import hmac

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.x509 import load_der_x509_certificate

from devices.ports import CardProof

SCHEME = "scrypt"
COST, BLOCK, PARALLEL = 2**14, 8, 1  # RFC 7914, 16 MiB: a tenth of a second on a kiosk


def seal_code(code: bytes, salt: bytes) -> str:
    """What the settings hold instead of the code: "scrypt$salt$hash" in hex."""
    return f"{SCHEME}${salt.hex()}${_hash(code, salt).hex()}"


def code_is_right(sealed: str, code: bytes | bytearray) -> bool:
    """Whether `code` is the one that was sealed; no sealed code means no code is right."""
    scheme, _, rest = sealed.partition("$")
    salt, _, expected = rest.partition("$")
    if scheme != SCHEME or not salt or not expected:
        return False
    try:
        return hmac.compare_digest(_hash(bytes(code), bytes.fromhex(salt)), bytes.fromhex(expected))
    except ValueError:
        return False


def _hash(code: bytes, salt: bytes) -> bytes:
    return hashlib.scrypt(code, salt=salt, n=COST, r=BLOCK, p=PARALLEL)


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
