"""Urgent social services: the application formed in a call or at a desk, the act, its signature."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from backend.contract.base import Contract, Personal
from backend.contract.cases import CaseDue, Reason, Version
from backend.contract.contacts import SpeakerRelation
from backend.contract.requests import Id, PersonRef

LONGEST_TROUBLE = 10_000
URGENT_NUMBER = r"^У-[0-9]{2}-[0-9]{6,9}$"  # Russian letters, as on the paper
MOST_KINDS = 11

UrgentState = Literal[
    "applied",
    "assigned",  # a provider is to give it
    "provided",  # given; the act awaits the recipient's signature
    "signed",
    "unsigned",  # the act stays without the recipient's signature, and says why
    "refused",
    "withdrawn",  # by the recipient
]
UrgentAction = Literal["edited", "assigned", "provided", "signed", "unsigned", "refused", "withdrawn"]
UrgentBasis = Literal["application", "report"]  # the recipient's own, or an organisation's (art. 21, part 2)
UrgentIdentity = Literal["papers", "data", "code_word", "call_back", "said", "unnamed"]
ToldIdentity = Literal["papers", "said", "unnamed"]
UnsignedReason = Literal["unnamed", "declined", "not_found", "cannot_sign"]
Kinds = Annotated[tuple[Id, ...], Field(min_length=1, max_length=MOST_KINDS)]
Provider = Annotated[str, StringConstraints(strip_whitespace=True, max_length=200)]


class UrgentText(Personal):
    """What is written down of the trouble; what is not known is empty."""

    trouble: Annotated[str, Field(max_length=LONGEST_TROUBLE)] = ""
    recipient_name: Annotated[str, Field(max_length=200)] = ""  # of somebody the register does not know
    whereabouts: Annotated[str, Field(max_length=400)] = ""
    reach: Annotated[str, Field(max_length=200)] = ""  # how to find them again
    organisation: Annotated[str, Field(max_length=300)] = ""  # that reported it


class ActText(Personal):
    """What the law wants the act to say beside who and who (442-ФЗ, art. 21, part 3)."""

    given: Kinds
    provided_on: date
    until: date | None = None  # where help goes on: to which day
    conditions: Annotated[str, Field(max_length=2000)] = ""
    given_by: Annotated[str, Field(max_length=200)] = ""  # who gave it, by name


class UrgentIn(Personal):
    """A new application; the contact in hand goes with it."""

    kinds: Kinds
    basis: UrgentBasis = "application"
    identity: ToldIdentity = "said"  # on the telephone, of somebody in the register: the contact's level
    needed_on: date | None = None  # None: today
    provider: Provider = ""
    person: PersonRef | None = None  # the recipient, where the register knows them
    text: UrgentText


class UrgentEditIn(Personal):
    """The application as it shall read now; all of it."""

    version: Version
    kinds: Kinds
    basis: UrgentBasis = "application"
    identity: ToldIdentity = "said"
    needed_on: date | None = None
    person: PersonRef | None = None
    text: UrgentText


class UrgentProviderIn(Contract):
    version: Version
    provider: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]


class UrgentProvidedIn(Personal):
    """Help was given: the act gets its number."""

    version: Version
    act: ActText
    provider: Provider = ""  # "": the one who was named before


class UrgentSignedIn(Contract):
    version: Version
    signed_on: date
    papers_seen: bool = False  # now at last it is sure who the recipient is


class UrgentUnsignedIn(Personal):
    version: Version
    reason: UnsignedReason
    note: Reason


class UrgentEndIn(Personal):
    """Refused, or withdrawn by the recipient: why."""

    version: Version
    note: Reason


class UrgentNoticeIn(Contract):
    """How the recipient is told that an act awaits them; on paper and by voice the words are given back."""

    channel: Literal["sms", "email", "paper", "voice"]


class UrgentNotice(Personal):
    """A number and a day, nothing of the matter."""

    number: str  # of the act
    text: str
    sent: int  # to how many addresses it goes; 0: there is none of this kind


class UrgentStep(Personal):
    """One line of the history."""

    version: int
    at: datetime
    actor: str
    actor_name: str  # of an operator, as the account says; "" of anybody else
    action: str
    state: UrgentState
    due_on: date | None
    due_rule: str
    note: str


class UrgentFile(Personal):
    """Everything of one application and its act."""

    number: str
    act_number: str  # "" before help was given
    state: UrgentState
    version: int
    kinds: tuple[str, ...]
    basis: UrgentBasis
    identity: UrgentIdentity
    person: str | None
    person_name: str  # as the register has it
    speaker: str | None
    speaker_name: str
    relation: SpeakerRelation
    contact: str | None
    opened_at: datetime
    formed_by: str  # "operator:…"
    needed_on: date
    provider: str
    act_formed_by: str  # "operator:…"; "" before help was given
    provided_on: date | None
    signed_on: date | None
    unsigned_reason: UnsignedReason | Literal[""]
    due: CaseDue | None
    may: tuple[UrgentAction, ...]  # what can be done with it as it stands, by who asks
    text: UrgentText
    act: ActText | None
    history: tuple[UrgentStep, ...]


class UrgentLine(Contract):
    """An application in a list, naming nobody."""

    number: str
    act_number: str
    state: UrgentState
    version: int
    kinds: tuple[str, ...]
    opened_at: datetime
    needed_on: date
    provider: str
    provided_on: date | None
    due: CaseDue | None
    is_named: bool  # whether the register knows the recipient


class UrgentPage(Contract):
    """Of the contact in hand: its own applications and its person's, the newest first."""

    services: tuple[UrgentLine, ...]
    server_time: datetime


class UrgentWork(Contract):
    """What waits: acts for a signature, applications for help; the nearest term first."""

    unsigned: tuple[UrgentLine, ...]
    open: tuple[UrgentLine, ...]
    server_time: datetime
