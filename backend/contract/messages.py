"""Messages that did not arrive: what an operator sees of them."""

from __future__ import annotations

from datetime import datetime

from backend.contract.base import Contract


class UnsentMessage(Contract):
    """Names no person and repeats no text: `about` is the number of the booking, which leads to both."""

    message: int
    kind: str
    channel: str
    about: str
    code: str  # a section of docs/failures/messages.md
    attempts: int
    queued_at: datetime
    ended_at: datetime


class UnsentMessages(Contract):
    messages: tuple[UnsentMessage, ...]
