"""A case as its service keeps it: kinds, states, what may follow what."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Final, Literal

from sqlalchemy import Connection

from backend.contract.cases import CaseAction, CaseChannel, CaseKind, CaseState, CaseText
from backend.due_date import DueDate
from backend.errors import Refused
from backend.in_hand import AT_THE_DESK, InHand
from content.identification import OFFICE

# Each kind's regulation in the content pack: 59-ФЗ, art. 4, knows three, 210-ФЗ one, the centre its own.
REGULATION_OF: Final[Mapping[CaseKind, str]] = {
    "suggestion": "petition",
    "application": "petition",
    "grievance": "petition",
    "complaint": "complaint",
    "enquiry": "enquiry",
}
LETTER_OF: Final[Mapping[CaseKind, str]] = {
    "suggestion": "О",
    "application": "О",
    "grievance": "О",
    "complaint": "Ж",
    "enquiry": "З",
}
UNSIGNED: Final[frozenset[CaseState]] = frozenset({"prepared", "awaiting_signature"})
UNREGISTERED: Final[frozenset[CaseState]] = UNSIGNED | {"received"}
RUNNING: Final[frozenset[CaseState]] = frozenset({"registered", "extended"})
# In which states each step may be taken.
MAY: Final[Mapping[CaseAction, frozenset[CaseState]]] = {
    "edited": UNREGISTERED,
    "handed_over": frozenset({"prepared"}),
    "registered": UNREGISTERED,
    "extended": RUNNING,
    "forwarded": RUNNING,
    "answered": RUNNING,
    "refused": RUNNING,
    "closed": frozenset({"prepared", "awaiting_signature", "forwarded", "answered", "refused"}),
    "assigned": UNREGISTERED | RUNNING | {"answered", "forwarded", "refused"},
}


BY_CALLERS: Final[frozenset[CaseAction]] = frozenset({"edited", "handed_over"})


@dataclass(frozen=True, slots=True)
class Content:
    """What is sealed: the writing, and the answer to it."""

    text: CaseText = field(repr=False)
    answer: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Case:
    """A case as it stands."""

    number: str
    kind: CaseKind
    regulation: str
    ground: str
    state: CaseState
    version: int
    channel: CaseChannel
    author: str | None
    person: str | None
    contact: str | None
    opened_at: datetime
    received_on: date | None
    registered_at: datetime | None
    registered_on: date | None
    due: DueDate
    extended: bool
    refusal: str
    responsible: str
    content: Content = field(repr=False)
    forgotten: bool = False

    @property
    def persons(self) -> frozenset[str]:
        """Everybody the register would be asked about."""
        return frozenset(each for each in (self.author, self.person) if each is not None)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which cases are listed; "" or None filters nothing."""

    state: str = ""
    kind: str = ""
    person: str = ""
    responsible: str | None = None
    town: str = ""


CaseRight = Literal["see_cases", "file_case", "decide_case"]
"""What the content's identification levels let somebody do with a case."""
DECIDE: Final = "decide_case"
May = Callable[[str | None, CaseRight], None]
"""Refuses, by raising, what may not be done about that person now; None: about nobody who is named."""


def everything(person: str | None, right: CaseRight) -> None:
    """For the author's own card and PIN, and for the system itself."""


@dataclass(frozen=True, slots=True)
class Asking:
    """Who asks, and when."""

    actor: str  # "operator:…", "kiosk:…"
    now: datetime
    today: date  # the region's
    content_nonce: bytes = field(default=b"", repr=False)  # fresh, for sealing; none for a mere look
    note_nonce: bytes = field(default=b"", repr=False)
    may: May = everything
    in_hand: InHand = AT_THE_DESK

    def check(self, person: str | None, right: CaseRight) -> None:
        """A case that names nobody needs nobody to be known, but to decide it takes a desk all the same."""
        if person is not None or right == DECIDE:
            self.may(person, right)

    def check_case(self, case: Case, right: CaseRight) -> None:
        """The same of a case that stands.

        A writing under an act tells of its author also where the register does not know them: without a
        desk it is for the call it came from.
        """
        self.check(case.person, right)
        if case.person is None and case.kind != "enquiry":
            self.check_contact(case.contact)

    def check_contact(self, contact: str | None) -> None:
        """`identification-other-person` for a call that is not in hand."""
        if self.in_hand.level != OFFICE and (not contact or contact != self.in_hand.contact):
            raise Refused("identification-other-person")

    def check_author(self, author: str | None) -> None:
        """Who is named as the author speaks here, or is whom the call is about."""
        if author is not None and author != self.in_hand.speaker:
            self.in_hand.about(author)


@dataclass(frozen=True, slots=True)
class CaseRetention:
    """How long cases are kept once they are closed, and texts that nobody signed."""

    closed: timedelta = timedelta(days=5 * 366)  # Росархив, приказ № 236 of 2019-12-20, ст. 154: five years
    never_signed: timedelta = timedelta(days=90)
    left: timedelta = timedelta(days=180)  # prepared, and neither signed nor touched since


STANDARD_CASE_RETENTION: Final = CaseRetention()


ReceiptChannel = Literal["sms", "email", "paper", "voice"]


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the caller is given."""

    text: str
    queued: int  # to how many addresses


TellReceipt = Callable[[Connection, Case, ReceiptChannel], Receipt]


def tell_nothing(connection: Connection, case: Case, channel: ReceiptChannel) -> Receipt:
    """For backends without words."""
    return Receipt(case.number, 0)
