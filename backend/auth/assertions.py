"""Reads a client assertion (RFC 7523): which kiosk says it is, and whether it holds the kiosk's key."""

from __future__ import annotations

import json
import re
from base64 import urlsafe_b64decode
from binascii import Error as Base64Error
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import ECKey

from backend.contract.tokens import ASSERTION_SECONDS, SIGNING_ALGORITHM, TOKEN_AUDIENCE
from backend.errors import Refused

CLOCK_TOLERANCE = timedelta(seconds=60)
JTI_LENGTHS = range(16, 129)
LONGEST_ASSERTION = 4096
KIOSK_ID = re.compile(r"[A-Za-z0-9-]{1,40}")


@dataclass(frozen=True, slots=True)
class Assertion:
    """A verified assertion, to be burnt once."""

    kiosk: str
    jti: str
    expires_at: datetime


def claimed_kiosk(assertion: str) -> str:
    """Whom the assertion names, unverified: good only for finding the key."""
    try:
        _, payload, _ = assertion.split(".")
        claims = json.loads(urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
        subject = claims["sub"]
    except (ValueError, KeyError, TypeError, Base64Error, RecursionError):
        raise Refused("assertion-invalid") from None
    if len(assertion) > LONGEST_ASSERTION or not isinstance(subject, str) or not KIOSK_ID.fullmatch(subject):
        raise Refused("assertion-invalid")
    return subject


def verify_assertion(assertion: str, public_key: dict[str, str], now: datetime) -> Assertion:
    """The assertion, if `public_key` signed it for us and for now; `assertion-invalid`, `clock-wrong`."""
    try:
        key = ECKey.import_key(dict(public_key))
        claims = jwt.decode(assertion, key, algorithms=[SIGNING_ALGORITHM]).claims
        return _checked(claims, now)
    except (JoseError, ValueError, KeyError, TypeError, OverflowError):
        raise Refused("assertion-invalid") from None


def _checked(claims: dict[str, Any], now: datetime) -> Assertion:
    issued_at = datetime.fromtimestamp(claims["iat"], UTC)
    expires_at = datetime.fromtimestamp(claims["exp"], UTC)
    jti = claims["jti"]
    fits = (
        claims["iss"] == claims["sub"]
        and claims["aud"] == TOKEN_AUDIENCE
        and isinstance(jti, str)
        and len(jti) in JTI_LENGTHS
        and timedelta() < expires_at - issued_at <= timedelta(seconds=ASSERTION_SECONDS)
    )
    if not fits:
        raise Refused("assertion-invalid")
    if abs(now - issued_at) > CLOCK_TOLERANCE or expires_at <= now:
        raise Refused("clock-wrong", server_time=now.isoformat())
    return Assertion(claims["sub"], jti, expires_at)
