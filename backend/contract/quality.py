"""Quality: contacts drawn by chance, judged by a supervisor by the pack's form, seen by their operator."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import Field

from backend.contract.base import Contract, Personal
from backend.contract.contacts import ContactChannel, ContentId, SpeakerRelation

LONGEST_REMARK = 2000

Judgement = Literal["yes", "partly", "no", "not_applicable"]


class QualityLine(Contract):
    """A drawn contact in a list; it names no caller."""

    contact: str
    week: date  # its Monday
    operator: str
    operator_name: str
    channel: ContactChannel
    started_at: datetime
    seconds: int | None  # of talk; None where the end was not heard
    topic: str
    outcome: str
    reviewer_name: str  # "": nobody has judged it
    reviewed_at: datetime | None
    score: int | None
    failed: bool
    seen_at: datetime | None


class QualityPage(Contract):
    """The contacts of one drawn week, or an operator's own that were judged."""

    week: date | None
    weeks: tuple[date, ...]  # that were drawn, the newest first
    lines: tuple[QualityLine, ...]
    server_time: datetime


class QualityStep(Contract):
    """A line of the contact's history."""

    at: datetime
    what: str


class QualityReview(Personal):
    """A filled form."""

    answers: Mapping[str, Judgement]  # by point of the form
    remark: str
    version: int
    pack_hash: str


class QualitySheet(Personal):
    """A drawn contact with what a supervisor judges it by, and the judgement if there is one."""

    line: QualityLine
    relation: SpeakerRelation
    level: str
    anonymous: bool
    notes: str  # "" for the operator, who has them in the contact itself
    steps: tuple[QualityStep, ...]
    review: QualityReview | None


class QualityReviewIn(Personal):
    """Each point of the form, answered; `version` is the one it was written upon, 0 for the first."""

    answers: Annotated[Mapping[ContentId, Judgement], Field(min_length=1, max_length=60)]
    remark: Annotated[str, Field(max_length=LONGEST_REMARK)] = ""
    version: Annotated[int, Field(ge=0)]
