"""Making the certificates of a new card: one identity, two keys, one period."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Protocol

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec

from backend.cards.certificates import KeyKind, Validity, fingerprint, issue_card_certificate
from backend.cards.identity import CardIdentity
from backend.cards.service import NewCard

VALID_YEARS = 5
# A kiosk whose clock is a little behind must not refuse a card issued a minute ago.
BACKDATED = timedelta(hours=1)


class SigningAuthority(Protocol):
    """The region CA as far as issuing needs it."""

    @property
    def key(self) -> ec.EllipticCurvePrivateKey: ...

    @property
    def certificate(self) -> x509.Certificate: ...


@dataclass(frozen=True, slots=True)
class CardOrder:
    """A card to be made: for whom, under which identity and for how long."""

    card: str
    person: str = field(repr=False)
    identity: CardIdentity
    issued_at: datetime
    expires_on: date

    def validity(self) -> Validity:
        """Good through the whole last day."""
        last_moment = datetime.combine(self.expires_on + timedelta(days=1), time(), UTC)
        return Validity(self.issued_at - BACKDATED, last_moment)


@dataclass(frozen=True, slots=True)
class CertifiedCard:
    new: NewCard
    certificate_9e: bytes  # DER
    certificate_9a: bytes


def certify(
    authority: SigningAuthority,
    order: CardOrder,
    public_keys: tuple[ec.EllipticCurvePublicKey, ec.EllipticCurvePublicKey],
    certificate_serials: tuple[int, int],
) -> CertifiedCard:
    """Certify 9E and 9A (in this order) and prepare the row of the `cards` table."""
    kinds: tuple[KeyKind, KeyKind] = ("9E", "9A")
    der_9e, der_9a = (
        issue_card_certificate(
            ca_key=authority.key,
            ca_certificate=authority.certificate,
            public_key=public_key,
            kind=kind,
            identity=order.identity,
            validity=order.validity(),
            certificate_serial=number,
        )
        for kind, public_key, number in zip(kinds, public_keys, certificate_serials, strict=True)
    )
    new = NewCard(
        card=order.card,
        person=order.person,
        issuer=order.identity.issuer,
        serial=order.identity.serial,
        guid=order.identity.guid,
        fingerprint_9e=fingerprint(der_9e),
        fingerprint_9a=fingerprint(der_9a),
        issued_on=order.issued_at.date(),
        expires_on=order.expires_on,
        certificate_numbers=certificate_serials,
    )
    return CertifiedCard(new, der_9e, der_9a)


def last_day_of(issued: date) -> date:
    """The same day when the years of a card are over; 29 February becomes the 28th."""
    last = issued.year + VALID_YEARS
    try:
        return issued.replace(year=last)
    except ValueError:
        return issued.replace(year=last, day=28)
