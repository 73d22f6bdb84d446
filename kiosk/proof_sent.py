"""A card's proof as it goes over the line."""

from __future__ import annotations

from backend.contract.cards import CardProofIn
from devices.ports import CardProof


def proof_in(proof: CardProof, nonce: str) -> CardProofIn:
    """What goes over the line of a card's proof."""
    # `model_construct` because the contract reads base64 and here the bytes are raw already.
    return CardProofIn.model_construct(
        certificate=proof.certificate, guid=proof.guid.hex(), nonce=nonce, signature=proof.signature
    )
