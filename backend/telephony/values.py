"""The port to whatever rings: an exchange, a softphone's bridge, another program's webhook."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Protocol

from backend.contract.telephony import PhoneEvent

Hear = Callable[[PhoneEvent], Awaitable[None]]
"""Takes one event; raises only what another try may mend."""


class Telephony(Protocol):
    """Something that tells of calls for as long as it runs."""

    async def listen(self, hear: Hear) -> None:
        """Tell of each event until cancelled; a lost line is taken up again."""
        ...
