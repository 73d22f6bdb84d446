"""Virtual cards for the tests, with certificates of a test CA shaped as the region's are."""

from __future__ import annotations

import json
from base64 import b64encode
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID

PIN = "1234"
PUK = "12345678"
GUID = UUID("0f0e0d0c-0b0a-4908-8706-050403020100")
EXPIRES_ON = date(2031, 1, 1)
CARD_AUTHENTICATION = x509.ObjectIdentifier("2.16.840.1.101.3.6.8")  # id-PIV-cardAuth
SMARTCARD_LOGON = x509.ObjectIdentifier("1.3.6.1.4.1.311.20.2.2")
_USES = {
    "9E": [CARD_AUTHENTICATION],
    "9A": [ExtendedKeyUsageOID.CLIENT_AUTH, SMARTCARD_LOGON],
}


class CardMaker:
    """A test CA and the card contents it issues."""

    def __init__(self) -> None:
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Okno test CA")])

    def content(self, guid: UUID = GUID, pin: str = PIN) -> dict[str, Any]:
        """What a virtual card's JSON file holds."""
        return {
            "card": str(guid)[:8],
            "title": "Demo card",
            "profile": {
                "guid": guid.hex,
                "pin": pin,
                "puk": PUK,
                "expires_on": EXPIRES_ON.isoformat(),
                "keys": {key: self._pair(guid, key) for key in ("9E", "9A")},
            },
        }

    def _pair(self, guid: UUID, key: str) -> dict[str, str]:
        private = ec.generate_private_key(ec.SECP256R1())
        now = datetime.now(UTC)
        certificate = (
            x509.CertificateBuilder()
            .subject_name(x509.Name([x509.NameAttribute(x509.NameOID.SERIAL_NUMBER, guid.hex)]))
            .issuer_name(self._name)
            .public_key(private.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - timedelta(minutes=5))
            .not_valid_after(now + timedelta(days=365))
            .add_extension(x509.KeyUsage(True, *([False] * 8)), critical=True)
            .add_extension(x509.ExtendedKeyUsage(_USES[key]), critical=key == "9E")
            .add_extension(
                x509.SubjectAlternativeName(
                    [
                        x509.UniformResourceIdentifier(f"urn:okno:card:okno-mur:{guid.hex[:8]}"),
                        x509.UniformResourceIdentifier(f"urn:uuid:{guid}"),
                    ]
                ),
                critical=False,
            )
            .sign(self._key, SHA256())
        )
        return {
            "private_pem": _pem(private),
            "certificate": b64encode(certificate.public_bytes(Encoding.DER)).decode(),
        }


def write(content: dict[str, Any], path: Path) -> Path:
    path.write_text(json.dumps(content), "utf-8")
    return path


def _pem(key: ec.EllipticCurvePrivateKey) -> str:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
