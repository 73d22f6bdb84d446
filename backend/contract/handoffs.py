"""Eight-digit codes: answers left at a kiosk for an operator to go on with, or for an office to print."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import Field

from backend.contract.base import Contract, Personal
from backend.contract.requests import (
    MOST_ANSWERS,
    MOST_WISHES,
    Answer,
    ContactDetails,
    PackHash,
    Wish,
)

CODE_DIGITS = 8
Goals = Annotated[str, Field(pattern=r"^(all|categories|measure:[a-z0-9][a-z0-9-]{0,79})$")]
Answers = Annotated[tuple[Answer, ...], Field(max_length=MOST_ANSWERS)]


class HandoffIn(Personal):
    """Where an interview stands; says nothing about who was asked."""

    goals: Goals
    answers: Answers
    pack_hash: PackHash
    on: date


class SlipIn(Personal):
    """An application prepared without a card: an office prints it, the applicant signs there."""

    wishes: Annotated[tuple[Wish, ...], Field(min_length=1, max_length=MOST_WISHES)]
    answers: Answers
    contact: ContactDetails = ContactDetails()
    pack_hash: PackHash
    on: date


class HandoffCode(Contract):
    """The code, shown as 4 + 4; it is told once and stored only as a keyed hash."""

    code: Annotated[str, Field(pattern=r"^[0-9]{8}$", repr=False)]
    expires_at: datetime


class HandoffOpening(Contract):
    code: Annotated[str, Field(pattern=r"^[0-9]{8}$", repr=False)]


class OpenedHandoff(Personal):
    """What lay behind a code."""

    kind: Literal["handoff", "slip"]
    goals: str  # of a handoff; "" of a slip
    answers: tuple[Answer, ...]
    wishes: tuple[Wish, ...]
    contact: ContactDetails
    pack_hash: str
    on: date
    left_at: datetime
    expires_at: datetime


def shown(code: str) -> str:
    """«1234 5678»: two groups of four, easy to dictate."""
    return f"{code[:4]}\u00a0{code[4:]}"
