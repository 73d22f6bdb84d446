"""What a card signs of a petition: the very text that its author saw, under its number. Pure."""

from __future__ import annotations

from hashlib import sha256
from json import dumps
from typing import Final

from backend.contract.cases import CaseText

CASE_PURPOSE: Final = "case"  # of the card's signature by 9A, beside "session", "holder" and "filing"
_DOMAIN: Final = b"okno/case/v1"


def text_hash(number: str, kind: str, ground: str, text: CaseText) -> str:
    """SHA-256 in hex over everything that is shown before signing; the day of signing is not yet in it."""
    shown = {
        **text.model_dump(mode="json", exclude={"signed_on"}),
        "number": number,
        "kind": kind,
        "ground": ground,
    }
    written = dumps(shown, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(_DOMAIN + b"\n" + written.encode()).hexdigest()


def signing_nonce(nonce: str, number: str, version: int, text_hash: str) -> str:
    """The `nonce` of `challenge` with key "9A" and `CASE_PURPOSE`: fresh, and bound to this text."""
    return f"{nonce}\n{number}\n{version}\n{text_hash}"
