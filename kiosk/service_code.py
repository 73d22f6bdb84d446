"""The technician's code: the settings hold its scrypt hash. Neither device nor link is needed."""

from __future__ import annotations

import hashlib
import hmac

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
