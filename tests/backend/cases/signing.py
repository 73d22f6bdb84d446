"""A kiosk at which somebody reads a prepared text and signs it with their card."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import httpx

from backend.contract.case_signing import CASE_PURPOSE, signing_nonce, text_hash
from backend.contract.cases import CaseText
from tests.backend.card_in_hand import CardInHand
from tests.backend.kiosk_in_test import KioskInTest


def shown_hash(case: dict[str, Any]) -> str:
    """Of the text as an honest kiosk shows it."""
    text = CaseText.model_validate({**case["text"], "signed_on": None})
    return text_hash(case["number"], case["kind"], case["ground"], text)


def signature(
    kiosk: KioskInTest, card: CardInHand, case: dict[str, Any], nonce: str, **forged: Any
) -> dict[str, Any]:
    """What goes over the line; `forged` changes what the card is given to sign, or what is told."""
    told = {"hash": shown_hash(case), "version": case["version"], "purpose": CASE_PURPOSE, **forged}
    bound = signing_nonce(nonce, case["number"], told["version"], told["hash"])
    proof = card.proof(forged.get("kiosk", kiosk.id), bound, "9A", purpose=told["purpose"])
    return {
        "version": told["version"],
        "text_hash": forged.get("told_hash", told["hash"]),
        "proof": {**proof, "nonce": nonce},
    }


def sign(
    kiosk: KioskInTest,
    session: str,
    case: dict[str, Any],
    card: CardInHand,
    *,
    nonce: str = "",
    body: dict[str, Any] | None = None,
    **forged: Any,
) -> httpx.Response:
    headers = {**kiosk.headers, "Okno-Session": session, "Idempotency-Key": uuid4().hex}
    sent = body or signature(kiosk, card, case, nonce or kiosk.nonce(), **forged)
    path = f"/v1/cases/{case['number']}/signature"
    return kiosk.region.http.post(path, headers=headers, json=sent)


def own(kiosk: KioskInTest, session: str) -> httpx.Response:
    headers = {**kiosk.headers, "Okno-Session": session}
    return kiosk.region.http.get("/v1/cases", headers=headers)
