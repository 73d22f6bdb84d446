"""The digest a card signs: bound to one kiosk, one nonce, one key and one purpose."""

from __future__ import annotations

from hashlib import sha256

DOMAIN = b"okno/card/v1"


def challenge(kiosk_id: str, nonce: str, key: str, purpose: str) -> bytes:
    """SHA-256 over the domain and the length-prefixed parts, 32 bytes.

    Each part is preceded by its length (2 bytes, big-endian), so no two different tuples share a
    digest. `key` is "9E" or "9A"; `purpose` is "session" or "holder".
    """
    digest = sha256(DOMAIN)
    for part in (kiosk_id, nonce, key, purpose):
        encoded = part.encode()
        digest.update(len(encoded).to_bytes(2, "big"))
        digest.update(encoded)
    return digest.digest()
