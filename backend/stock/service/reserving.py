"""Reserves units at a place: counted and taken in one statement, with a CHECK behind it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection, RowMapping

from backend.errors import Refused
from backend.stock.repository import copies, counting, keeping, names
from backend.stock.service import ending, looking
from backend.stock.values import Asking, Fresh, Holding, Item, ItemKind, Reservation, StockGone, Wish

MOST_STANDING: Final = 5  # reservations of one person at once
MOST_UNITS: Final[dict[ItemKind, int]] = {"medicine": 3, "book": 1}
KEPT: Final[dict[ItemKind, timedelta]] = {"medicine": timedelta(days=3), "book": timedelta(days=5)}
MOST_ALTERNATIVES: Final = 3


def reserve(
    connection: Connection, asking: Asking, wish: Wish, fresh: Fresh, nearest: Sequence[str] = ()
) -> Reservation:
    """Keep units for a person until they are fetched or their term is over; raises `Refused`.

    `item-unknown`, `stock-limit`, `reservations-many`, `copy-limit`; `stock-gone` is a `StockGone` with the
    places that have enough, in the order of `nearest`.
    """
    row = names.by_id(connection, wish.item)
    if row is None:
        raise Refused("item-unknown")
    item = looking.item_of(row)
    if wish.units > MOST_UNITS[item.kind]:
        raise Refused("stock-limit")
    ending.expire_here(connection, item.item, wish.place, asking.now)
    if not counting.take(connection, item.item, wish.place, wish.units):
        raise StockGone(item, _alternatives(connection, wish, nearest))
    holding = counting.one(connection, item.item, wish.place)
    assert holding is not None
    _enter(connection, asking, wish, fresh, (item, holding))
    keeping.add_event(connection, fresh.reservation, asking.now, asking.actor, "reserved")
    return looking.by_id(connection, fresh.reservation)


def deliver(connection: Connection, asking: Asking, number: str) -> Reservation:
    """The place has it ready; once more is no error. From now on it is kept for its term.

    The caller tells the person. `reservation-unknown`, `reservation-ended`.
    """
    standing = ending.standing(connection, number, "delivered")
    if standing.state == "delivered":
        return standing
    until = asking.now + KEPT[standing.item.kind]
    if not keeping.deliver(connection, standing.reservation, asking.now, until):
        raise Refused("reservation-ended")
    keeping.add_event(connection, standing.reservation, asking.now, asking.actor, "delivered")
    return looking.by_id(connection, standing.reservation)


def kept_until(item: Item, delivery_days: int, now: datetime) -> datetime:
    """How long a reservation stands that is not delivered: the place may not have got it at all."""
    return now + timedelta(days=delivery_days) + KEPT[item.kind]


def _enter(
    connection: Connection, asking: Asking, wish: Wish, fresh: Fresh, found: tuple[Item, RowMapping]
) -> None:
    item, holding = found
    taken = keeping.taken_numbers(connection, fresh.numbers)
    number = next((each for each in fresh.numbers if each not in taken), None)
    if number is None:
        raise Refused("database-busy")  # the next try draws others
    price = holding["price_kopecks"] * wish.units
    applies = item.concessionary and wish.concession.discount_percent > 0
    row = {
        "reservation": fresh.reservation,
        "number": number,
        "item": item.item,
        "place": wish.place,
        "units": wish.units,
        "person": wish.person,
        "turn": _turn(connection, wish.person, asking.now),
        "booked_by": asking.actor,
        "level": asking.level,
        "state": "reserved",
        "to_pay_kopecks": wish.concession.of(price) if applies else price,
        "concession": wish.concession.id if applies else "",
        "category": wish.concession.category if applies else "",
        "created_at": asking.now,
        "expires_at": kept_until(item, holding["delivery_days"], asking.now),
    }
    if not keeping.enter(connection, row):
        raise Refused("database-busy")
    if item.kind == "book" and not copies.claim(connection, wish.person, item.item, fresh.reservation):
        raise Refused("copy-limit")


def _turn(connection: Connection, person: str, now: datetime) -> int:
    """The first place that is free among what may stand for one person; the unique index decides a race."""
    for number in (1, 2):
        standing = keeping.turns(connection, person)
        free = next((turn for turn in range(1, MOST_STANDING + 1) if turn not in standing), None)
        if free is not None:
            return free
        if number == 1:
            ending.expire_of(connection, person, now)
    raise Refused("reservations-many")


def _alternatives(connection: Connection, wish: Wish, nearest: Sequence[str]) -> tuple[Holding, ...]:
    found = looking.available(connection, wish.item, nearest)
    enough = [each for each in found if each.free >= wish.units and each.place != wish.place]
    return tuple(enough[:MOST_ALTERNATIVES])
