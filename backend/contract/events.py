"""Events: what is on, and the seats of a hall."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from backend.contract.base import Contract
from backend.contract.bookings import SeatKind

MOST_EVENTS = 60
MOST_DATES = 30  # of one event

Seating = Literal["plan", "free"]  # free: one sits where one likes, seats have no names
AgeMark = Literal[0, 6, 12, 16, 18]  # 436-ФЗ
StageSide = Literal["top", "bottom"]


class EventDate(Contract):
    """One performance, lecture or session that can still be booked."""

    slot: str
    starts_at: datetime
    ends_at: datetime
    room: str
    free: int
    limited: bool  # few are left
    wheelchair_free: int  # places for wheelchairs among them
    from_kopecks: int  # prices without any concession
    to_kopecks: int


class Event(Contract):
    """What is on. Hold seats with `HoldIn`: by number from the plan, or only how many."""

    event: str  # resource
    title: str
    summary: str
    age_mark: AgeMark
    place: str  # Place id of the pack
    floor: str
    entrance: str  # how to get in with a wheelchair
    zone: str  # IANA
    seating: Seating
    per_person: int  # seats in one hold
    level: int  # of identification that booking needs
    concessions: bool  # some pay less; who, a hold with a card tells by its price
    pay_within_minutes: int  # after confirming; 0: free, or paid at the place itself
    dates: tuple[EventDate, ...]  # the soonest first


class Events(Contract):
    """Of the nearest place first, there by the first date."""

    events: tuple[Event, ...]
    server_time: datetime


class PlanZone(Contract):
    """Seats of one price."""

    zone: str  # "a", "b", …
    title: str  # «Партер»
    price_kopecks: int


class PlanSeat(Contract):
    """`seat` goes into `HoldIn.chosen`. Column and line are a grid; an aisle is an empty cell."""

    seat: int
    place: str
    column: int  # from 0, as seen with the stage at `SeatPlan.stage`
    kind: SeatKind
    zone: str
    free: bool
    beside: int = 0  # of a companion's seat: the wheelchair place it belongs to


class PlanRow(Contract):
    """Rows lie on lines: a line without row is a passage."""

    row: str  # «3»
    line: int  # from 0
    seats: tuple[PlanSeat, ...]


class SeatPlan(Contract):
    """A hall as it stands now for one date."""

    slot: str
    event_title: str = ""
    place: str = ""  # Place id of the pack
    starts_at: datetime | None = None
    time_zone: str = "UTC"  # IANA
    per_person: int = 1  # seats in one hold
    title: str  # of the hall
    stage: StageSide
    columns: int
    lines: int
    zones: tuple[PlanZone, ...]
    rows: tuple[PlanRow, ...]
    server_time: datetime
