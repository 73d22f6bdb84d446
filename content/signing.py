"""Ed25519 keys that sign packs (RFC 8032), kept as PEM files."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)

from content.problems import PackError

OWNER_ONLY: Final = 0o600


def make_key_pair(private: Path, public: Path) -> None:
    """Write a new pair; the private file is readable by its owner only, and neither is overwritten."""
    key = Ed25519PrivateKey.generate()
    secret = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    descriptor = os.open(private, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY)
    with os.fdopen(descriptor, "wb") as file:
        file.write(secret)
    with public.open("xb") as file:
        file.write(key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))


def read_private_key(path: Path) -> Ed25519PrivateKey:
    """The signing key of a PEM file; raises PackError `pack-key-unusable`."""
    try:
        key = load_pem_private_key(path.read_bytes(), password=None)
    except (OSError, ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise PackError("pack-key-unusable", f"{path}: {type(error).__name__}") from None
    if not isinstance(key, Ed25519PrivateKey):
        raise PackError("pack-key-unusable", f"{path} is no Ed25519 key; make one with content keygen")
    return key
