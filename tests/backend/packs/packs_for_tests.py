"""Published files of every kind: good, newer, damaged, unsigned, with rules that nobody can read."""

from __future__ import annotations

from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from msgspec.structs import replace

from content.compiled import encode, seal
from content.pack import Pack
from content.rules.model import MeasureRule
from content.signing import make_key_pair, read_private_key


class Editor:
    """Who holds the private key; `public` is what everybody else has."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.public = folder / "public.pem"
        make_key_pair(folder / "private.pem", self.public)
        self.key: Ed25519PrivateKey = read_private_key(folder / "private.pem")

    def sealed(self, pack: Pack) -> bytes:
        return seal(pack, self.key)


def newer(pack: Pack, version: str = "2099.1.0") -> Pack:
    return replace(pack, version=version, hash="9" * 64)


def with_rules_nobody_reads(pack: Pack) -> Pack:
    """Signed by the editor all the same: an older tool, or somebody in a hurry."""
    strange = MeasureRule(pack.measures[0].id, {"no-such-word": ["at", "all"]})
    return replace(newer(pack), rules=(strange,), hash="8" * 64)


def damaged(sealed: bytes) -> bytes:
    """One bit of the last byte but nine."""
    return sealed[:-10] + bytes((sealed[-10] ^ 1,)) + sealed[-9:]


def unsigned(pack: Pack) -> bytes:
    return encode(pack)
