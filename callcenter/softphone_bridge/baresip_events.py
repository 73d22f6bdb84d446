"""What baresip's events mean for a contact."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Final

from pydantic import ValidationError

from backend.contract.telephony import PhoneEvent, PhoneEventKind

_KINDS: Final[Mapping[str, PhoneEventKind]] = {
    "CALL_INCOMING": "ringing",
    "CALL_OUTGOING": "ringing",
    "CALL_RINGING": "ringing",
    "CALL_PROGRESS": "ringing",
    "CALL_ESTABLISHED": "answered",
    "CALL_CLOSED": "ended",
}


def phone_event(message: bytes, line: str, at: datetime) -> PhoneEvent | None:
    """The event of one message; None for answers, for other events, and for what is no event at all."""
    try:
        told = json.loads(message)
    except ValueError:
        return None
    if not isinstance(told, dict) or told.get("event") is not True:
        return None
    kind = _KINDS.get(str(told.get("type")))
    if kind is None:
        return None
    try:
        return PhoneEvent(
            line=line,
            call=str(told.get("id", "")),
            event=kind,
            direction="out" if told.get("direction") == "outgoing" else "in",
            number=str(told.get("peeruri", ""))[:200],
            at=at,
        )
    except ValidationError:
        return None
