"""Signs what a ticket's QR code says, so that a reader without a line knows it for ours (ES256, RFC 7518)."""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature

from backend.contract.bookings import TICKET_PREFIX
from backend.contract.ticket_check import TicketKey
from backend.private_files import made_once

KEY_FILE: Final = "ticket.key.pem"
COORDINATE_BYTES: Final = 32  # of P-256
# Deterministic (RFC 6979): a ticket printed again carries the same code.
_ES256: Final = ec.ECDSA(hashes.SHA256(), deterministic_signing=True)


@dataclass(frozen=True, slots=True)
class TicketSigner:
    """The region's key for tickets; nothing but the number is signed, the rest is asked for by it."""

    _key: ec.EllipticCurvePrivateKey = field(repr=False)

    def qr_text(self, number: str) -> str:
        """`okno:t1:<number>:<signature>`, the signature as in a JWS: r ‖ s, base64url."""
        said = f"{TICKET_PREFIX}{number}"
        r, s = decode_dss_signature(self._key.sign(said.encode(), _ES256))
        signature = r.to_bytes(COORDINATE_BYTES, "big") + s.to_bytes(COORDINATE_BYTES, "big")
        return f"{said}:{_base64url(signature)}"

    def number_in(self, qr_text: str) -> str | None:
        """The number, if the signature is ours."""
        said, _, signature = qr_text.rpartition(":")
        try:
            raw = urlsafe_b64decode(signature + "=" * (-len(signature) % 4))
        except ValueError:
            return None
        if len(raw) != 2 * COORDINATE_BYTES or not said.startswith(TICKET_PREFIX):
            return None
        r, s = (int.from_bytes(half, "big") for half in (raw[:COORDINATE_BYTES], raw[COORDINATE_BYTES:]))
        try:
            self._key.public_key().verify(encode_dss_signature(r, s), said.encode(), _ES256)
        except InvalidSignature:
            return None
        return said.removeprefix(TICKET_PREFIX)

    def public_key(self) -> TicketKey:
        """What a reader without a line needs."""
        numbers = self._key.public_key().public_numbers()
        x, y = (_base64url(value.to_bytes(COORDINATE_BYTES, "big")) for value in (numbers.x, numbers.y))
        return TicketKey(x=x, y=y)

    def public_pem(self) -> str:
        """The same for programs that read PEM."""
        form = serialization.PublicFormat.SubjectPublicKeyInfo
        return self._key.public_key().public_bytes(serialization.Encoding.PEM, form).decode()


def load_or_make_signer(folder: Path) -> TicketSigner:
    """The signer whose key lies in `folder`, readable by its owner only."""
    key = serialization.load_pem_private_key(made_once(folder / KEY_FILE, _new_key), None)
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        raise TypeError(f"{KEY_FILE} holds no P-256 key")
    return TicketSigner(key)


def _new_key() -> bytes:
    form = serialization.PrivateFormat.PKCS8
    made = ec.generate_private_key(ec.SECP256R1())
    return made.private_bytes(serialization.Encoding.PEM, form, serialization.NoEncryption())


def _base64url(value: bytes) -> str:
    return urlsafe_b64encode(value).rstrip(b"=").decode()
