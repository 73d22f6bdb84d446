"""Reads a client's assertion (SMART App Launch 2.2, asymmetric client authentication; RFC 7523)."""

from __future__ import annotations

import json
import re
from base64 import urlsafe_b64decode
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from urllib.parse import urlsplit

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import ECKey

from backend.contract.addresses import is_loopback
from backend.errors import Refused
from backend.fhir.values import TOKEN_PATH

ALGORITHMS: Final = {"P-256": "ES256", "P-384": "ES384"}
LONGEST_LIFE: Final = timedelta(minutes=5)
CLOCK_TOLERANCE: Final = timedelta(seconds=60)
JTI_LENGTHS: Final = range(8, 129)
LONGEST_ASSERTION: Final = 4096
CLIENT_ID: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
LONGEST_CLIENT_ID: Final = 40


@dataclass(frozen=True, slots=True)
class Assertion:
    """A verified assertion, to be burnt once."""

    client: str
    jti: str
    expires_at: datetime  # after which nobody could send it again


def is_client_id(text: str) -> bool:
    return len(text) <= LONGEST_CLIENT_ID and CLIENT_ID.fullmatch(text) is not None


def claimed_client(assertion: str) -> str:
    """Whom the assertion names, unverified: good only for finding the key."""
    if len(assertion) > LONGEST_ASSERTION:
        raise Refused("assertion-invalid")
    try:
        _, payload, _ = assertion.split(".")
        subject = json.loads(urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))["sub"]
    except (ValueError, KeyError, TypeError, RecursionError):
        raise Refused("assertion-invalid") from None
    if not isinstance(subject, str) or not is_client_id(subject):
        raise Refused("assertion-invalid")
    return subject


def verify_assertion(
    assertion: str, public_key: dict[str, str], names: Collection[str], now: datetime
) -> Assertion:
    """The assertion, if `public_key` signed it for one of our `names` and for now."""
    try:
        key = ECKey.import_key(dict(public_key))
        claims = jwt.decode(assertion, key, algorithms=[ALGORITHMS[public_key["crv"]]]).claims
        return _checked(claims, names, now)
    except (JoseError, ValueError, KeyError, TypeError, OverflowError):
        raise Refused("assertion-invalid") from None


def _checked(claims: dict[str, Any], names: Collection[str], now: datetime) -> Assertion:
    expires_at = datetime.fromtimestamp(claims["exp"], UTC)
    jti = claims["jti"]
    fits = (
        claims["iss"] == claims["sub"]
        and _is_ours(claims["aud"], names)
        and isinstance(jti, str)
        and len(jti) in JTI_LENGTHS
    )
    if not fits:
        raise Refused("assertion-invalid")
    if not now - CLOCK_TOLERANCE < expires_at <= now + LONGEST_LIFE + CLOCK_TOLERANCE:
        raise Refused("clock-wrong", server_time=now.isoformat())
    return Assertion(claims["sub"], jti, expires_at + CLOCK_TOLERANCE)


def _is_ours(audience: object, names: Collection[str]) -> bool:
    """Whether it is the address of our token endpoint, by a name that our certificate bears."""
    address = urlsplit(audience if isinstance(audience, str) else "")
    name = address.hostname or ""
    if address.path != TOKEN_PATH or name not in names:
        return False
    return address.scheme == "https" or (address.scheme == "http" and is_loopback(name))
