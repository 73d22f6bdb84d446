"""The key kiosks seal their filings to; made once, since a second one would orphan what waits in kiosks."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from backend.contract.sealing import key_id, open_sealed, sealed_to
from backend.private_files import made_once

KEY_FILE = "sealing.key"


class SealingKeyMissing(Exception):
    """Filings sealed to the region's key cannot be opened; nothing was made or changed."""

    code = "sealing-key-missing"


class SealedToAnother(Exception):
    """It was sealed to a key that is not here; with that key brought back it can be opened."""

    code = "sealing-key-unknown"


@dataclass(frozen=True, slots=True)
class SealingKey:
    """The private half (X25519), which only a serving backend holds."""

    _key: X25519PrivateKey = field(repr=False)

    @property
    def public_text(self) -> str:
        """The raw public half as kiosks are told it: base64url without padding."""
        return urlsafe_b64encode(self._public()).rstrip(b"=").decode()

    def open(self, sealed: bytes, associated: bytes) -> bytes:
        """What was sealed; `SealBroken`, `SealedToAnother`."""
        if sealed_to(sealed) != key_id(self._public()):
            raise SealedToAnother
        return open_sealed(self._key, sealed, associated)

    def _public(self) -> bytes:
        return self._key.public_key().public_bytes_raw()


def load_sealing_key(folder: Path) -> SealingKey:
    """The key in `folder`; `SealingKeyMissing` when it is not there or not whole."""
    try:
        return SealingKey(X25519PrivateKey.from_private_bytes((folder / KEY_FILE).read_bytes()))
    except (FileNotFoundError, ValueError):
        raise SealingKeyMissing(
            f"{KEY_FILE} is not in {folder} or not whole: bring it back from its backup; for a new region"
            " run `python -m backend setup`"
        ) from None


def make_sealing_key(folder: Path) -> None:
    """Make the key, readable by its owner only; one that is there stays."""
    made_once(folder / KEY_FILE, lambda: X25519PrivateKey.generate().private_bytes_raw())
