"""Contacts of the call centre: who speaks, for whom, how it went; calls back; the operator's own call."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from backend.contract.base import AwareMoment, Contract, Personal
from backend.contract.requests import PersonRef

LONGEST_NOTES = 10_000
LONGEST_NUMBER = 200  # as it was written: with words for the extension

ContactState = Literal["ringing", "talking", "held", "wrap_up", "closed", "lost"]
ContactChannel = Literal["phone", "visit", "trust_line", "call_back"]
ContactDirection = Literal["in", "out"]
SpeakerRelation = Literal["self", "parent", "guardian", "neighbour", "official", "other"]
IdentificationLevel = Literal["none", "data", "code_word", "call_back"]
ContactStep = Literal["answer", "hold", "resume", "end"]
CallBackState = Literal["waiting", "taken", "reached", "given_up"]
ContentId = Annotated[str, Field(pattern=r"^[a-z0-9_.-]{1,80}$")]
CallId = Annotated[str, Field(min_length=1, max_length=200)]
WrittenNumber = Annotated[str, Field(max_length=LONGEST_NUMBER)]
OperatorId = Annotated[str, Field(pattern=r"^[0-9A-Za-z-]{1,40}$")]
Notes = Annotated[str, Field(max_length=LONGEST_NOTES)]


class Contact(Personal):
    """One conversation, from its ring to its wrap-up; `server_time` is when it stood so."""

    contact: str
    channel: ContactChannel
    direction: ContactDirection
    state: ContactState
    operator: str | None
    started_at: datetime
    answered_at: datetime | None
    ended_at: datetime | None
    seconds: int | None  # of talk, so far; None: not answered, or its hang-up was lost
    hang_up_lost: bool
    number: str  # E.164; "" where none was told
    person: str | None
    speaker: str | None
    relation: SpeakerRelation
    ground: str
    level: IdentificationLevel
    topic: str
    outcome: str
    notes: str
    notes_version: int
    training: bool
    anonymous: bool
    parent: str | None  # the contact it was passed on from, or promised in
    server_time: datetime


class DeskCall(Personal):
    """What the operator has in hand, the newest first; `turn` names how things stood."""

    turn: int
    contacts: tuple[Contact, ...]


class PastContact(Personal):
    """A contact as the next operator needs it."""

    contact: str
    channel: ContactChannel
    started_at: datetime
    topic: str
    outcome: str
    notes: str


class PastContacts(Personal):
    """The newest first."""

    contacts: tuple[PastContact, ...]


class ContactOpenIn(Personal):
    """A contact no telephone told of; `call` is the page's own name for it: sent twice, it is one."""

    call: CallId
    channel: ContactChannel
    direction: ContactDirection = "in"
    number: WrittenNumber = ""
    training: bool = False


class ContactPersonIn(Personal):
    """For whom, and who speaks. Whoever wishes to stay unnamed has no person, and no number any more."""

    person: PersonRef | None = None
    speaker: PersonRef | None = None
    relation: SpeakerRelation = "self"
    ground: Annotated[str, Field(max_length=300)] = ""
    anonymous: bool = False


class ContactNotesIn(Personal):
    """The whole text; `version` is the one it was written upon."""

    notes: Notes
    version: Annotated[int, Field(ge=0)]


class ContactStepIn(Contract):
    step: ContactStep


class ContactTopicIn(Contract):
    """Id of the content: what it is about, as far as it is known while people talk."""

    topic: ContentId


class ContactTransferIn(Contract):
    operator: OperatorId


class ContactWrapUpIn(Contract):
    """Ids of the content: what it was about, and how it ended."""

    topic: ContentId
    outcome: ContentId


class CallBackIn(Personal):
    """When to call, and the number, if not the contact's own."""

    wanted_at: AwareMoment
    number: WrittenNumber = ""


class CallBack(Personal):
    """A promised call; its number stands in the contact that taking it opens."""

    call_back: str
    contact: str
    state: CallBackState
    wanted_at: datetime
    tries: int
    operator: str | None
    training: bool = False  # of an exercise: only its own operator sees it


class CallBacks(Personal):
    """Those that wait or are taken, the most pressing first."""

    call_backs: tuple[CallBack, ...]


class CallBackResultIn(Contract):
    reached: bool
