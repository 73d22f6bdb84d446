"""Signals: somebody tells of a child, a family or a lonely person in trouble; case workers follow them up."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import Field

from backend.contract.base import Contract, Personal
from backend.contract.cases import CaseDue, Note, Reason, Version
from backend.contract.requests import Id, PersonRef

LONGEST_SIGNAL = 10_000
SIGNAL_NUMBER = r"^С-[0-9]{2}-[0-9]{6,9}$"  # a Russian letter, as on the paper

SignalState = Literal["taken", "passed_on", "checked", "closed"]
SignalAction = Literal["noted", "passed_on", "checked", "closed"]
SignalSource = Literal["neighbour", "relative", "school", "clinic", "police", "passer_by", "self", "other"]
Emergency = Literal["by_us", "by_caller", "not_needed"]  # who called 112, or why nobody has to any more
PassedHow = Literal["phone", "letter", "in_person"]
SignalOutcome = Literal["confirmed", "not_confirmed", "not_found", "repeated"]
Consequence = Literal["registered", "urgent_help", "programme", "guardianship", "police", "none", "other"]


class SignalText(Personal):
    """What was told; what nobody knows is empty."""

    what: Annotated[str, Field(max_length=LONGEST_SIGNAL)] = ""
    about_name: Annotated[str, Field(max_length=200)] = ""
    about_age: Annotated[str, Field(max_length=40)] = ""
    address: Annotated[str, Field(max_length=400)] = ""
    told_by: Annotated[str, Field(max_length=200)] = ""
    organisation: Annotated[str, Field(max_length=200)] = ""
    reach: Annotated[str, Field(max_length=200)] = ""  # of the one who tells


class SignalIn(Personal):
    """A new signal; nothing of it is shown again to who took it."""

    kind: Id
    danger: bool  # to a life: then 112 comes first
    emergency: Emergency | Literal[""] = ""
    source: SignalSource
    anonymous: bool = False
    about: PersonRef | None = None
    body: Id | Literal[""] = ""  # to whom it was passed on in the call
    how: PassedHow | Literal[""] = ""
    text: SignalText


class SignalTaken(Contract):
    """For who took it: the number and what is due; nobody's name."""

    number: str
    kind: str
    state: SignalState
    body: str
    due: CaseDue | None
    taken_at: datetime


class SignalNoteIn(Personal):
    version: Version
    note: Reason


class SignalPassingIn(Personal):
    version: Version
    body: Id
    how: PassedHow
    note: Note = ""


class SignalCheckIn(Personal):
    """Somebody went to the address."""

    version: Version
    checked_on: date
    outcome: SignalOutcome
    note: Reason


class SignalClosingIn(Personal):
    version: Version
    consequence: Consequence
    note: Note = ""


class SignalStep(Personal):
    """One line of the history."""

    version: int
    at: datetime
    actor: str
    actor_name: str  # of an operator, as the account says; "" of anybody else
    action: str
    state: SignalState
    due_on: date | None
    due_rule: str
    note: str


class SignalFile(Personal):
    """Everything of one signal."""

    number: str
    kind: str
    state: SignalState
    version: int
    danger: bool
    emergency: Emergency | Literal[""]
    source: SignalSource
    anonymous: bool
    about: str | None
    about_name: str  # as the register has it
    speaker: str | None
    speaker_name: str
    taken_at: datetime
    taken_by: str  # "operator:…"
    body: str
    passed_at: datetime | None
    checked_on: date | None
    outcome: SignalOutcome | Literal[""]
    consequence: Consequence | Literal[""]
    due: CaseDue | None
    may: tuple[SignalAction, ...]  # what can be done with it as it stands
    text: SignalText
    history: tuple[SignalStep, ...]


class SignalLine(Contract):
    """A signal in a list, naming nobody."""

    number: str
    kind: str
    state: SignalState
    version: int
    danger: bool
    source: SignalSource
    taken_at: datetime
    body: str
    outcome: SignalOutcome | Literal[""]
    due: CaseDue | None


class SignalPage(Contract):
    """Open ones with the nearest term first, or closed ones with the newest first."""

    signals: tuple[SignalLine, ...]
    server_time: datetime
