"""Enters items with what they are found by, and what each place has of them."""

from __future__ import annotations

from dataclasses import asdict

from sqlalchemy import Connection

from backend.errors import Refused
from backend.stock.misspelling import fragments_of, searched_words
from backend.stock.repository import counting, names
from backend.stock.values import Item


def put_item(connection: Connection, item: Item) -> None:
    """Enter an item, or correct it."""
    words = words_of_item(item)
    names.put(connection, asdict(item), words)
    for word in words:
        names.put_fragments(connection, item.kind, word, fragments_of(word))


def words_of_item(item: Item) -> frozenset[str]:
    """What it is found by."""
    return searched_words(item.title) | searched_words(item.substance) | searched_words(item.author)


def put_holding(
    connection: Connection, item: str, place: str, *, units: int, price_kopecks: int, delivery_days: int = 0
) -> None:
    """Set what a place has; `stock-promised` if more is reserved than would be left."""
    row = {
        "item": item,
        "place": place,
        "units": units,
        "price_kopecks": price_kopecks,
        "delivery_days": delivery_days,
    }
    if names.by_id(connection, item) is None:
        raise Refused("item-unknown")
    if not counting.put(connection, row):
        raise Refused("stock-promised")
