"""Seals a filing to the backend: who seals it cannot read it again (X25519, HKDF, ChaCha20-Poly1305).

A sealed value is version ‖ key id (8 bytes) ‖ ephemeral public key (32) ‖ ciphertext with its tag. The
key is derived (RFC 5869) from the X25519 agreement (RFC 7748) and serves one message, so its AEAD nonce
(RFC 8439) is zero.
"""

from __future__ import annotations

from hashlib import sha256

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

PUBLIC_KEY_BYTES = 32
KEY_ID_BYTES = 8
_DOMAIN = b"okno/sealed/v1"
_VERSION = b"\x01"
_KEY_BYTES = 32
_ONLY_NONCE = bytes(12)
_HEAD_BYTES = len(_VERSION) + KEY_ID_BYTES + PUBLIC_KEY_BYTES


class SealBroken(Exception):
    """It was not sealed to this key, or not for this purpose, or was changed on the way."""

    code = "seal-broken"


def seal(public_key: bytes, plaintext: bytes, associated: bytes) -> bytes:
    """The plaintext, sealed to the raw X25519 `public_key`; opened only with the same `associated`."""
    ephemeral = X25519PrivateKey.generate()
    own = ephemeral.public_key().public_bytes_raw()
    shared = ephemeral.exchange(X25519PublicKey.from_public_bytes(public_key))
    head = _VERSION + key_id(public_key) + own
    return head + _cipher(shared, own, public_key).encrypt(_ONLY_NONCE, plaintext, head + associated)


def open_sealed(private_key: X25519PrivateKey, sealed: bytes, associated: bytes) -> bytes:
    """The plaintext; `SealBroken`."""
    recipient = private_key.public_key().public_bytes_raw()
    head = sealed[:_HEAD_BYTES]
    if sealed_to(sealed) != key_id(recipient):
        raise SealBroken
    own = head[-PUBLIC_KEY_BYTES:]
    try:
        shared = private_key.exchange(X25519PublicKey.from_public_bytes(own))
        cipher = _cipher(shared, own, recipient)
        return cipher.decrypt(_ONLY_NONCE, sealed[_HEAD_BYTES:], head + associated)
    except (InvalidTag, ValueError):  # ValueError: a point of low order
        raise SealBroken from None


def key_id(public_key: bytes) -> bytes:
    """How a sealed value names the key that opens it."""
    return sha256(_DOMAIN + public_key).digest()[:KEY_ID_BYTES]


def sealed_to(sealed: bytes) -> bytes:
    """The id of the key that opens it; `SealBroken` for what is no sealed value."""
    if len(sealed) < _HEAD_BYTES or not sealed.startswith(_VERSION):
        raise SealBroken
    return sealed[len(_VERSION) : len(_VERSION) + KEY_ID_BYTES]


def _cipher(shared: bytes, ephemeral: bytes, recipient: bytes) -> ChaCha20Poly1305:
    derivation = HKDF(hashes.SHA256(), _KEY_BYTES, salt=None, info=_DOMAIN + ephemeral + recipient)
    return ChaCha20Poly1305(derivation.derive(shared))
