"""A published pack before it is let in anywhere: signed, whole, and sound in itself."""

from __future__ import annotations

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from content.compiled import MOST_BYTES, Manifest, decode, unseal
from content.pack import Pack
from content.pack_checks import findings
from content.problems import PackError
from content.rules.reading import read_rules


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
