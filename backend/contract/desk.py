"""Bookings at a desk: what operators may do with them, and what they see."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from backend.contract.base import Contract, Personal
from backend.contract.bookings import MOST_SEATS, BookingRef, OwnBooking, Reason
from backend.contract.requests import Id, PersonRef


class DeskHoldIn(Personal):
    """An operator's hold for somebody; a `reason` sets the resource's rules aside and is kept.

    `person` "" is whom the contact is about.
    """

    slot: BookingRef
    person: PersonRef | Literal[""] = ""
    seats: Annotated[int, Field(ge=1, le=MOST_SEATS)] = 1
    category: Id | Literal[""] = ""
    chosen: Annotated[tuple[Annotated[int, Field(ge=1)], ...], Field(max_length=MOST_SEATS)] = ()
    wheelchair: bool = False
    reason: Reason = ""


class DeskChangeIn(Contract):
    """Why an operator cancels, or says that nobody came."""

    reason: Annotated[str, Field(min_length=1, max_length=300)]


class DeskMoveIn(Contract):
    slot: BookingRef
    reason: Annotated[str, Field(min_length=1, max_length=300)]


class DeskBooking(Personal):
    """A booking as a desk works on it."""

    booking: OwnBooking
    person: str  # "" as long as nobody showed who they are
    booked_by: str
    channel: str
    level: int
    created_at: datetime
    unproven: bool  # made without a card: ask for passport and policy


class DeskBookings(Personal):
    bookings: tuple[DeskBooking, ...]
    server_time: datetime
