"""Stores a catalogue and what places have: what the file says replaces what was there."""

from __future__ import annotations

from sqlalchemy import Connection

from backend.bad_line import BadLine
from backend.errors import Refused
from backend.stock.goods_file import GoodsFile
from backend.stock.repository import names
from backend.stock.service import cataloguing


def known_items(connection: Connection) -> dict[str, str]:
    """The kind of each stored item."""
    return names.kinds(connection)


def store(connection: Connection, goods: GoodsFile) -> list[BadLine]:
    """Every line that promises fewer units than are reserved there; with one of them nothing may be kept."""
    for item in goods.items:
        cataloguing.put_item(connection, item)
    bad: list[BadLine] = []
    for number, line in zip(goods.numbers, goods.holdings, strict=True):
        try:
            cataloguing.put_holding(
                connection,
                line.item,
                line.place,
                units=line.units,
                price_kopecks=line.price,
                delivery_days=line.delivery_days,
            )
        except Refused:
            bad.append(BadLine(number, "units: more than that is reserved there (stock-promised)"))
    return bad
