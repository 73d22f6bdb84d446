"""A card as a citizen carries it, which tests can also make lie."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass, replace

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed

from backend.cards.identity import CardIdentity
from backend.contract.challenge import challenge

PURPOSES = {"9E": "session", "9A": "holder"}


@dataclass(frozen=True)
class CardInHand:
    """A card with both keys, as a citizen carries it."""

    card: str
    identity: CardIdentity
    certificates: dict[str, bytes]
    keys: dict[str, ec.EllipticCurvePrivateKey]
    guid_in_chuid: str

    def proof(self, kiosk: str, nonce: str, key: str = "9E", *, purpose: str | None = None) -> dict[str, str]:
        """What a kiosk sends after the card signed with `key`."""
        digest = challenge(kiosk, nonce, key, purpose or PURPOSES[key])
        signature = self.keys[key].sign(digest, ec.ECDSA(Prehashed(hashes.SHA256())))
        return {
            "certificate": b64encode(self.certificates[key]).decode(),
            "guid": self.guid_in_chuid,
            "nonce": nonce,
            "signature": b64encode(signature).decode(),
        }

    def with_keys_of(self, other: CardInHand) -> CardInHand:
        """A clone: this card's certificates, another card's keys."""
        return replace(self, keys=other.keys)

    def with_chuid_of(self, other: CardInHand) -> CardInHand:
        return replace(self, guid_in_chuid=other.identity.guid)
