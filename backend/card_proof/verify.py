"""Judges a card's proof: certificate chain, key usage, identity, signature. Pure: time is passed in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Literal

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed
from cryptography.x509.oid import ExtendedKeyUsageOID, ObjectIdentifier
from cryptography.x509.verification import (
    Criticality,
    ExtensionPolicy,
    Policy,
    PolicyBuilder,
    Store,
    VerificationError,
)

from backend.cards.identity import CardIdentity, identity_of
from backend.contract.cards import CardProofIn
from backend.contract.challenge import challenge
from backend.errors import Refusal

KeyKind = Literal["9E", "9A"]
UsageCheck = Callable[[Policy, x509.Certificate, x509.ExtendedKeyUsage], None]
Purpose = Literal["session", "holder"]
PURPOSES: dict[KeyKind, Purpose] = {"9E": "session", "9A": "holder"}
# FIPS 201-3: the card authentication certificate names this usage alone, critically.
ID_PIV_CARD_AUTH = ObjectIdentifier("2.16.840.1.101.3.6.8")
_USAGES = {
    "9E": frozenset({ID_PIV_CARD_AUTH}),
    "9A": frozenset({ExtendedKeyUsageOID.CLIENT_AUTH, ExtendedKeyUsageOID.SMARTCARD_LOGON}),
}
# All that a certificate may answer when it is asked for anything: a card's bytes are a stranger's bytes.
_UNREADABLE = (
    ValueError,
    TypeError,
    InvalidSignature,
    UnsupportedAlgorithm,
    VerificationError,
    x509.DuplicateExtension,
    x509.ExtensionNotFound,
    x509.InvalidVersion,
    x509.UnsupportedGeneralNameType,
)


@dataclass(frozen=True, slots=True)
class ProvenCard:
    """A card that has signed: all of this comes out of the verified certificate."""

    key: KeyKind  # the key that signed
    issuer: str
    serial: str = field(repr=False)
    guid: str = field(repr=False)
    fingerprint: str = field(repr=False)  # SHA-256 of the certificate, hex


@dataclass(frozen=True, slots=True)
class CardSignature:
    """What a card gave away: its certificate (DER), the GUID of its CHUID, and the signature."""

    certificate: bytes = field(repr=False)
    guid: str = field(repr=False)
    signature: bytes = field(repr=False)


class CardVerifier:
    """Verifies proofs against one region CA."""

    def __init__(self, region_ca: x509.Certificate) -> None:
        self._region_ca = region_ca
        self._issuer = region_ca.subject
        store = Store([region_ca])
        self._policies = {"9E": _policy(store, _card_policy()), "9A": _policy(store, _holder_policy())}

    def verify(self, kiosk: str, proof: CardProofIn, kind: KeyKind, now: datetime) -> ProvenCard | Refusal:
        """The proven card, or the first thing wrong with it."""
        signed = CardSignature(proof.certificate, proof.guid, proof.signature)
        return self.verify_signature(signed, challenge(kiosk, proof.nonce, kind, PURPOSES[kind]), kind, now)

    def verify_signature(
        self, signed: CardSignature, digest: bytes, kind: KeyKind, at: datetime
    ) -> ProvenCard | Refusal:
        """The card that signed this digest, with a certificate that was good `at` that moment."""
        try:
            return self._judged(signed, digest, kind, at)
        except _UNREADABLE:
            return Refusal("card-certificate-invalid")

    def _judged(
        self, signed: CardSignature, digest: bytes, kind: KeyKind, at: datetime
    ) -> ProvenCard | Refusal:
        certificate = self._trusted(signed.certificate, kind, at)
        if isinstance(certificate, Refusal):
            return certificate
        identity = identity_of(certificate)
        if identity.guid != signed.guid:
            return Refusal("card-guid-mismatch")
        if not _signed(certificate, signed.signature, digest):
            return Refusal("card-signature-invalid")
        return _proven(kind, identity, signed.certificate)

    def _trusted(self, der: bytes, kind: KeyKind, now: datetime) -> x509.Certificate | Refusal:
        certificate = x509.load_der_x509_certificate(der)
        if certificate.issuer != self._issuer:
            return Refusal("card-foreign-issuer")
        if certificate.not_valid_after_utc < now:
            # Anybody may write an old date: say "expired" only of a certificate that is ours.
            certificate.verify_directly_issued_by(self._region_ca)
            return Refusal("card-expired")
        self._check_chain(certificate, kind, now)
        return certificate

    def _check_chain(self, certificate: x509.Certificate, kind: KeyKind, now: datetime) -> None:
        self._policies[kind].time(now).build_client_verifier().verify(certificate, [])


def _policy(store: Store, of_card: ExtensionPolicy) -> PolicyBuilder:
    of_ca = ExtensionPolicy.webpki_defaults_ca()
    return (
        PolicyBuilder().store(store).max_chain_depth(0).extension_policies(ca_policy=of_ca, ee_policy=of_card)
    )


def _card_policy() -> ExtensionPolicy:
    """PIV card authentication (9E): its usage is critical and alone."""
    return _end_policy().require_present(x509.ExtendedKeyUsage, Criticality.CRITICAL, _only_usages_of("9E"))


def _holder_policy() -> ExtensionPolicy:
    """PIV authentication (9A): client authentication and smart card logon."""
    return _end_policy().require_present(x509.ExtendedKeyUsage, Criticality.AGNOSTIC, _only_usages_of("9A"))


def _end_policy() -> ExtensionPolicy:
    return (
        ExtensionPolicy.permit_all()
        .require_present(x509.KeyUsage, Criticality.CRITICAL, _signs_only)
        .require_present(x509.SubjectAlternativeName, Criticality.AGNOSTIC, None)
        .require_present(x509.AuthorityKeyIdentifier, Criticality.NON_CRITICAL, None)
        .may_be_present(x509.BasicConstraints, Criticality.AGNOSTIC, _is_no_authority)
    )


def _only_usages_of(kind: KeyKind) -> UsageCheck:
    def check(_policy: Policy, _certificate: x509.Certificate, usage: x509.ExtendedKeyUsage) -> None:
        if frozenset(usage) != _USAGES[kind]:
            raise ValueError(f"these usages are not those of key {kind}")

    return check


def _signs_only(_policy: Policy, _certificate: x509.Certificate, usage: x509.KeyUsage) -> None:
    if not usage.digital_signature or usage.key_cert_sign or usage.crl_sign:
        raise ValueError("the key is not for signatures alone")


def _is_no_authority(
    _policy: Policy, _certificate: x509.Certificate, constraints: x509.BasicConstraints | None
) -> None:
    if constraints is not None and constraints.ca:
        raise ValueError("a card is no authority")


def _signed(certificate: x509.Certificate, signature: bytes, digest: bytes) -> bool:
    key = certificate.public_key()
    if not isinstance(key, ec.EllipticCurvePublicKey) or not isinstance(key.curve, ec.SECP256R1):
        return False
    try:
        key.verify(signature, digest, ec.ECDSA(Prehashed(hashes.SHA256())))
    except InvalidSignature:
        return False
    return True


def _proven(kind: KeyKind, identity: CardIdentity, der: bytes) -> ProvenCard:
    return ProvenCard(kind, identity.issuer, identity.serial, identity.guid, sha256(der).hexdigest())
