"""What carries a message out of the house: one small port, whatever stands behind it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, Protocol

Channel = Literal["sms", "email"]


@dataclass(frozen=True, slots=True)
class Letter:
    """One message on its way; `id` stays the same however often it is sent, so that a carrier may tell."""

    id: str
    to: str = field(repr=False)  # E.164, or a mail address
    subject: str = field(repr=False)  # "" in an SMS
    text: str = field(repr=False)
    written_at: datetime


class LetterRefused(Exception):
    """This letter will never go: its address or its text is refused. Its text quotes nobody."""

    code = "message-refused"


class CarrierDown(Exception):
    """Nothing is known against the letter: it may go later. `code` has a page in docs/failures."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Carrier(Protocol):
    """A gateway for SMS, a mail server, a file."""

    async def send(self, letter: Letter) -> None:
        """Return only after the other side has taken it; `LetterRefused` or `CarrierDown` otherwise."""
        ...


Carriers = Mapping[Channel, Carrier]
"""A channel that has no carrier is not used: nothing is queued for it."""
