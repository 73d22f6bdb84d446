"""The exact text of a filing, as the card signs it and the backend reads it."""

from __future__ import annotations

from datetime import datetime, timedelta

from msgspec import json, to_builtins
from pydantic import ValidationError

from backend.contract.requests import Filing
from kiosk.flow.application import Application
from kiosk.outbox.failures import INVALID, OutboxError


def filing_text(application: Application, kiosk: str, filed_at: datetime, steady_now: float) -> str:
    """JSON of the contract's Filing; raises OutboxError `filing-invalid`.

    `filed_at` is the backend's time as this kiosk knows it, `steady_now` the walk's clock at that moment.
    """
    fields = to_builtins(application)
    consent = application.consent
    if consent is not None:
        given_at = filed_at - timedelta(seconds=max(0.0, steady_now - consent.given))
        fields["consent"] = {
            "text": consent.text,
            "language": consent.language,
            "given_at": given_at.isoformat(),
        }
    fields |= {"kiosk": kiosk, "filed_at": filed_at.isoformat(), "on": application.on or None}
    try:
        return Filing.model_validate_json(json.encode(fields)).model_dump_json()
    except ValidationError:  # its message would quote what the person typed
        raise OutboxError(INVALID) from None
