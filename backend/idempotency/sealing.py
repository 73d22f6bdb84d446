"""Seals stored answers, so that a copy of the database alone shows none of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from backend.private_files import made_once

SEAL_NONCE_BYTES = 12
KEY_FILE = "answers.key"


@dataclass(frozen=True, slots=True)
class AnswerSeal:
    """ChaCha20-Poly1305 (RFC 8439) under a key that lies outside the database."""

    key: bytes = field(repr=False)

    def seal(self, nonce: bytes, content: bytes, belongs_to: str) -> bytes:
        """Nonce and ciphertext; `belongs_to` must be the same when it is opened."""
        return nonce + ChaCha20Poly1305(self.key).encrypt(nonce, content, belongs_to.encode())

    def open(self, sealed: bytes, belongs_to: str) -> bytes:
        """The content; `cryptography.exceptions.InvalidTag` if anything was changed."""
        nonce, ciphertext = sealed[:SEAL_NONCE_BYTES], sealed[SEAL_NONCE_BYTES:]
        return ChaCha20Poly1305(self.key).decrypt(nonce, ciphertext, belongs_to.encode())


def load_or_make_seal(folder: Path) -> AnswerSeal:
    """The seal whose key lies in `folder`, readable by its owner only."""
    return AnswerSeal(made_once(folder / KEY_FILE, ChaCha20Poly1305.generate_key))
