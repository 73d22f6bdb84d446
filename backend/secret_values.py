"""Random values, and the hashes under which they are stored."""

from __future__ import annotations

from hashlib import sha256
from secrets import choice, token_urlsafe

SECRET_BYTES = 32
# Crockford base 32: no I, L, O or U to be misread from paper.
CODE_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_GROUP = 4


def new_secret() -> str:
    """256 random bits in 43 URL-safe characters."""
    return token_urlsafe(SECRET_BYTES)


def hash_of(secret: str) -> str:
    """SHA-256, hex. Secrets are long and random, so a slow hash would add nothing."""
    return sha256(secret.encode()).hexdigest()


def new_code() -> str:
    """A one-time code for typing, «7F3K-92QM», 40 random bits."""
    letters = "".join(choice(CODE_ALPHABET) for _ in range(2 * CODE_GROUP))
    return f"{letters[:CODE_GROUP]}-{letters[CODE_GROUP:]}"
