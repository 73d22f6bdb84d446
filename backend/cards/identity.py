"""A card's signed identity: issuer, serial and GUID as URIs in the certificate's SAN."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from uuid import UUID

from cryptography import x509

CARD_URN_PREFIX = "urn:okno:card:"
GUID_URN_PREFIX = "urn:uuid:"
ISSUER_PATTERN = re.compile(r"[A-Z0-9-]{2,20}")
SERIAL_PATTERN = re.compile(r"[0-9]{6,20}")


class CardIdentityInvalid(ValueError):
    """The certificate does not name exactly one card of ours; `code` has a page in docs/failures.md."""

    code = "card-certificate-invalid"


@dataclass(frozen=True, slots=True)
class CardIdentity:
    issuer: str
    serial: str = field(repr=False)
    guid: str = field(repr=False)  # 32 lower-case hex digits

    def __post_init__(self) -> None:
        if not ISSUER_PATTERN.fullmatch(self.issuer):
            raise CardIdentityInvalid("an issuer is 2 to 20 capitals, digits or hyphens")
        if not SERIAL_PATTERN.fullmatch(self.serial):
            raise CardIdentityInvalid("a serial is 6 to 20 digits")
        if not re.fullmatch(r"[0-9a-f]{32}", self.guid):
            raise CardIdentityInvalid("a GUID is 32 lower-case hex digits")

    def uris(self) -> tuple[str, str]:
        """The two SAN URIs, the card first (RFC 4122 form for the GUID, as NIST SP 800-73 asks)."""
        return f"{CARD_URN_PREFIX}{self.issuer}:{self.serial}", f"{GUID_URN_PREFIX}{UUID(self.guid)}"


def identity_of(certificate: x509.Certificate) -> CardIdentity:
    """The identity in a certificate's SAN; call it only after the chain was verified."""
    try:
        extension = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName)
    except x509.ExtensionNotFound:
        raise CardIdentityInvalid("the certificate has no subject alternative name") from None
    uris = extension.value.get_values_for_type(x509.UniformResourceIdentifier)
    issuer, separator, serial = _only(uris, CARD_URN_PREFIX).partition(":")
    if not separator:
        raise CardIdentityInvalid("the card URN has no serial")
    return CardIdentity(issuer, serial, _only(uris, GUID_URN_PREFIX).replace("-", ""))


def _only(uris: list[str], prefix: str) -> str:
    matching = [uri.removeprefix(prefix) for uri in uris if uri.startswith(prefix)]
    if len(matching) != 1:
        raise CardIdentityInvalid(f"the certificate carries {len(matching)} URIs of {prefix}")
    return matching[0]
