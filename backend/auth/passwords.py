"""Passwords (argon2id, RFC 9106) and one-time codes (TOTP, RFC 6238) of operators."""

from __future__ import annotations

from datetime import datetime

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from pyotp import TOTP

STEP_SECONDS = 30  # RFC 6238, the usual time step
TOLERATED_STEPS = 1  # a telephone's clock may be half a minute off
SHORTEST_PASSWORD = 12

# The library's defaults are RFC 9106's second recommended set (64 MiB, 3 passes, 4 lanes).
_hasher = PasswordHasher()
# Of no password; compared with when the login is unknown, so that both answers take the same time.
NOBODYS_HASH = (
    "$argon2id$v=19$m=65536,t=3,p=4$9tGySr0wXByhJAQ+TVJ7Tw$IT40eB6/xtN7pSn1rXZnEa6Bdn9cXaH12XljfMtUdHg"
)


class PasswordTooShort(ValueError):
    code = "password-too-short"

    def __init__(self) -> None:
        super().__init__(f"A password has {SHORTEST_PASSWORD} characters or more.")


def hash_password(password: str) -> str:
    """The encoded argon2id hash; `PasswordTooShort` below SHORTEST_PASSWORD characters."""
    if len(password) < SHORTEST_PASSWORD:
        raise PasswordTooShort
    return slow_hash(password)


def slow_hash(secret: str) -> str:
    """The encoded argon2id hash of whatever a person has to remember; slow on purpose."""
    return _hasher.hash(secret)


def password_fits(encoded: str, password: str) -> bool:
    """Takes some 50 ms on purpose: call it in a thread, never inside a database door."""
    try:
        return _hasher.verify(encoded, password)
    except (VerificationError, InvalidHashError):
        return False


def step_of_code(secret: str, code: str, now: datetime) -> int | None:
    """The time step whose code this is, near `now`; None when it is none of them."""
    totp = TOTP(secret, interval=STEP_SECONDS)
    present = int(now.timestamp()) // STEP_SECONDS
    for step in range(present - TOLERATED_STEPS, present + TOLERATED_STEPS + 1):
        if totp.verify(code, for_time=step * STEP_SECONDS):
            return step
    return None
