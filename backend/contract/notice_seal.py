"""Whether a notice comes from who shares its secret: HMAC-SHA256 over its moment and body. Pure."""

from __future__ import annotations

import hashlib
import hmac
import re
from datetime import datetime, timedelta
from typing import Final

FRESH: Final = timedelta(minutes=5)  # an older one may have been overheard; the sender sends it anew
LEAST_SECRET: Final = 32
_SEAL: Final = re.compile(r"t=([0-9]{1,12}),v1=([0-9a-f]{64})")


def seal(secret: str, body: bytes, at: datetime) -> str:
    """«t=1764061200,v1=…», for the header of a notice."""
    moment = str(int(at.timestamp()))
    return f"t={moment},v1={_digest(secret, moment, body)}"


def is_sealed(secret: str, body: bytes, header: str, now: datetime) -> bool:
    """Whether the body is the sender's, and was sent just now."""
    found = _SEAL.fullmatch(header)
    if found is None or len(secret) < LEAST_SECRET:
        return False
    is_right = hmac.compare_digest(found[2], _digest(secret, found[1], body))
    return is_right and abs(int(found[1]) - now.timestamp()) <= FRESH.total_seconds()


def _digest(secret: str, moment: str, body: bytes) -> str:
    return hmac.new(secret.encode(), f"{moment}.".encode() + body, hashlib.sha256).hexdigest()
