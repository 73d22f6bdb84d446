"""What a kiosk shows of its key: the public half, and client assertions signed with the private one."""

from __future__ import annotations

import json
from base64 import urlsafe_b64encode
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

from backend.contract.tokens import ASSERTION_SECONDS, SIGNING_ALGORITHM, TOKEN_AUDIENCE

COORDINATE_BYTES = 32  # of P-256


@dataclass(frozen=True, slots=True)
class KioskIdentity:
    """The id a kiosk was enrolled under, and the P-256 key made on the device."""

    kiosk: str
    key: ec.EllipticCurvePrivateKey = field(repr=False)

    def assertion(self, now: datetime, jti: str) -> str:
        """A client assertion (RFC 7523): a JWT that says who asks, good for a minute."""
        issued_at = int(now.timestamp())
        claims = {
            "iss": self.kiosk,
            "sub": self.kiosk,
            "aud": TOKEN_AUDIENCE,
            "iat": issued_at,
            "exp": issued_at + ASSERTION_SECONDS,
            "jti": jti,
        }
        signed = f"{json_part({'alg': SIGNING_ALGORITHM, 'typ': 'JWT'})}.{json_part(claims)}"
        r, s = decode_dss_signature(self.key.sign(signed.encode(), ec.ECDSA(hashes.SHA256())))
        signature = r.to_bytes(COORDINATE_BYTES, "big") + s.to_bytes(COORDINATE_BYTES, "big")
        return f"{signed}.{base64url(signature)}"


def public_jwk(key: ec.EllipticCurvePrivateKey) -> dict[str, str]:
    """The public half (RFC 7518, 6.2)."""
    numbers = key.public_key().public_numbers()
    x, y = (base64url(value.to_bytes(COORDINATE_BYTES, "big")) for value in (numbers.x, numbers.y))
    return {"kty": "EC", "crv": "P-256", "x": x, "y": y}


def json_part(value: dict[str, Any]) -> str:
    """One part of a JWT."""
    return base64url(json.dumps(value, separators=(",", ":")).encode())


def base64url(value: bytes) -> str:
    """Base64url without padding (RFC 7515)."""
    return urlsafe_b64encode(value).rstrip(b"=").decode()
