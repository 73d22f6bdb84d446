"""A published pack before it is let in anywhere: signed, whole, and sound in itself."""

from __future__ import annotations

import hashlib
from typing import Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from content.compiled import Manifest, decode, unseal
from content.pack import Pack
from content.pack_checks import findings
from content.problems import PackError
from content.rules.reading import read_rules

MOST_BYTES: Final = 16 * 1024 * 1024
"""Of a published file; a region's pack has less than one mebibyte."""


def name_of(sealed: bytes) -> str:
    """What a published file is asked for by: SHA-256 of its bytes, hex.

    Not the hash of its source: the same source signed anew is another file, that may be good where the
    first was not.
    """
    return hashlib.sha256(sealed).hexdigest()


def opened(sealed: bytes, public_key: Ed25519PublicKey) -> tuple[Manifest, Pack]:
    """The pack of a file that is signed by this key and whose content and rules hold together.

    Raises PackError: `pack-too-large`, `pack-signature-invalid`, `pack-damaged`, `pack-format-unknown`,
    `pack-invalid`, `rules-invalid`.
    """
    if len(sealed) > MOST_BYTES:
        raise PackError("pack-too-large", f"{len(sealed)} bytes; at most {MOST_BYTES}")
    manifest, payload = unseal(sealed, public_key)
    pack = decode(payload)
    if faults := findings(pack):
        raise PackError("pack-invalid", "\n".join(map(str, faults)))
    read_rules(pack)
    return manifest, pack
