"""Reads items, what places have of them, and reservations."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

from sqlalchemy import Connection, RowMapping

from backend.stock.repository import copies, counting, keeping, names
from backend.stock.values import Holding, Item, Reservation

MOST_LISTED: Final = 100
FAR: Final = 10**6  # behind every place whose nearness is known


def item(connection: Connection, item: str) -> Item | None:
    row = names.by_id(connection, item)
    return None if row is None else item_of(row)


def available(connection: Connection, item: str, nearest: Sequence[str]) -> tuple[Holding, ...]:
    """Places where some are free: what can be fetched today first, the nearest first, then the cheapest."""
    rank = {place: number for number, place in enumerate(nearest)}
    found = [_holding_of(row) for row in counting.of_item(connection, item) if row["free"] > 0]
    return tuple(
        sorted(
            found,
            key=lambda each: (
                each.delivery_days,
                rank.get(each.place, FAR),
                each.price_kopecks,
                each.place,
            ),
        )
    )


def offers(connection: Connection, items: Sequence[str]) -> dict[str, tuple[int, int]]:
    """For each item that is free anywhere: at how many places, and from what price in kopecks."""
    found = counting.offers(connection, items) if items else {}
    return {item: (row["places"], row["from_kopecks"]) for item, row in found.items()}


def by_number(connection: Connection, number: str) -> Reservation | None:
    row = keeping.by_number(connection, number)
    return None if row is None else reservation_of(row)


def by_id(connection: Connection, reservation: str) -> Reservation:
    return reservation_of(keeping.by_id(connection, reservation))


def of_persons(connection: Connection, persons: Collection[str]) -> tuple[Reservation, ...]:
    """What stands for them; what ends soonest first."""
    rows = keeping.of_persons(connection, sorted(persons), MOST_LISTED)
    return tuple(reservation_of(row) for row in rows)


def at_place(connection: Connection, place: str) -> tuple[Reservation, ...]:
    """What a pharmacy or library still has to deliver or to hand out, the oldest first."""
    return tuple(reservation_of(row) for row in keeping.at_place(connection, place, MOST_LISTED))


def lent_to(connection: Connection, persons: Collection[str]) -> tuple[Reservation, ...]:
    """Books they have at home; what is due soonest first."""
    return tuple(map(reservation_of, copies.lent_to(connection, sorted(persons), MOST_LISTED)))


def item_of(row: RowMapping) -> Item:
    return Item(
        item=row["item"],
        kind=row["kind"],
        title=row["title"],
        substance=row["substance"],
        author=row["author"],
        details=row["details"],
        prescription=row["prescription"],
        concessionary=row["concessionary"],
    )


def reservation_of(row: RowMapping) -> Reservation:
    return Reservation(
        reservation=row["reservation"],
        number=row["number"],
        item=item_of(row),
        place=row["place"],
        units=row["units"],
        person=row["person"],
        state=row["state"],
        to_pay_kopecks=row["to_pay_kopecks"],
        concession=row["concession"],
        category=row["category"],
        created_at=row["created_at"],
        expires_at=row["expires_at"],
        delivery_days=row["delivery_days"],
        due_on=row.get("due_on"),
    )


def _holding_of(row: RowMapping) -> Holding:
    return Holding(row["place"], row["free"], row["price_kopecks"], row["delivery_days"])
