"""What an operator sends to somebody on the telephone: papers to bring, a place, a result, a number."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from backend.contract.base import Contract, Personal
from backend.contract.contacts import LONGEST_NUMBER

MOST_ABOUT = 40

LetterKind = Literal["documents", "place", "result", "request", "booking"]
LetterChannel = Literal["sms", "email"]
LetterTo = Literal["registered", "caller", "dictated"]
About = Annotated[str, Field(pattern=r"^[0-9a-z-]{1,80}$")]


class LetterIn(Personal):
    """`about`: measures or services, one place, or one number: of a request, a booking, a reservation.

    `code`: of the result.

    A `registered` address is the person's own, `caller` the number they call from; another is dictated.
    `language` "" is the reader's own, where the pack has it.
    """

    kind: LetterKind
    about: Annotated[tuple[About, ...], Field(max_length=MOST_ABOUT)] = ()
    code: Annotated[str, Field(pattern=r"^([0-9]{8})?$", repr=False)] = ""
    channel: LetterChannel
    to: LetterTo
    address: Annotated[str, Field(max_length=LONGEST_NUMBER + 100)] = ""
    language: Literal["ru", "en", ""] = ""


class LetterPreview(Personal):
    """What will go, and the address as it is read back; a registered one is masked."""

    channel: LetterChannel
    to: LetterTo
    address: str
    subject: str
    text: str
    due_at: datetime  # an SMS wakes nobody


class LetterSent(Contract):
    """It will go once; `queued` is False where the same went to that address before in this contact."""

    channel: LetterChannel
    queued: bool
    due_at: datetime
