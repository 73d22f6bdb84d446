"""What goes into and out of the services of stock."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from secrets import randbelow
from typing import Literal
from uuid import uuid4

from sqlalchemy import Connection

from backend.bookings.numbers import with_check_digit
from backend.errors import Refused
from backend.stock.concessions import NO_CONCESSION, Concession

ItemKind = Literal["medicine", "book"]
State = Literal["reserved", "delivered", "collected", "expired", "cancelled"]
NUMBER_DIGITS = 6  # and a check digit: one less than a booking has, so that a desk sees what it is
SPARE_NUMBERS = 16  # six digits fill up within a year


@dataclass(frozen=True, slots=True)
class Item:
    """A medicine in one form and strength, or an edition of a book."""

    item: str
    kind: ItemKind
    title: str  # a medicine's trade name
    substance: str = ""
    author: str = ""
    details: str = ""  # «таблетки 500 мг, 20 шт.»
    prescription: bool = False
    concessionary: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """Items, the likeliest first; `understood` is how the query was read, where not as it was typed."""

    items: tuple[Item, ...]
    understood: str = ""


@dataclass(frozen=True, slots=True)
class Holding:
    """What one place has of an item."""

    place: str
    free: int
    price_kopecks: int
    delivery_days: int  # 0: on the shelf


@dataclass(frozen=True, slots=True)
class Asking:
    """Who asks, known how well, and when."""

    actor: str  # "kiosk:…", "operator:…"
    level: int
    now: datetime


@dataclass(frozen=True, slots=True)
class Wish:
    """Units of an item at a place, for a person; `concession` is what lowers the price for them."""

    item: str
    place: str
    person: str = field(repr=False)
    units: int = 1
    concession: Concession = field(default=NO_CONCESSION, repr=False)


@dataclass(frozen=True, slots=True)
class Fresh:
    """Random values, drawn outside the transaction, which may be run again."""

    reservation: str
    numbers: tuple[str, ...]  # the first that no standing reservation has is taken


def draw() -> Fresh:
    drawn = (f"{randbelow(10**NUMBER_DIGITS):0{NUMBER_DIGITS}d}" for _ in range(SPARE_NUMBERS))
    return Fresh(str(uuid4()), tuple(dict.fromkeys(with_check_digit(digits) for digits in drawn)))


@dataclass(frozen=True, slots=True)
class Reservation:
    """A reservation as it stands."""

    reservation: str
    number: str
    item: Item
    place: str
    units: int
    person: str = field(repr=False)
    state: State
    to_pay_kopecks: int
    concession: str = field(repr=False)
    category: str = field(repr=False)
    created_at: datetime
    expires_at: datetime
    delivery_days: int
    due_on: date | None = None  # of a book that its reader has


@dataclass(frozen=True, slots=True)
class Alert:
    """Somebody waits for an item; `place` has it since `found_at`."""

    person: str = field(repr=False)
    item: Item
    near: str  # Place id: in whose town; "" anywhere
    since: datetime
    found_at: datetime | None = None
    place: str = ""


class StockGone(Refused):
    """Not so many are left there; `alternatives` are places that have them, the nearest first."""

    def __init__(self, item: Item, alternatives: tuple[Holding, ...]) -> None:
        super().__init__("stock-gone")
        self.item = item
        self.alternatives = alternatives


Tell = Callable[[Connection, Reservation], None]
TellAvailable = Callable[[Connection, Alert], None]


def tell_nobody(connection: Connection, reservation: Reservation) -> None:
    """For callers whose news nobody waits for."""


def tell_nobody_of_alerts(connection: Connection, alert: Alert) -> None:
    """The same, of what can be had again."""
