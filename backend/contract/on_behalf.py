"""What an operator does for whoever calls: everything that is kept for them, what is free, what is taken."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from backend.contract.base import Contract, Personal
from backend.contract.bookings import (
    BookableResource,
    BookingRef,
    FreeDay,
    FreeSlot,
    Hold,
    ResourceKind,
    Tickets,
)
from backend.contract.desk import DeskBooking
from backend.contract.people import Relation
from backend.contract.queues import QueueApplication
from backend.contract.requests import Id, PersonRef
from backend.contract.stock import MOST_UNITS, ItemRef, PlaceRef, StockReservation
from backend.contract.waiting import WaitingEntry

HoldState = Literal["held", "confirmed", "over"]


class DeskKept(Personal):
    """Everything booked, reserved and waited for by one person and by whom they act for.

    Grounds of a queue and of a price are told where categories may be said; else they are empty.
    """

    person: str
    represented: tuple[Relation, ...]
    bookings: tuple[DeskBooking, ...]  # the nearest first
    reservations: tuple[StockReservation, ...]  # what ends soonest first, then books that are lent
    applications: tuple[QueueApplication, ...]
    waiting: tuple[WaitingEntry, ...]
    server_time: datetime


class OpeningPlace(Contract):
    """A place that has the speciality."""

    place: str  # Place id of the pack
    free: int  # seats; of each doctor only the soonest are counted
    first_at: datetime | None


class DeskOpenings(Contract):
    """Of one speciality at one place: who receives, on which days, and the times of one day."""

    kind: ResourceKind
    speciality: str
    title: str  # in the provider's words; "" where nobody has it
    place: str  # where all of this is: the one asked for, or the nearest that has anything free
    zone: str  # IANA
    places: tuple[OpeningPlace, ...]  # the nearest first
    resources: tuple[BookableResource, ...]  # who receives at the place
    days: tuple[FreeDay, ...]  # at most 60 days ahead
    day: date | None  # of the slots: the one asked for, or the first that has any
    slots: tuple[FreeSlot, ...]  # by time
    server_time: datetime


class DeskHeld(Personal):
    """A hold of the operator's own: still to be confirmed, or what has become of it."""

    state: HoldState
    person: str
    beneficiary_name: str  # «Пётр И.»
    hold: Hold | None  # without its token: who placed it needs none
    tickets: Tickets | None


class DeskWaitIn(Personal):
    """`person` "" is whom the contact is about."""

    resource: BookingRef | Literal[""] = ""
    speciality: Id | Literal[""] = ""
    place: Id | Literal[""] = ""
    person: PersonRef | Literal[""] = ""

    @model_validator(mode="after")
    def _one_of_both(self) -> Self:
        if bool(self.resource) == bool(self.speciality and self.place):
            raise ValueError("either a resource, or a speciality and a place")
        return self


class DeskReservationIn(Personal):
    """A medicine or a book for somebody; `person` "" is whom the contact is about."""

    item: ItemRef
    place: PlaceRef
    units: Annotated[int, Field(ge=1, le=MOST_UNITS)] = 1
    person: PersonRef | Literal[""] = ""
