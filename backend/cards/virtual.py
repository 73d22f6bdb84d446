"""Virtual demo cards: a JSON file that the card simulator personalises itself from.

The file holds private keys and the PIN, so it is for demonstration and tests only, and readable by
its owner alone.
"""

from __future__ import annotations

import json
from base64 import b64encode
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from backend.private_files import write_private

DEMO_PIN = "1234"
DEMO_PUK = "12345678"


@dataclass(frozen=True, slots=True)
class KeyAndCertificate:
    private_key: ec.EllipticCurvePrivateKey = field(repr=False)
    certificate: bytes  # DER


@dataclass(frozen=True, slots=True)
class VirtualCard:
    """One card of the simulator; `title` is what a trainer reads when choosing it."""

    card: str
    title: str
    guid: str = field(repr=False)
    expires_on: date
    key_9e: KeyAndCertificate
    key_9a: KeyAndCertificate
    pin: str = field(default=DEMO_PIN, repr=False)
    puk: str = field(default=DEMO_PUK, repr=False)


def to_json(card: VirtualCard) -> str:
    profile: dict[str, Any] = {
        "guid": card.guid,
        "expires_on": card.expires_on.isoformat(),
        "pin": card.pin,
        "puk": card.puk,
        "keys": {"9E": _key(card.key_9e), "9A": _key(card.key_9a)},
    }
    return json.dumps(
        {"card": card.card, "title": card.title, "profile": profile}, ensure_ascii=False, indent=2
    )


def write(card: VirtualCard, folder: Path) -> Path:
    """Write `folder/<card>.json` (mode 0600), whole or not at all; returns its path."""
    path = folder / f"{card.card}.json"
    write_private(path, (to_json(card) + "\n").encode())
    return path


def _key(pair: KeyAndCertificate) -> dict[str, str]:
    pem = pair.private_key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return {"private_pem": pem.decode(), "certificate": b64encode(pair.certificate).decode()}
