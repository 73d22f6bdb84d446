"""The region's list of revoked certificates (CRL, RFC 5280) for those who cannot ask the backend.

The `cards` table decides; this list is its copy for others, good for a week.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes

from backend.cards.issuing import SigningAuthority
from backend.cards.values import CardState, RevokedCard

GOOD_FOR: Final = timedelta(days=7)
# A hold can be taken back; whoever finds a lost card may use its key 9E.
_REASONS: Final = {
    CardState.BLOCKED: x509.ReasonFlags.certificate_hold,
    CardState.LOST: x509.ReasonFlags.key_compromise,
    CardState.REPLACED: x509.ReasonFlags.superseded,
}


def make_revocation_list(
    authority: SigningAuthority, revoked: Iterable[RevokedCard], now: datetime
) -> x509.CertificateRevocationList:
    """A whole list (no delta), signed by the region CA; expired certificates need no entry."""
    # All at once: adding them one by one copies the list each time, minutes for a large region.
    entries = [_entry(number, card) for card in revoked for number in card.numbers]
    return (
        x509.CertificateRevocationListBuilder(revoked_certificates=entries)
        .issuer_name(authority.certificate.subject)
        .last_update(now)
        .next_update(now + GOOD_FOR)
        .add_extension(x509.CRLNumber(int(now.timestamp())), critical=False)  # grows, as RFC 5280 asks
        .add_extension(_authority_key(authority.certificate), critical=False)
        .sign(authority.key, hashes.SHA256())
    )


def _entry(number: int, card: RevokedCard) -> x509.RevokedCertificate:
    return (
        x509.RevokedCertificateBuilder()
        .serial_number(number)
        .revocation_date(card.at)
        .add_extension(x509.CRLReason(_REASONS[card.state]), critical=False)
        .build()
    )


def _authority_key(certificate: x509.Certificate) -> x509.AuthorityKeyIdentifier:
    subject_key = certificate.extensions.get_extension_for_class(x509.SubjectKeyIdentifier).value
    return x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(subject_key)
