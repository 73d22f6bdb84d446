"""Petitions, complaints and enquiries: what a desk and a kiosk send, and what they are told."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from backend.contract.base import Contract, Personal
from backend.contract.requests import Id, PersonRef

LONGEST_TEXT = 10_000
CASE_NUMBER = r"^[ОЖЗ]-[0-9]{2}-[0-9]{6,9}$"  # Russian letters, as on the paper

CaseKind = Literal["enquiry", "suggestion", "application", "grievance", "complaint"]
CaseChannel = Literal["phone", "kiosk", "paper", "portal", "visit", "email"]
CaseState = Literal[
    "prepared",  # by phone: no clock runs
    "awaiting_signature",  # given out to be signed
    "received",  # signed, not yet registered
    "registered",
    "extended",
    "forwarded",
    "answered",  # decided; to be told
    "refused",  # not to be answered on the substance; to be told
    "closed",
]
CaseAction = Literal[
    "edited",
    "handed_over",
    "registered",
    "extended",
    "forwarded",
    "answered",
    "refused",
    "closed",
    "assigned",
]
CaseField = Literal[
    "addressee", "name", "answer_address", "substance", "signature", "date", "service", "decision", "ground"
]
Notice = Literal["letter", "email", "sms", "phone", "in_person"]
CaseNumber = Annotated[str, Field(pattern=CASE_NUMBER)]
Version = Annotated[int, Field(ge=1)]
Reason = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=1000)]
Note = Annotated[str, Field(max_length=1000)]
Whose = Annotated[str, Field(pattern=r"^(operator:[0-9A-Za-z_.-]{1,40})?$")]


class CaseText(Personal):
    """A writing, with what its act asks for; what is not known yet is empty."""

    substance: Annotated[str, Field(max_length=LONGEST_TEXT)] = ""
    addressee: Annotated[str, Field(max_length=300)] = ""
    author_name: Annotated[str, Field(max_length=200)] = ""
    answer_address: Annotated[str, Field(max_length=400)] = ""  # a postal one
    answer_email: Annotated[str, Field(max_length=254)] = ""  # 59-ФЗ: in the national domain zone
    service: Annotated[str, Field(max_length=300)] = ""  # a complaint's
    decision: Annotated[str, Field(max_length=1000)] = ""  # what is complained of, and of whom
    signed_on: date | None = None


class CaseIn(Personal):
    """A new case; by phone it is only prepared, unless its regulation takes calls."""

    kind: CaseKind
    channel: CaseChannel
    text: CaseText
    ground: Id | Literal[""] = ""
    author: PersonRef | None = None  # who speaks
    person: PersonRef | None = None  # for whom; None: for themselves
    contact: PersonRef | None = None  # the conversation
    received_on: date | None = None  # when a paper came; None: today


class CaseEditIn(Personal):
    """The writing as it shall read now; all of it."""

    version: Version
    text: CaseText
    ground: Id | Literal[""] = ""
    author: PersonRef | None = None
    person: PersonRef | None = None


class CaseVersionIn(Contract):
    """The version that was read."""

    version: Version


class CaseRegistrationIn(Personal):
    """The signed writing is here: from this day on the law counts."""

    version: Version
    channel: Literal["paper", "portal", "visit", "phone", "email"]  # the last two are answered with the law
    signed: bool = False  # the signature was seen
    signed_on: date | None = None
    received_on: date | None = None  # None: today, or as was said when it came
    as_it_came: bool = False  # paper must be registered also where something lacks


class CaseSignatureIn(Contract):
    """The author signs at a kiosk, by card and PIN."""

    version: Version


class CaseExtensionIn(Personal):
    """Why, and how the author is told of it."""

    version: Version
    reason: Reason
    notice: Notice


class CaseForwardingIn(Personal):
    version: Version
    body: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300)]
    notice: Notice  # how the author is told of it
    note: Note = ""


class CaseAnswerIn(Personal):
    version: Version
    answer: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=LONGEST_TEXT)]


class CaseRefusalIn(Personal):
    version: Version
    ground: Id  # of the regulation's `unanswered`
    note: Note = ""


class CaseClosingIn(Personal):
    version: Version
    note: Note = ""


class CaseAssignmentIn(Contract):
    version: Version
    responsible: Whose


class CaseDue(Contract):
    """Until when the next act is due, and by which law."""

    on: date
    rule: str  # id of the pack's deadline
    act: str
    article: str
    provisional: bool  # a year in it has no published calendar yet
    overdue: bool


class CaseStep(Personal):
    """One line of the history."""

    version: int
    at: datetime
    actor: str
    action: str
    state: CaseState
    due_on: date | None
    due_rule: str
    note: str


class CaseFile(Personal):
    """Everything of one case."""

    number: str
    kind: CaseKind
    regulation: str
    ground: str
    state: CaseState
    version: int
    channel: CaseChannel
    author: str | None
    author_name: str  # as the register has it; "" where nobody said who they are
    person: str | None
    person_name: str
    contact: str | None
    opened_at: datetime
    received_on: date | None
    registered_at: datetime | None
    due: CaseDue | None
    extended: bool
    may_extend: bool
    missing: tuple[CaseField, ...]  # what its act asks for and the writing lacks
    refusal: str
    responsible: str
    text: CaseText
    answer: str
    history: tuple[CaseStep, ...]


class CaseLine(Contract):
    """A case in a list, naming nobody."""

    number: str
    kind: CaseKind
    ground: str
    state: CaseState
    version: int
    channel: CaseChannel
    opened_at: datetime
    registered_at: datetime | None
    due: CaseDue | None
    responsible: str
    escalation: Literal["", "soon", "overdue"]


class CasePage(Contract):
    """The nearest term first; `after` leads on, "" at the end."""

    cases: tuple[CaseLine, ...]
    after: str
    server_time: datetime


class CaseReceiptIn(Contract):
    """How the caller wants it; on paper and by voice the words are only given back."""

    channel: Literal["sms", "email", "paper", "voice"]


class CaseReceipt(Personal):
    """A number and a day, nothing of the matter."""

    number: str
    text: str
    sent: int  # to how many addresses it goes; 0: the author has none of this kind


class OwnCases(Personal):
    """At a kiosk, the holder's own."""

    cases: tuple[CaseFile, ...]
    server_time: datetime
