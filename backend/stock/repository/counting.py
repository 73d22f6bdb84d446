"""Statements over holdings: what is free, taken, given back, and handed out; built once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, RowMapping, bindparam, func, insert, select, update

from backend.stock.tables import holdings

_FREE = (holdings.c.units - holdings.c.taken).label("free")
_OF_ITEM = (
    select(holdings.c.place, _FREE, holdings.c.price_kopecks, holdings.c.delivery_days)
    .where(holdings.c.item == bindparam("of_item"))
    .order_by(holdings.c.place)
)
_ONE = select(holdings).where(
    holdings.c.item == bindparam("of_item"), holdings.c.place == bindparam("of_place")
)
_OFFERS = (
    select(
        holdings.c.item,
        func.count().label("places"),
        func.min(holdings.c.price_kopecks).label("from_kopecks"),
    )
    .where(holdings.c.item.in_(bindparam("of_items", expanding=True)), holdings.c.units > holdings.c.taken)
    .group_by(holdings.c.item)
)
_HERE = (holdings.c.item == bindparam("of_item"), holdings.c.place == bindparam("of_place"))
_TAKE = (
    update(holdings)
    .where(*_HERE, holdings.c.taken + bindparam("wanted") <= holdings.c.units)
    .values(taken=holdings.c.taken + bindparam("wanted"))
)
_GIVE_BACK = update(holdings).where(*_HERE).values(taken=holdings.c.taken - bindparam("given"))
_HAND_OUT = (
    update(holdings)
    .where(*_HERE)
    .values(taken=holdings.c.taken - bindparam("given"), units=holdings.c.units - bindparam("given"))
)
_ADD = update(holdings).where(*_HERE).values(units=holdings.c.units + bindparam("more"), delivery_days=0)
_PRICE = update(holdings).where(*_HERE).values(price_kopecks=bindparam("new_price"))
_CORRECT = (
    update(holdings)
    .where(*_HERE, holdings.c.taken <= bindparam("new_units"))
    .values(
        units=bindparam("new_units"),
        price_kopecks=bindparam("new_price"),
        delivery_days=bindparam("new_days"),
    )
)


def of_item(connection: Connection, item: str) -> list[RowMapping]:
    """Each place's holding, whether anything is free or not."""
    return list(connection.execute(_OF_ITEM, {"of_item": item}).mappings())


def one(connection: Connection, item: str, place: str) -> RowMapping | None:
    return connection.execute(_ONE, {"of_item": item, "of_place": place}).mappings().one_or_none()


def offers(connection: Connection, items: Sequence[str]) -> dict[str, RowMapping]:
    """For each item that is free anywhere: at how many places, and the lowest price."""
    found = connection.execute(_OFFERS, {"of_items": list(items)}).mappings()
    return {row["item"]: row for row in found}


def take(connection: Connection, item: str, place: str, wanted: int) -> bool:
    """Whether so many were free and are taken now: asked and counted in one statement."""
    asked = {"of_item": item, "of_place": place, "wanted": wanted}
    return connection.execute(_TAKE, asked).rowcount == 1


def give_back(connection: Connection, item: str, place: str, given: int) -> None:
    """What was taken is free again."""
    connection.execute(_GIVE_BACK, {"of_item": item, "of_place": place, "given": given})


def hand_out(connection: Connection, item: str, place: str, given: int) -> None:
    """What was taken has left the place."""
    connection.execute(_HAND_OUT, {"of_item": item, "of_place": place, "given": given})


def add(connection: Connection, item: str, place: str, more: int) -> bool:
    """Whether the place keeps such things; what has come lies on the shelf."""
    return connection.execute(_ADD, {"of_item": item, "of_place": place, "more": more}).rowcount == 1


def set_price(connection: Connection, item: str, place: str, kopecks: int) -> None:
    connection.execute(_PRICE, {"of_item": item, "of_place": place, "new_price": kopecks})


def put(connection: Connection, row: Mapping[str, Any]) -> bool:
    """Enter or correct a holding; False if more is reserved of it than it would have."""
    if one(connection, row["item"], row["place"]) is None:
        connection.execute(insert(holdings), {"taken": 0, **row})
        return True
    asked = {
        "of_item": row["item"],
        "of_place": row["place"],
        "new_units": row["units"],
        "new_price": row["price_kopecks"],
        "new_days": row["delivery_days"],
    }
    return connection.execute(_CORRECT, asked).rowcount == 1
