"""A kiosk's own client, enrolled at the backend of a test, and the card before it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager

from cryptography.hazmat.primitives.asymmetric import ec

from backend.client import KioskClient, KioskIdentity, enrol
from backend.contract.cards import CardProofIn, CardSession
from backend.contract.kiosks import EnrolledKiosk
from tests.backend.card_in_hand import CardInHand
from tests.backend.served import Served


def enrolled_at(served: Served) -> tuple[EnrolledKiosk, KioskIdentity]:
    """What the kiosk was told, and who it is from now on."""
    key = ec.generate_private_key(ec.SECP256R1())
    kiosk = enrol(served.address(), served.region.invitation(), key, "a" * 32)
    assert isinstance(kiosk, EnrolledKiosk)
    return kiosk, KioskIdentity(kiosk.kiosk, key)


@contextmanager
def client_of(served: Served, identity: KioskIdentity | None = None) -> Iterator[KioskClient]:
    """Of a kiosk that is enrolled already, or of one more."""
    client = KioskClient(served.address(), identity or enrolled_at(served)[1], served.region.clock)
    yield client
    client.close()


def proof_of(client: KioskClient, card: CardInHand, key: str = "9E") -> CardProofIn:
    nonce = client.take_nonce()
    assert isinstance(nonce, str)
    return CardProofIn.model_validate_json(json.dumps(card.proof(client._identity.kiosk, nonce, key)))


def opened(client: KioskClient, card: CardInHand) -> CardSession:
    answer = client.open_card_session(proof_of(client, card))
    assert isinstance(answer, CardSession), answer
    return answer
