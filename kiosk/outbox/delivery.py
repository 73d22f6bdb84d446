"""One entry of the outbox as it goes over the line, and what an answer to it means."""

from __future__ import annotations

from typing import Final

from backend.client import ClientFailure
from backend.contract.requests import Delivery, DeliveryAnswer
from kiosk.outbox.values import Accepted, Entry, NotNow, Outcome, RefusedForGood

FOR_GOOD: Final = frozenset(
    {
        "body-invalid",
        "body-not-json",
        "body-too-large",
        "idempotency-key-invalid",
        "idempotency-key-reused",
    }
)
"""Problems of the row itself: sent again it would be refused again."""

OF_THIS_ROW: Final = frozenset({"backend-answer-invalid", "filing-early", "internal", "sealing-key-unknown"})
"""Failures that the next row may be spared; every other one is the line's, the kiosk's or the backend's."""

OTHER_RECEIPT: Final = "backend-answer-invalid"


def delivery_of(entry: Entry) -> Delivery:
    """What is sent."""
    # `model_construct` because the contract reads base64 and here the bytes are raw already.
    return Delivery.model_construct(
        receipt_code=entry.receipt_code, sequence=entry.sequence, sealed=entry.sealed
    )


def outcome_of(entry: Entry, answer: DeliveryAnswer | ClientFailure) -> Outcome:
    """What becomes of the entry: only a clear word settles it, anything else is sent again."""
    match answer:
        case ClientFailure(code) if code in FOR_GOOD:
            return RefusedForGood(code)
        case ClientFailure(code):
            return NotNow(code, line=code not in OF_THIS_ROW)
        case DeliveryAnswer() if answer.receipt_code != entry.receipt_code:
            return NotNow(OTHER_RECEIPT, line=False)
        case DeliveryAnswer(outcome="accepted"):
            return Accepted(answer.request_number)
        case _:
            return RefusedForGood(answer.code)
