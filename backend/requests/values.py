"""A filing whose sender was judged, and what may become of a request."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from backend.contract.requests import Filing, RequestState

OPEN: frozenset[RequestState] = frozenset({"received", "in_review", "documents_needed"})
# An office's steps; the applicant may correct or withdraw for as long as the request is open.
MAY_FOLLOW: Mapping[RequestState, frozenset[RequestState]] = {
    "awaiting_signature": frozenset(),
    "received": frozenset({"in_review", "documents_needed", "granted", "declined"}),
    "in_review": frozenset({"documents_needed", "granted", "declined"}),
    "documents_needed": frozenset({"in_review", "granted", "declined"}),
    "granted": frozenset(),
    "declined": frozenset(),
    "withdrawn": frozenset(),
}


@dataclass(frozen=True, slots=True)
class ProvenFiling:
    """A filing by its applicant: the session or the card has vouched for it."""

    filing: Filing = field(repr=False)
    receipt_code: str
    delivery_key: str
    proof: Literal["session", "signature"]
    card: str
    received_at: datetime
    actor: str  # the kiosk that brought it, for the journal
