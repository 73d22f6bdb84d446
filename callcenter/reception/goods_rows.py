"""Medicines and books that were found, and the places that have one of them. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from backend.contract.stock import FoundItems, ItemHoldings, StockHolding, StockItem
from callcenter.reception.spoken import BETWEEN, Spoken


@dataclass(frozen=True, slots=True)
class ItemRow:
    item: str
    title: str
    details: str
    prescription: bool
    places: int
    price: str  # "" where it is nowhere, or costs nothing by its nature


@dataclass(frozen=True, slots=True)
class HoldingRow:
    place: str
    title: str
    free: int
    ready: str
    price: str
    to_pay: str
    kept_until: str


@dataclass(frozen=True, slots=True)
class HoldingsView:
    item: str
    title: str
    details: str
    prescription: bool
    is_medicine: bool
    most: int
    concession: str
    rows: tuple[HoldingRow, ...]


MOST_OF_BOOKS = 1
MOST_OF_MEDICINES = 3


def items_of(found: FoundItems, spoken: Spoken) -> tuple[ItemRow, ...]:
    """The likeliest first."""
    return tuple(
        ItemRow(
            item=each.item.item,
            title=each.item.title,
            details=details_of(each.item),
            prescription=each.item.prescription,
            places=each.places,
            price=""
            if each.from_kopecks is None or each.item.kind == "book"
            else spoken.words("reception.from", sum=spoken.sum(each.from_kopecks)),
        )
        for each in found.items
    )


def holdings_of(found: ItemHoldings, spoken: Spoken) -> HoldingsView:
    """Where it can be had, what can be fetched today first."""
    item = found.item
    granted = found.concession
    return HoldingsView(
        item=item.item,
        title=item.title,
        details=details_of(item),
        prescription=item.prescription,
        is_medicine=item.kind == "medicine",
        most=MOST_OF_BOOKS if item.kind == "book" else MOST_OF_MEDICINES,
        concession=""
        if granted is None
        else spoken.words("reception.concession", percent=granted.discount_percent),
        rows=holding_rows(found.holdings, spoken),
    )


def holding_rows(holdings: tuple[StockHolding, ...], spoken: Spoken) -> tuple[HoldingRow, ...]:
    return tuple(
        HoldingRow(
            place=each.place,
            title=spoken.titles.of_place(each.place),
            free=each.free,
            ready=spoken.words.plural("reception.in_days", each.delivery_days)
            if each.delivery_days
            else spoken.words("reception.today"),
            price=spoken.sum(each.price_kopecks),
            to_pay=spoken.sum(each.to_pay_kopecks),
            kept_until=spoken.until(each.kept_until),
        )
        for each in holdings
    )


def details_of(item: StockItem) -> str:
    """«Ибупрофен, таблетки 200 мг, 20 шт.»"""
    return BETWEEN.join(filter(None, (item.author, item.substance, item.details)))
