"""Makes cards on the command line: fresh identities, fresh keys for virtual ones."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date, datetime
from uuid import uuid4

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import load_pem_public_key

from backend.cards.certificates import CardKeyUnsuitable
from backend.cards.identity import CardIdentity
from backend.cards.issuing import CardOrder, CertifiedCard, SigningAuthority, certify
from backend.cards.virtual import KeyAndCertificate, VirtualCard

SERIAL_DIGITS = 12

PublicKeys = tuple[ec.EllipticCurvePublicKey, ec.EllipticCurvePublicKey]


@dataclass(frozen=True, slots=True)
class MadeVirtualCard:
    certified: CertifiedCard
    virtual: VirtualCard


def new_order(
    person: str, issuer: str, issued_at: datetime, expires_on: date, guid: str | None = None
) -> CardOrder:
    """An order under a fresh identity; `guid` is given when the card has its CHUID already."""
    serial = f"{secrets.randbelow(10**SERIAL_DIGITS):0{SERIAL_DIGITS}d}"
    identity = CardIdentity(issuer, serial, guid or uuid4().hex)
    return CardOrder(f"c{uuid4().hex[:16]}", person, identity, issued_at, expires_on)


def make_virtual(authority: SigningAuthority, order: CardOrder, title: str) -> MadeVirtualCard:
    """A virtual card with keys of its own."""
    key_9e, key_9a = new_key(), new_key()
    certified = make_certified(authority, order, (key_9e.public_key(), key_9a.public_key()))
    virtual = VirtualCard(
        card=order.card,
        title=title,
        guid=order.identity.guid,
        expires_on=order.expires_on,
        key_9e=KeyAndCertificate(key_9e, certified.certificate_9e),
        key_9a=KeyAndCertificate(key_9a, certified.certificate_9a),
    )
    return MadeVirtualCard(certified, virtual)


def make_certified(authority: SigningAuthority, order: CardOrder, public_keys: PublicKeys) -> CertifiedCard:
    """Certificates for keys that were made on the card (9E first)."""
    numbers = (x509.random_serial_number(), x509.random_serial_number())
    return certify(authority, order, public_keys, numbers)


def new_key() -> ec.EllipticCurvePrivateKey:
    return ec.generate_private_key(ec.SECP256R1())


def read_public_key(pem: bytes) -> ec.EllipticCurvePublicKey:
    """A P-256 public key from PEM; `CardKeyUnsuitable` for anything else."""
    try:
        key = load_pem_public_key(pem)
    except ValueError:
        raise CardKeyUnsuitable("the file holds no public key in PEM") from None
    if not isinstance(key, ec.EllipticCurvePublicKey):
        raise CardKeyUnsuitable("a card key is on the curve P-256")
    return key
