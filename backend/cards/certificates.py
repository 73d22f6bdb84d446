"""Certificates of a card's two PIV keys, signed by the region CA. They name the card, never the person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID, ObjectIdentifier

from backend.cards.identity import CardIdentity

KeyKind = Literal["9E", "9A"]

# FIPS 201-3 / NIST SP 800-73-4: the card authentication key says so in a critical EKU.
ID_PIV_CARD_AUTH = ObjectIdentifier("2.16.840.1.101.3.6.8")
_ORGANISATION = "Okno social card"
_KEY_TITLES: dict[KeyKind, str] = {"9E": "card", "9A": "holder"}


class CardKeyUnsuitable(ValueError):
    """Only P-256 keys are certified."""

    code = "card-key-unsuitable"


@dataclass(frozen=True, slots=True)
class Validity:
    """Both moments aware; a certificate is good from the first to the second."""

    begins: datetime
    ends: datetime


def issue_card_certificate(
    *,
    ca_key: ec.EllipticCurvePrivateKey,
    ca_certificate: x509.Certificate,
    public_key: ec.EllipticCurvePublicKey,
    kind: KeyKind,
    identity: CardIdentity,
    validity: Validity,
    certificate_serial: int,
) -> bytes:
    """The DER certificate for one key of one card.

    `certificate_serial` is a random positive number below 2**159 (RFC 5280, 20 octets at most).
    """
    if not isinstance(public_key.curve, ec.SECP256R1):
        raise CardKeyUnsuitable("a card key is on the curve P-256")
    builder = (
        x509.CertificateBuilder()
        .subject_name(_subject(identity, kind))
        .issuer_name(ca_certificate.subject)
        .public_key(public_key)
        .serial_number(certificate_serial)
        .not_valid_before(validity.begins)
        .not_valid_after(validity.ends)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_digital_signature_only(), critical=True)
        .add_extension(_extended_usage(kind), critical=kind == "9E")
        .add_extension(_alternative_name(identity), critical=False)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public_key), critical=False)
        .add_extension(_authority_key(ca_certificate), critical=False)
    )
    return builder.sign(ca_key, hashes.SHA256()).public_bytes(Encoding.DER)


def fingerprint(der: bytes) -> str:
    """SHA-256 of a DER certificate, 64 lower-case hex digits, as the `cards` table keeps it."""
    digest = hashes.Hash(hashes.SHA256())
    digest.update(der)
    return digest.finalize().hex()


def _subject(identity: CardIdentity, kind: KeyKind) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, _ORGANISATION),
            x509.NameAttribute(NameOID.ORGANIZATIONAL_UNIT_NAME, identity.issuer),
            x509.NameAttribute(NameOID.COMMON_NAME, f"{_KEY_TITLES[kind]} {identity.serial}"),
        ]
    )


def _extended_usage(kind: KeyKind) -> x509.ExtendedKeyUsage:
    if kind == "9E":
        return x509.ExtendedKeyUsage([ID_PIV_CARD_AUTH])
    return x509.ExtendedKeyUsage([ExtendedKeyUsageOID.CLIENT_AUTH, ExtendedKeyUsageOID.SMARTCARD_LOGON])


def _alternative_name(identity: CardIdentity) -> x509.SubjectAlternativeName:
    return x509.SubjectAlternativeName([x509.UniformResourceIdentifier(uri) for uri in identity.uris()])


def _digital_signature_only() -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=True,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )


def _authority_key(ca_certificate: x509.Certificate) -> x509.AuthorityKeyIdentifier:
    try:
        subject_key = ca_certificate.extensions.get_extension_for_class(x509.SubjectKeyIdentifier).value
    except x509.ExtensionNotFound:
        key = ca_certificate.public_key()
        if not isinstance(key, ec.EllipticCurvePublicKey):
            raise CardKeyUnsuitable("the region CA has a P-256 key") from None
        return x509.AuthorityKeyIdentifier.from_issuer_public_key(key)
    return x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(subject_key)
