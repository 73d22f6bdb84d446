"""The waiting list: whoever is told when a seat comes free, and what is kept for them."""

from __future__ import annotations

from datetime import datetime
from typing import Literal, Self

from pydantic import model_validator

from backend.contract.base import Personal
from backend.contract.bookings import BookingRef, FreeSlot
from backend.contract.requests import Id, PersonRef


class WaitIn(Personal):
    """To be told when a seat comes free: with one resource, or with anybody of a speciality at a place."""

    resource: BookingRef | Literal[""] = ""
    speciality: Id | Literal[""] = ""
    place: Id | Literal[""] = ""
    beneficiary: PersonRef | None = None  # somebody the holder acts for, level 2; None: the holder

    @model_validator(mode="after")
    def _one_of_both(self) -> Self:
        if bool(self.resource) == bool(self.speciality and self.place):
            raise ValueError("either a resource, or a speciality and a place")
        return self


class WaitingEntry(Personal):
    """A place in the line; `offer` is a seat kept for this person until `offer_until`."""

    entry: str
    beneficiary: str
    resource: str
    speciality: str
    place: str
    since: datetime
    offer: FreeSlot | None
    offer_until: datetime | None


class WaitingEntries(Personal):
    """At level 1 only how many seats are offered; at level 2 which."""

    offers: int
    entries: tuple[WaitingEntry, ...]
    server_time: datetime
