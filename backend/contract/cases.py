"""Petitions, complaints and enquiries: what a desk and a kiosk send, and what they are told."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from backend.contract.base import Contract, Personal
from backend.contract.cards import CardProofIn
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
ME = "me"  # whoever asks
Whose = Annotated[str, Field(pattern=r"^(me|operator:[0-9A-Za-z_.-]{1,40})?$")]
TextHash = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


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
    """The author signs at a kiosk, by card and PIN.

    The card's signature with 9A stands over `challenge(kiosk, signing_nonce(...), "9A", "case")`.
    """

    version: Version
    text_hash: TextHash  # of what was shown, by `case_signing.text_hash`
    proof: CardProofIn


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


class CaseSkippedDay(Contract):
    """A day that the term does not count, or that its end may not fall on."""

    on: date
    kind: Literal["weekend", "day_off", "off_with_pay"]


class CaseDue(Contract):
    """Until when the next act is due, and by which law."""

    on: date
    rule: str  # id of the pack's deadline
    act: str
    article: str
    provisional: bool  # a year in it has no published calendar yet
    overdue: bool
    skipped: tuple[CaseSkippedDay, ...] = ()  # told of a single case, not in lists


class CaseStep(Personal):
    """One line of the history."""

    version: int
    at: datetime
    actor: str
    actor_name: str  # of an operator, as the account says; "" of anybody else
    action: str
    state: CaseState
    due_on: date | None
    due_rule: str
    note: str


class CaseSigned(Contract):
    """The card's signature under the text, as it is kept."""

    at: datetime
    kiosk: str
    version: int  # of the case that was signed
    text_hash: str


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
    responsible_name: str
    signed: CaseSigned | None  # by card, at a kiosk
    forgotten: bool  # its time is over: it names nobody and holds no text any more
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
    responsible_name: str
    town: str  # of the person it is for; "" where nobody is named
    escalation: Literal["", "soon", "overdue"]


CaseOrder = Literal["number", "newest", "due"]  # by `due` only what stands under a term
CaseWhose = Literal["me", "nobody"]


class CasePage(Contract):
    """In the order asked for; `after` leads on, "" at the end."""

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


class CaseWorker(Contract):
    """Whom a case may be given to."""

    operator: str  # "operator:…"
    name: str


class CaseWorkers(Contract):
    """Everybody with an open account who decides cases, by name."""

    workers: tuple[CaseWorker, ...]
