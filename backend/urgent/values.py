"""An urgent service as its service keeps it: states, what may follow what, who asks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final, Literal

from backend.contract.contacts import SpeakerRelation
from backend.contract.urgent import (
    ActText,
    UnsignedReason,
    UrgentAction,
    UrgentBasis,
    UrgentIdentity,
    UrgentState,
    UrgentText,
)
from backend.due_date import DueDate
from backend.in_hand import InHand
from content.identification import OFFICE

APPLICATION_LETTER: Final = "У"
ACT_LETTER: Final = "А"
OPEN: Final[frozenset[UrgentState]] = frozenset({"applied", "assigned"})
# In which states each step may be taken. Who could not be found may come and sign after all.
MAY: Final[Mapping[UrgentAction, frozenset[UrgentState]]] = {
    "edited": OPEN,
    "assigned": OPEN,
    "provided": OPEN,
    "signed": frozenset({"provided", "unsigned"}),
    "unsigned": frozenset({"provided"}),
    "refused": OPEN,
    "withdrawn": OPEN,
}
BY_OPERATORS: Final[frozenset[UrgentAction]] = frozenset({"edited", "assigned", "provided", "withdrawn"})
"""The others take papers: they are done at a desk."""


@dataclass(frozen=True, slots=True)
class Content:
    """What is sealed: the application, and the act of what was given."""

    text: UrgentText = field(repr=False)
    act: ActText | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Urgent:
    """An application and its act as they stand."""

    number: str
    act_number: str | None
    state: UrgentState
    version: int
    kinds: tuple[str, ...]
    basis: UrgentBasis
    identity: UrgentIdentity
    person: str | None
    speaker: str | None
    relation: SpeakerRelation
    contact: str | None
    opened_at: datetime
    needed_on: date
    provider: str
    provided_on: date | None
    signed_on: date | None
    unsigned_reason: UnsignedReason | Literal[""]
    due: DueDate
    content: Content = field(repr=False)

    @property
    def persons(self) -> frozenset[str]:
        """Everybody the register would be asked about."""
        return frozenset(each for each in (self.person, self.speaker) if each is not None)


May = Callable[[str], None]
"""Refuses, by raising, what may not be done about that person now."""


@dataclass(frozen=True, slots=True)
class Asking:
    """Who asks, in which contact, and when."""

    operator: str
    now: datetime
    today: date  # the region's
    in_hand: InHand
    may: May  # do this about the contact's person
    is_sure: bool  # whether the caller is known well enough for urgent help
    content_nonce: bytes = field(default=b"", repr=False)  # fresh, for sealing
    note_nonce: bytes = field(default=b"", repr=False)

    @property
    def actor(self) -> str:
        """The operator as the journal names them."""
        return f"operator:{self.operator}"

    @property
    def at_desk(self) -> bool:
        """Whether papers can be seen: a case worker outside any call."""
        return self.in_hand.level == OFFICE
