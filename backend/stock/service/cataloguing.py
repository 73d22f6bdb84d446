"""Enters items with what they are found by, and what each place has of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, astuple

from sqlalchemy import Connection

from backend.errors import Refused
from backend.misspelling import fragments_of, searched_words
from backend.stock.repository import counting, names
from backend.stock.values import Item


def put_item(connection: Connection, item: Item) -> None:
    """Enter an item, or correct it."""
    words = words_of_item(item)
    names.put(connection, asdict(item), words)
    for word in words:
        names.put_fragments(connection, item.kind, word, fragments_of(word))


def enter_catalogue(connection: Connection, new: Sequence[Item]) -> None:
    """Enter many at once where there are none yet: the same rows as one after another."""
    words = [(word, each.item, each.kind) for each in new for word in sorted(words_of_item(each))]
    known = sorted({(kind, word) for word, _, kind in words})
    fragments = [(kind, piece, word) for kind, word in known for piece in sorted(fragments_of(word))]
    names.enter_all(connection, [astuple(each) for each in new], words, fragments)


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


def receive(
    connection: Connection, item: str, place: str, units: int, price_kopecks: int | None = None
) -> None:
    """So many more have come to a place; `item-unknown`. What is reserved there stays as it is."""
    if names.by_id(connection, item) is None:
        raise Refused("item-unknown")
    if not counting.add(connection, item, place, units):
        put_holding(connection, item, place, units=units, price_kopecks=price_kopecks or 0)
    elif price_kopecks is not None:
        counting.set_price(connection, item, place, price_kopecks)
