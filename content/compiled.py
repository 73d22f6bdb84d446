"""The compiled pack: one signed file that a kiosk reads in a few milliseconds.

Layout: a line of JSON (the manifest), a line with its Ed25519 signature in base64, then the pack as
JSON. The signature covers the manifest, the manifest the SHA-256 and the size of the rest. Nothing
of the pack is decoded before both have been verified.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Final

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from content.pack import Pack
from content.problems import PackError

FORMAT: Final = "okno-pack/1"
SUFFIX: Final = ".pack"
MOST_BYTES: Final = 16 * 1024 * 1024
"""Of a published file; a region's pack has less than one mebibyte."""
READABLE_BY_ALL: Final = 0o644
SIGNATURE_DOMAIN: Final = b"okno/pack/v1\n"  # so that the key's signature means nothing elsewhere


class Manifest(msgspec.Struct, frozen=True):
    """What is signed."""

    format: str
    id: str
    version: str
    hash: str  # SHA-256 of the pack's source, hex
    sha256: str  # of the compiled pack, hex
    size: int  # bytes of the compiled pack


def encode(pack: Pack) -> bytes:
    """The pack as JSON."""
    return msgspec.json.encode(pack)


def decode(payload: bytes) -> Pack:
    """The pack out of its JSON; raises PackError `pack-damaged`."""
    try:
        return msgspec.json.decode(payload, type=Pack)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise PackError("pack-damaged", str(error)) from None


def seal(pack: Pack, key: Ed25519PrivateKey) -> bytes:
    """The compiled pack as the file's bytes; the same pack and key give the same bytes."""
    payload = encode(pack)
    manifest = Manifest(
        FORMAT, pack.id, pack.version, pack.hash, hashlib.sha256(payload).hexdigest(), len(payload)
    )
    head = msgspec.json.encode(manifest)
    signature = base64.b64encode(key.sign(SIGNATURE_DOMAIN + head))
    return b"\n".join((head, signature, payload))


def name_of(sealed: bytes) -> str:
    """What a published file is asked for by: SHA-256 of its bytes, hex.

    Not the hash of its source: the same source signed anew is another file, which may be good where the
    first was not.
    """
    return hashlib.sha256(sealed).hexdigest()


def unseal(content: bytes, public_key: Ed25519PublicKey) -> tuple[Manifest, bytes]:
    """The verified manifest and payload; raises PackError with what is wrong."""
    head, _, rest = content.partition(b"\n")
    signature, _, payload = rest.partition(b"\n")
    try:
        public_key.verify(_only_base64(signature), SIGNATURE_DOMAIN + head)
    except (InvalidSignature, binascii.Error):
        raise PackError("pack-signature-invalid", "not signed by the key of this region") from None
    manifest = _manifest(head)
    if len(payload) != manifest.size or hashlib.sha256(payload).hexdigest() != manifest.sha256:
        raise PackError("pack-damaged", f"{len(payload)} bytes are not the {manifest.size} that were signed")
    return manifest, payload


def _only_base64(written: bytes) -> bytes:
    """Decoded; base64 has spare bits at its end, so one value must have one way of writing."""
    decoded = base64.b64decode(written, validate=True)
    if base64.b64encode(decoded) != written:
        raise binascii.Error("not the canonical form")
    return decoded


def load(path: Path, public_key: Ed25519PublicKey) -> Pack:
    """The pack of a compiled file; raises PackError `pack-missing`, `-signature-invalid`, `-damaged`."""
    return decode(unseal(read(path), public_key)[1])


def read(path: Path) -> bytes:
    """The bytes of a compiled file; raises PackError `pack-missing`."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise PackError("pack-missing", f"{path}: {error.strerror}") from None


def publish(pack: Pack, key: Ed25519PrivateKey, folder: Path) -> Path:
    """Write the compiled file into `folder` in one step and return its path."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{pack.id}-{pack.version}{SUFFIX}"
    write_whole(path, seal(pack, key))
    return path


def write_whole(path: Path, content: bytes) -> None:
    """Write so that a reader sees the old file or the new one, never half of it."""
    with NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as part:
        part.write(content)
    written = Path(part.name)
    written.chmod(READABLE_BY_ALL)
    written.replace(path)


def _manifest(head: bytes) -> Manifest:
    try:
        manifest = msgspec.json.decode(head, type=Manifest)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise PackError("pack-damaged", f"manifest: {error}") from None
    if manifest.format != FORMAT:
        raise PackError("pack-format-unknown", f"{manifest.format}; this program reads {FORMAT}")
    return manifest
