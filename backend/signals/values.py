"""A signal as its service keeps it: states, what may follow what, who asks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final, Literal

from backend.contract.signals import (
    Consequence,
    Emergency,
    SignalAction,
    SignalOutcome,
    SignalSource,
    SignalState,
    SignalText,
)
from backend.due_date import DueDate
from backend.in_hand import InHand

LETTER: Final = "С"
OPEN: Final[frozenset[SignalState]] = frozenset({"taken", "passed_on", "checked"})
# In which states each step may be taken; a second body may have to know as well.
MAY: Final[Mapping[SignalAction, frozenset[SignalState]]] = {
    "noted": OPEN,
    "passed_on": OPEN,
    "checked": frozenset({"taken", "passed_on"}),
    "closed": frozenset({"checked"}),
}


@dataclass(frozen=True, slots=True)
class Signal:
    """A signal as it stands."""

    number: str
    kind: str
    state: SignalState
    version: int
    danger: bool
    emergency: Emergency | Literal[""]
    source: SignalSource
    anonymous: bool
    about: str | None
    speaker: str | None
    contact: str | None
    taken_at: datetime
    taken_on: date
    body: str
    passed_at: datetime | None
    checked_on: date | None
    outcome: SignalOutcome | Literal[""]
    consequence: Consequence | Literal[""]
    due: DueDate
    text: SignalText = field(repr=False)

    @property
    def persons(self) -> frozenset[str]:
        """Everybody the register would be asked about."""
        return frozenset(each for each in (self.about, self.speaker) if each is not None)


@dataclass(frozen=True, slots=True)
class Asking:
    """Who asks, in which contact, and when."""

    operator: str
    now: datetime
    today: date  # the region's
    in_hand: InHand
    content_nonce: bytes = field(default=b"", repr=False)  # fresh, for sealing
    note_nonce: bytes = field(default=b"", repr=False)

    @property
    def actor(self) -> str:
        """The operator as the journal names them."""
        return f"operator:{self.operator}"
