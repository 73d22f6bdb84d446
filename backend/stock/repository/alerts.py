"""Statements over who waits for an item, built once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, String, bindparam, delete, func, select, tuple_, update

from backend.database.upsert import insert_or_update
from backend.stock.tables import holdings, items, stock_alerts

_WHOLE = select(
    stock_alerts,
    items.c.kind,
    items.c.title,
    items.c.substance,
    items.c.author,
    items.c.details,
    items.c.prescription,
    items.c.concessionary,
).select_from(stock_alerts.join(items, items.c.item == stock_alerts.c.item))
_HERE = (stock_alerts.c.person == bindparam("of_person"), stock_alerts.c.item == bindparam("of_item"))
_IS_FREE = (
    select(holdings.c.item)
    .where(holdings.c.item == stock_alerts.c.item, holdings.c.units > holdings.c.taken)
    .exists()
)
_KEY = (stock_alerts.c.person, stock_alerts.c.item)
_FULFILLABLE = (
    _WHOLE.where(
        stock_alerts.c.found_at.is_(None),
        _IS_FREE,
        tuple_(*_KEY) > tuple_(bindparam("last_person", type_=String), bindparam("last_item", type_=String)),
    )
    .order_by(*_KEY)
    .limit(bindparam("most"))
)
_OF_PERSON = _WHOLE.where(stock_alerts.c.person == bindparam("of_person")).order_by(stock_alerts.c.since)
_OTHERS = (
    select(func.count())
    .select_from(stock_alerts)
    .where(
        stock_alerts.c.person == bindparam("of_person"),
        stock_alerts.c.item != bindparam("of_item"),
        stock_alerts.c.found_at.is_(None),
    )
)
_FOUND = (
    update(stock_alerts)
    .where(*_HERE, stock_alerts.c.found_at.is_(None))
    .values(found_at=bindparam("now"), place=bindparam("at_place"))
)
_DROP = delete(stock_alerts).where(*_HERE)
_PURGE = delete(stock_alerts).where(stock_alerts.c.found_at < bindparam("before"))


def put(connection: Connection, row: Mapping[str, Any]) -> None:
    """Wait for it, from now on."""
    insert_or_update(connection, stock_alerts, {**row, "found_at": None, "place": ""})


def others_open(connection: Connection, person: str, item: str) -> int:
    """How many other things this person waits for."""
    asked = {"of_person": person, "of_item": item}
    return int(connection.execute(_OTHERS, asked).scalar_one())


def of_person(connection: Connection, person: str) -> list[RowMapping]:
    """What they wait for, the longest first; what has been found stands among them for a while."""
    return list(connection.execute(_OF_PERSON, {"of_person": person}).mappings())


def fulfillable(connection: Connection, after: Sequence[str], most: int) -> list[RowMapping]:
    """Who waits for what is free somewhere, from the key `after` on."""
    asked = {"last_person": after[0], "last_item": after[1], "most": most}
    return list(connection.execute(_FULFILLABLE, asked).mappings())


def found(connection: Connection, person: str, item: str, place: str, now: datetime) -> bool:
    """Whether it was waited for until now."""
    asked = {"of_person": person, "of_item": item, "at_place": place, "now": now}
    return connection.execute(_FOUND, asked).rowcount == 1


def drop(connection: Connection, person: str, item: str) -> None:
    connection.execute(_DROP, {"of_person": person, "of_item": item})


def purge(connection: Connection, before: datetime) -> None:
    """Forget what was found long ago."""
    connection.execute(_PURGE, {"before": before})
