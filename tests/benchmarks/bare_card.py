"""What nobody could leave out of judging a card's proof: two signatures, the dates, who it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed

from backend.contract.challenge import challenge

PURPOSES = {"9E": "session", "9A": "holder"}
_URN = "urn:okno:card:"


@dataclass(frozen=True, slots=True)
class BareCard:
    issuer: str
    serial: str
    fingerprint: str


def judged(
    region_ca: x509.Certificate, der: bytes, signature: bytes, digest: bytes, now: datetime
) -> BareCard:
    """The card, if the CA signed its certificate and its key signed the digest; raises InvalidSignature."""
    certificate = x509.load_der_x509_certificate(der)
    certificate.verify_directly_issued_by(region_ca)
    if not certificate.not_valid_before_utc <= now <= certificate.not_valid_after_utc:
        raise ValueError("out of its dates")
    key = certificate.public_key()
    assert isinstance(key, ec.EllipticCurvePublicKey)
    key.verify(signature, digest, ec.ECDSA(Prehashed(hashes.SHA256())))
    names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    uris = names.get_values_for_type(x509.UniformResourceIdentifier)
    issuer, serial = next(uri for uri in uris if uri.startswith(_URN)).removeprefix(_URN).split(":")
    return BareCard(issuer, serial, sha256(der).hexdigest())


def digest_of(kiosk: str, nonce: str, key: str) -> bytes:
    return challenge(kiosk, nonce, key, PURPOSES[key])
