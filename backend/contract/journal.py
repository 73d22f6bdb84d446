"""The journal as auditors read it: who looked at whom, when, what for."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from pydantic import Field

from backend.contract.base import Contract, Personal

LONGEST_DAYS = 92
LINES_A_PAGE = 50
LINES_A_FILE = 2000
PURPOSE_PATTERN = r"^[A-Za-zА-Яа-яЁё0-9_-]{0,80}$"  # an id or a number: no words that could name somebody

JournalDay = Annotated[date, Field(ge=date(2000, 1, 1), le=date(2999, 12, 31))]


class JournalIn(Personal):
    """Which lines; "" for any. `number` is a SNILS or a card's, as it is written."""

    begins: JournalDay
    ends: JournalDay  # inclusive, as `begins`
    operator: Annotated[str, Field(max_length=40)] = ""
    purpose: Annotated[str, Field(pattern=PURPOSE_PATTERN)] = ""
    number: Annotated[str, Field(max_length=30)] = ""
    older_than: Annotated[int, Field(ge=0, lt=2**63)] = 0  # a line's number; 0: from the newest on
    for_file: bool = False  # as many lines as a file holds


class JournalPerson(Personal):
    """Enough to tell two people apart."""

    short_name: str  # «Иванова М. П.»
    birth_year: int


class JournalLine(Personal):
    """One look, or one thing done; who the register does not know any more is None."""

    event: int
    at: datetime
    actor: str  # «operator:…», «kiosk:…», «command:…», «address:…»
    actor_name: str  # of an operator; "" of whoever else
    action: str
    outcome: str  # «done», or the refusal's code
    person: JournalPerson | None
    holder: JournalPerson | None  # whose card or contact it was, where it was somebody else's
    kiosk: str
    purpose: str  # a topic of the content, or a record's number


class JournalOperator(Contract):
    """Somebody who has, or had, an account."""

    operator: str
    name: str


class Journal(Personal):
    """The newest first."""

    lines: tuple[JournalLine, ...]
    older_than: int  # where the next page begins; 0: there is none
    operators: tuple[JournalOperator, ...]
    person: JournalPerson | None  # whose number was asked for; None: nobody's, or nobody has it
    server_time: datetime
