"""What people telephone about: the words an operator reads aloud, what to ask, and how a call ends."""

from __future__ import annotations

from typing import Final

from msgspec import Struct

from content.model import PlaceKind, Text

EMERGENCY: Final = "emergency"
GROUPS: Final = (
    EMERGENCY, "card", "money", "health", "care", "family", "housing", "work", "transport", "documents",
    "complaints", "leisure", "line",
)  # fmt: skip
"""Under which heading a topic stands; trouble first, in the order of the operator's list."""

RECORDING: Final = "recording"  # read before anything else is said
DANGER: Final = "danger"  # read before everything where a life is in danger: call 112
AFTER_HOURS: Final = "after-hours"
TRAINING: Final = "training"
TRUST_LINE: Final = "trust-line"
SILENCE: Final = "silence"
FAREWELL: Final = "farewell"
NOTICES: Final = (RECORDING, DANGER, AFTER_HOURS, TRAINING, TRUST_LINE, SILENCE, FAREWELL)


class CallTopic(Struct, frozen=True):
    """A reason to call. The script is Russian: it is read to the caller as it stands."""

    id: str
    title: Text
    group: str  # one of GROUPS
    script: tuple[str, ...]  # read aloud first, a line a breath
    ask: tuple[str, ...]  # questions, in this order
    say: tuple[str, ...]  # read aloud once the answers are known
    never: tuple[str, ...]  # what must not be said or asked
    danger: bool = False  # a life may be in danger: the notice DANGER is read first
    can_wait: bool = True  # may be asked for in writing, to be answered within days
    heard: tuple[str, ...] = ()  # how callers put it; found by the search, not shown
    measures: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()
    places: tuple[PlaceKind, ...] = ()


class CallNotice(Struct, frozen=True):
    """Words for a moment of the call, whatever its topic."""

    id: str  # one of NOTICES
    title: Text
    script: tuple[str, ...]


class CallOutcome(Struct, frozen=True):
    """How a call ended: what an operator chooses when wrapping it up."""

    id: str
    title: Text
    when: Text  # when to choose it
    unmet: bool = False  # the person needed what there is not: counted as an unmet need
