"""The key that packs are verified by: read without the serialization library, which no first frame awaits."""

from __future__ import annotations

import binascii
import re
from base64 import b64decode
from pathlib import Path
from typing import Final

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from content.problems import PackError

_PEM: Final = re.compile(
    rb"\s*-----BEGIN PUBLIC KEY-----\s+(.+?)\s+-----END PUBLIC KEY-----\s*", re.DOTALL
)  # RFC 7468
_KEY_INFO: Final = bytes.fromhex("302a300506032b6570032100")
"""What stands before the 32 bytes of the key in an Ed25519 SubjectPublicKeyInfo (RFC 8410)."""
_KEY_BYTES: Final = 32


def read_public_key(path: Path) -> Ed25519PublicKey:
    """The Ed25519 key of a PEM file; raises PackError `pack-key-unusable`."""
    try:
        written = _PEM.fullmatch(path.read_bytes())
        info = b64decode(b"".join(written[1].split()), validate=True) if written else b""
        if info[:-_KEY_BYTES] != _KEY_INFO:
            raise PackError("pack-key-unusable", f"{path} is no Ed25519 public key")
        return Ed25519PublicKey.from_public_bytes(info[-_KEY_BYTES:])
    except (OSError, binascii.Error, UnsupportedAlgorithm) as error:
        raise PackError("pack-key-unusable", f"{path}: {type(error).__name__}") from None
