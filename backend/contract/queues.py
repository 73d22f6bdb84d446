"""Queues for places in kindergartens and schools: what a kiosk and a desk may ask, and what they are told."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import Field

from backend.contract.base import Contract, Personal
from backend.contract.requests import PersonRef

MOST_WISHES = 3
MOST_CLAIMS = 8

QueueKind = Literal["kindergarten", "school"]
QueueState = Literal["waiting", "offered", "enrolled", "withdrawn"]
QueueRight = Literal["extraordinary", "first", "preferential", ""]
GroundState = Literal["recorded", "claimed", "confirmed", "refused", "lapsed"]
OfferState = Literal["open", "accepted", "declined", "lapsed"]
StepKind = Literal["registered", "right", "offered", "accepted", "declined", "lapsed", "withdrawn"]
InstitutionRef = Annotated[str, Field(pattern=r"^[a-z0-9-]{1,80}$")]
GroundRef = Annotated[str, Field(pattern=r"^[a-z0-9-]{1,80}$")]
QueueNumber = Annotated[str, Field(pattern=r"^[0-9]{9}$")]
QueueCode = Annotated[str, Field(pattern=r"^[0-9]{4}$")]


class QueueGround(Personal):
    """Why a child comes before others; `place` is where alone it counts, "" everywhere."""

    ground: str  # id of the pack's place priority
    right: QueueRight
    place: str
    state: GroundState


class QueueYear(Contract):
    """A school year that may be asked for; `age` is the group's on 1 September, 0 at school."""

    year: int
    age: int


class QueueProspect(Personal):
    """What there is for one child today."""

    kind: QueueKind
    child: str
    town: str
    years: tuple[QueueYear, ...]  # none: too young or too old
    grounds: tuple[QueueGround, ...]  # that stand in registers
    district: tuple[str, ...]  # schools the child's house belongs to
    open: bool
    only_district: bool  # without a right, only those schools
    opens_on: date | None
    waits: str  # the number of the application that stands already, ""


class QueueClaimIn(Personal):
    """A ground that no register knows; it counts once a desk has seen the paper."""

    ground: GroundRef
    place: InstitutionRef | Literal[""] = ""


class QueueApplicationIn(Personal):
    """A child of the holder's; the wished places, wished most first."""

    kind: QueueKind
    child: PersonRef
    wishes: Annotated[tuple[InstitutionRef, ...], Field(min_length=1, max_length=MOST_WISHES)]
    year: Annotated[int, Field(ge=2000, le=2100)]
    claims: Annotated[tuple[QueueClaimIn, ...], Field(max_length=MOST_CLAIMS)] = ()


class QueueAhead(Contract):
    """How many stand before the child, by their right."""

    extraordinary: int
    first: int
    preferential: int
    none: int


class QueuePosition(Personal):
    """Where the child stands in one line; 0 of 0 while it stands in none."""

    place: str
    right: QueueRight  # of the child there; "" also where it is not told
    position: int
    total: int
    ahead: QueueAhead | None  # None to who shows the paper alone: from it the right could be guessed


class QueueOffer(Personal):
    """A place that is offered, or was accepted."""

    place: str
    year: int
    state: OfferState
    until: datetime


class QueueMove(Personal):
    """Something that moved the child, naming nobody; `by` places forward, below 0 back."""

    on: date
    place: str
    what: StepKind
    own: bool
    by: int
    right: QueueRight  # of who moved


class QueueApplication(Personal):
    """An application as its parent sees it."""

    number: str  # nine digits
    code: str  # four digits, to look at it without a card
    kind: QueueKind
    state: QueueState
    child: str
    child_name: str  # «Орлова Е. П.»
    wanted_on: date
    year: int
    age: int  # on 1 September of that year; 0 at school
    registered_at: datetime
    positions: tuple[QueuePosition, ...]
    grounds: tuple[QueueGround, ...]
    offer: QueueOffer | None
    moves: tuple[QueueMove, ...]


class QueueApplications(Personal):
    """The newest first."""

    applications: tuple[QueueApplication, ...]
    server_time: datetime


class QueueCodeIn(Personal):
    """The four digits on the paper."""

    code: QueueCode


class QueueLook(Personal):
    """What number and code show without a card: positions, and nothing of whose they are."""

    number: str
    kind: QueueKind
    state: QueueState
    year: int
    age: int
    registered_at: datetime
    positions: tuple[QueuePosition, ...]
    offer: QueueOffer | None
    server_time: datetime


class QueueAnswerIn(Personal):
    """Yes or no to the place that is offered."""

    answer: Literal["accepted", "declined"]


class ChangedQueueApplication(Personal):
    number: str
    state: QueueState


class DeskQueueLine(Personal):
    """A child in the line of a place, as an operator sees it."""

    number: str
    child_name: str
    state: QueueState
    age: int
    year: int
    right: QueueRight
    registered_at: datetime
    claims: tuple[QueueGround, ...]  # that wait for a paper


class DeskQueue(Personal):
    """Everybody who waits at a place, in order, the youngest group first."""

    lines: tuple[DeskQueueLine, ...]


class QueueDecisionIn(Personal):
    """The paper was seen, or is not what was said; `evidence` names it."""

    ground: GroundRef
    place: InstitutionRef | Literal[""] = ""
    decision: Literal["confirmed", "refused"]
    evidence: Annotated[str, Field(min_length=3, max_length=200)]
