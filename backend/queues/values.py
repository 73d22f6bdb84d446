"""What goes into and out of the services of queues."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from secrets import randbelow
from typing import Final, Literal
from uuid import uuid4

from sqlalchemy import Connection

from backend.bookings.numbers import with_check_digit
from content.enrolment import RIGHTS

Kind = Literal["kindergarten", "school"]
State = Literal["waiting", "offered", "enrolled", "withdrawn"]
GroundState = Literal["recorded", "claimed", "confirmed", "refused", "lapsed"]
OfferState = Literal["open", "accepted", "declined", "lapsed"]
What = Literal["registered", "right", "offered", "accepted", "declined", "lapsed", "withdrawn"]

NO_RIGHT: Final = len(RIGHTS)  # the priority of who has none
MOST_WISHES: Final = 3
NUMBER_DIGITS: Final = 8  # and a check digit: one more than a booking has, so that a desk sees what it is
SPARE_NUMBERS: Final = 6
COUNTING: Final = frozenset({"recorded", "confirmed"})  # states in which a ground raises a child


def priority_of(right: str) -> int:
    """0 for внеочередное, then on; `NO_RIGHT` for "" or what is no right."""
    return RIGHTS.index(right) if right in RIGHTS else NO_RIGHT


def right_of(priority: int) -> str:
    """The right's name in content; "" for none."""
    return RIGHTS[priority] if priority < NO_RIGHT else ""


@dataclass(frozen=True, slots=True)
class Asking:
    """Who asks, and when."""

    actor: str  # "kiosk:…", "operator:…", "command:…"
    now: datetime


@dataclass(frozen=True, slots=True)
class Ground:
    """A reason to come before others; `place` "" counts everywhere."""

    ground: str
    priority: int
    state: GroundState
    place: str = ""
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class NewApplication:
    """A child to be registered; the caller has looked at age, places and rights."""

    kind: Kind
    child: str = field(repr=False)
    applicant: str = field(repr=False)
    cohort: int
    wanted_on: date
    wanted_year: int
    wishes: tuple[str, ...]
    grounds: tuple[Ground, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Fresh:
    """Random values, drawn outside the transaction, which may be run again."""

    application: str
    numbers: tuple[str, ...]  # the first that no application has is taken


def draw() -> Fresh:
    drawn = (f"{randbelow(10**NUMBER_DIGITS):0{NUMBER_DIGITS}d}" for _ in range(SPARE_NUMBERS))
    return Fresh(str(uuid4()), tuple(dict.fromkeys(with_check_digit(digits) for digits in drawn)))


@dataclass(frozen=True, slots=True)
class Application:
    """An application as it stands."""

    application: str
    number: str
    kind: Kind
    child: str = field(repr=False)
    applicant: str = field(repr=False)
    cohort: int
    wanted_on: date
    wanted_year: int
    state: State
    registered_at: datetime


@dataclass(frozen=True, slots=True)
class Position:
    """Where a child stands in one line."""

    rank: int
    place: str
    priority: int
    position: int  # 1 is the next
    total: int
    ahead: tuple[int, ...]  # how many before it have each right, the strongest first, none last


@dataclass(frozen=True, slots=True)
class Move:
    """Something that changed a child's position; nobody is named."""

    on: date
    place: str
    what: What
    own: bool
    by: int  # how many places forward; less than 0: back
    priority: int  # of who moved


@dataclass(frozen=True, slots=True)
class Offer:
    """A place that was offered."""

    offer: str
    place: str
    year: int
    state: OfferState
    made_at: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class Standing:
    """All that is told of an application: positions while it waits, the offer while one is open."""

    application: Application
    positions: tuple[Position, ...]
    grounds: tuple[Ground, ...] = field(repr=False)
    offers: tuple[Offer, ...] = ()
    moves: tuple[Move, ...] = ()


@dataclass(frozen=True, slots=True)
class Vacancy:
    """Free places of one group, from one 1 September on."""

    kind: Kind
    place: str
    cohort: int
    year: int
    units: int


@dataclass(frozen=True, slots=True)
class MadeOffer:
    """An offer together with whose it is: for the message and the list."""

    application: Application
    offer: Offer


Tell = Callable[[Connection, MadeOffer], None]


def tell_nobody(connection: Connection, made: MadeOffer) -> None:
    """For callers whose news nobody waits for."""
