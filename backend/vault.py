"""Keeps secrets out of the database's reach: sealed, or hashed, under a key that lies beside it.

A copy of the database, so each backup, shows nobody's authenticator secret and no code to be guessed.
"""

from __future__ import annotations

import hmac
from dataclasses import dataclass, field
from pathlib import Path
from secrets import token_bytes

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from backend.idempotency.sealing import AnswerSeal
from backend.private_files import made_once

VAULT_FILE = "vault.key"
KEY_BYTES = 32


class VaultKeyLost(Exception):
    """A secret was sealed under another key than the one in the folder."""

    code = "vault-key-lost"


@dataclass(frozen=True, slots=True)
class Vault:
    """Two keys of their own purpose, both derived (RFC 5869) from the one in the file."""

    _sealing: AnswerSeal = field(repr=False)
    _hashing: bytes = field(repr=False)

    @classmethod
    def of_key(cls, key: bytes) -> Vault:
        return cls(AnswerSeal(_derived(key, b"okno sealing")), _derived(key, b"okno hashing"))

    def seal(self, nonce: bytes, secret: str, belongs_to: str) -> bytes:
        """The secret, sealed; `nonce` is fresh, SEAL_NONCE_BYTES long."""
        return self._sealing.seal(nonce, secret.encode(), belongs_to)

    def open(self, sealed: bytes, belongs_to: str) -> str:
        """The secret; `VaultKeyLost` if it was sealed under another key or for somebody else."""
        try:
            return self._sealing.open(sealed, belongs_to).decode()
        except InvalidTag:
            raise VaultKeyLost(f"{VAULT_FILE} is not the key the database was written with") from None

    def hash_of(self, purpose: str, value: str) -> str:
        """HMAC-SHA-256, hex: of values too short to withstand guessing from a bare hash."""
        return hmac.digest(self._hashing, f"{purpose}\0{value}".encode(), "sha256").hex()


def load_or_make_vault(folder: Path) -> Vault:
    """The vault whose key lies in `folder`, readable by its owner only."""
    return Vault.of_key(made_once(folder / VAULT_FILE, lambda: token_bytes(KEY_BYTES)))


def _derived(key: bytes, purpose: bytes) -> bytes:
    return HKDF(hashes.SHA256(), KEY_BYTES, salt=None, info=purpose).derive(key)
