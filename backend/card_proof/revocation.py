"""Asks a revocation list about a card's certificate, for those who hold a list and no line. Pure."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtensionOID

ALLOWED_AHEAD: Final = timedelta(minutes=5)  # a list made by a clock that runs a little before ours
# RFC 5280 section 5.2: a list with any other critical extension does not speak of all certificates.
_KNOWN: Final = frozenset({ExtensionOID.CRL_NUMBER, ExtensionOID.AUTHORITY_KEY_IDENTIFIER})


class Standing(StrEnum):
    """What the list says; with anything but GOOD the card stays at level 0."""

    GOOD = "good"
    REVOKED = "revoked"
    STALE = "crl-stale"
    INVALID = "crl-invalid"


def standing(
    revocation_list: bytes, certificate: x509.Certificate, region_ca: x509.Certificate, now: datetime
) -> Standing:
    """Judge by a list in DER or PEM; the certificate's own chain must have been verified before."""
    parsed = _trusted(revocation_list, region_ca)
    if parsed is None or certificate.issuer != region_ca.subject:
        return Standing.INVALID
    begins, ends = parsed.last_update_utc, parsed.next_update_utc
    if ends is None or begins > now + ALLOWED_AHEAD:
        return Standing.INVALID
    if parsed.get_revoked_certificate_by_serial_number(certificate.serial_number) is not None:
        return Standing.REVOKED  # a list that is too old still names who was revoked then
    return Standing.STALE if now >= ends else Standing.GOOD


def _trusted(content: bytes, region_ca: x509.Certificate) -> x509.CertificateRevocationList | None:
    key = region_ca.public_key()
    load = x509.load_pem_x509_crl if content.startswith(b"-----BEGIN") else x509.load_der_x509_crl
    try:
        parsed = load(content)
        is_ours = (
            isinstance(key, ec.EllipticCurvePublicKey)
            and parsed.issuer == region_ca.subject
            and parsed.is_signature_valid(key)
            and all(each.oid in _KNOWN or not each.critical for each in parsed.extensions)
        )
    except (ValueError, TypeError, x509.DuplicateExtension):
        return None
    return parsed if is_ours else None
