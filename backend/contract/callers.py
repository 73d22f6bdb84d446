"""The caller in a contact: candidates of the number, how sure it is who speaks, the person's file."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from backend.contract.base import Personal
from backend.contract.contacts import SpeakerRelation
from backend.contract.identification import DeskPerson
from backend.contract.matches import PossibleMeasure
from backend.contract.person_search import Candidate, Candidates

FilePart = Literal[
    "name", "address", "entitlements", "possible", "categories", "documents", "cards", "represented",
    "bookings", "requests",
]  # fmt: skip
"""What an operator asks to see of a person; each part is a look of its own."""


class CallerPage(Personal):
    """Who may be speaking; candidates only while nobody was chosen, or if they are asked for."""

    contact: str
    candidates: Candidates
    has_number: bool  # the contact's own
    person: Candidate | None
    speaker: Candidate | None
    relation: SpeakerRelation
    ground: str
    anonymous: bool
    acts_by_register: bool  # the register lets the speaker act for the person; true for oneself
    can_ring_back: bool  # a number of the speaker's stands in the register
    locked_until: datetime | None  # after wrong answers; whose they were is not told
    is_over: bool  # nothing can be shown any more in this contact
    server_time: datetime


class ShortBooking(Personal):
    """A visit that is still to come."""

    number: str
    state: str
    title: str
    place: str  # Place id of the pack
    starts_at: datetime
    zone: str


class ShortRequest(Personal):
    number: str
    state: str
    filed_at: datetime
    decide_by: date | None
    measures: tuple[str, ...]


class DeskFile(Personal):
    """The parts that were asked for and may be said; others are empty, and were not looked at."""

    contact: str
    shown: tuple[FilePart, ...]
    person: DeskPerson
    possible: tuple[PossibleMeasure, ...]
    bookings: tuple[ShortBooking, ...]
    requests: tuple[ShortRequest, ...]
    today: date
