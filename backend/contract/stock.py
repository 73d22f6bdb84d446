"""Stock: medicines and books to search for, what places have of them, and reservations."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import Field, TypeAdapter, ValidationError

from backend.contract.base import Contract, Personal
from backend.contract.problems import Problem
from backend.contract.requests import PersonRef

MOST_UNITS = 3
MOST_DELIVERED = 200  # lines of one delivery

ItemKind = Literal["medicine", "book"]
ReservationState = Literal["reserved", "delivered", "collected", "expired", "cancelled"]
ItemRef = Annotated[str, Field(pattern=r"^[0-9a-z-]{1,40}$")]
PlaceRef = Annotated[str, Field(pattern=r"^[a-z0-9-]{1,80}$")]
ReservationNumber = Annotated[str, Field(pattern=r"^[0-9]{7}$")]
ReservationCode = Annotated[str, Field(pattern=r"^[0-9]{4}$")]


class StockItem(Contract):
    """A medicine in one form and strength, or an edition of a book."""

    item: str
    kind: ItemKind
    title: str  # a medicine's trade name
    substance: str  # of a medicine
    author: str  # of a book
    details: str  # «таблетки 500 мг, 20 шт.», «288 страниц»
    prescription: bool
    concessionary: bool  # on the list of what some get free or at half price


class FoundItem(Contract):
    """An item with where it can be had at all."""

    item: StockItem
    places: int  # where some are free
    from_kopecks: int | None  # None: nowhere


class FoundItems(Contract):
    """The likeliest first; `understood` is how the words were read, "" as they were typed."""

    items: tuple[FoundItem, ...]
    understood: str


class StockHolding(Contract):
    """What one place has of an item."""

    place: str  # Place id of the pack
    free: int
    price_kopecks: int
    to_pay_kopecks: int  # by this person, where it is known what they are entitled to
    delivery_days: int  # 0: on the shelf
    kept_until: datetime  # if it were reserved now


class ItemConcession(Personal):
    """Why somebody pays less; told to the holder only, after the PIN."""

    concession: str  # id in the pack
    category: str  # BenefitCategory id of the pack
    discount_percent: int


class ItemHoldings(Personal):
    """Places that have it: what can be fetched today first, the nearest first."""

    item: StockItem
    holdings: tuple[StockHolding, ...]
    concession: ItemConcession | None  # None also below level 2, where nothing is told of a person
    server_time: datetime


class ReservationIn(Personal):
    """For the holder of the card, or at level 2 for somebody the holder acts for."""

    item: ItemRef
    place: PlaceRef
    units: Annotated[int, Field(ge=1, le=MOST_UNITS)] = 1
    beneficiary: PersonRef | None = None


class StockReservation(Personal):
    """What is kept for somebody. Below level 2 the price is the shelf's and no concession is named."""

    number: str  # seven digits
    code: str  # four digits, to cancel it without a card
    state: ReservationState
    item: StockItem
    place: str
    place_title: str
    address: str
    units: int
    to_pay_kopecks: int
    concession: ItemConcession | None
    created_at: datetime
    expected_at: datetime  # when it should be there; the past for what lies on the shelf
    expires_at: datetime  # until when it is kept
    name_short: str  # «Иванова М. П.»
    qr: str  # `okno:t1:<number>:<signature>`, as a ticket's; seven digits, where a ticket has eight
    loan_days: int  # how long a book may stay with its reader; 0 for a medicine
    due_on: date | None  # of a book that its reader has


class StockAlertIn(Contract):
    """`near`: a place of the pack, in whose town the thing is wanted; "" anywhere."""

    near: Annotated[str, Field(pattern=r"^[a-z0-9-]{0,80}$")] = ""


class StockAlertState(Personal):
    item: str
    waiting: bool


class StockAlert(Personal):
    """Something its holder wants to be told of; `found_at` since it can be had at `place`."""

    item: StockItem
    since: datetime
    found_at: datetime | None
    place: str
    place_title: str


class OwnReservations(Personal):
    reservations: tuple[StockReservation, ...]  # what ends soonest first, then books that are lent
    alerts: tuple[StockAlert, ...]
    server_time: datetime


class CancelReservationIn(Personal):
    """`code` from the paper where no holder's session is open."""

    code: ReservationCode | Literal[""] = ""


class ChangedReservation(Personal):
    number: str
    state: ReservationState
    due_on: date | None = None  # of a book that is lent now


class DeskReservation(Personal):
    """A reservation as a pharmacy or a library sees it."""

    number: str
    state: ReservationState
    item: StockItem
    units: int
    to_pay_kopecks: int
    name_short: str  # «Иванова М. П.»
    created_at: datetime
    expires_at: datetime


class DeskReservations(Personal):
    """Everything still to be delivered or handed out at a place, the oldest first."""

    reservations: tuple[DeskReservation, ...]


class ReservationCheckIn(Contract):
    """What the scanner of a pharmacy's or a library's desk read from a slip."""

    qr: Annotated[str, Field(pattern=r"^okno:t1:[0-9]{7}:[A-Za-z0-9_-]{86}$")]


class ReservationStepIn(Contract):
    """What a desk did with it."""

    step: Literal["delivered", "collected", "cancelled", "returned"]  # the last only of a book
    reason: Annotated[str, Field(max_length=300)] = ""


class DeliveredIn(Contract):
    """A line of a delivery; without a price the old one holds."""

    item: ItemRef
    units: Annotated[int, Field(ge=1, le=10_000)]
    price_kopecks: Annotated[int, Field(ge=0, le=100_000_000)] | None = None


class DeliveryIn(Contract):
    """What has come to a place: all of it is entered, or nothing."""

    place: PlaceRef
    lines: Annotated[tuple[DeliveredIn, ...], Field(min_length=1, max_length=MOST_DELIVERED)]


class DeliveryTaken(Contract):
    place: str
    lines: int


_HOLDINGS = TypeAdapter(tuple[StockHolding, ...])


def places_that_have(problem: Problem | None) -> tuple[StockHolding, ...]:
    """The places that a `stock-gone` names; none where it names none."""
    told = None if problem is None else (problem.model_extra or {}).get("alternatives")
    try:
        return _HOLDINGS.validate_json(json.dumps(told))
    except ValidationError:
        return ()
