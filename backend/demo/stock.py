"""Shelves of the demo region: medicines in the pack's pharmacies, books in its libraries."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

from sqlalchemy import Connection

from backend.database.bulk import Row, insert_rows
from backend.demo.goods import BOOKS, INVENTED_A_SUBSTANCE, SUBSTANCES, TRADE_ENDINGS
from backend.stock.service.cataloguing import enter_catalogue
from backend.stock.tables import holdings
from backend.stock.values import Item
from content.i18n import plural_form
from content.model import Place, PlaceKind
from content.pack import Pack

SEED = 3_000_017  # a source of chance of its own: people stay the same whatever shelves hold
LEAST_PRICE, MOST_PRICE = 30_00, 2_500_00  # kopecks
SPREAD = 0.15  # of the price between pharmacies
FROM_WAREHOUSE_DAYS = 2
PAGES = {"one": "страница", "few": "страницы", "many": "страниц"}
STEM, SHORT_STEM = 5, 3  # letters of the substance in an invented trade name


@dataclass(frozen=True, slots=True)
class Shelves:
    """Items, and rows of `holdings`."""

    items: tuple[Item, ...]
    holdings: tuple[Row, ...]


def enter_shelves(connection: Connection, shelves: Shelves) -> None:
    """Store them in an empty database."""
    enter_catalogue(connection, shelves.items)
    insert_rows(connection, holdings, shelves.holdings)


def make_shelves(pack: Pack, seed: int) -> Shelves:
    """The same pack and seed give the same rows."""
    chance = Random(seed + SEED)  # noqa: S311 (invented shelves are no secret)
    medicines, books = tuple(_medicines()), tuple(_books(chance))
    pharmacies = [place for place in pack.places if place.kind is PlaceKind.PHARMACY]
    libraries = [place for place in pack.places if place.kind is PlaceKind.LIBRARY]
    rows = (*_on_shelves(medicines, pharmacies, chance), *_in_libraries(books, libraries, chance))
    return Shelves((*medicines, *books), rows)


def _medicines() -> Iterator[Item]:
    number = 0
    for line in SUBSTANCES.strip().splitlines():
        substance, form, on_list, by_prescription = line.split("|")
        stem = _stem(substance)
        endings = (
            TRADE_ENDINGS[(number + each) % len(TRADE_ENDINGS)] for each in range(INVENTED_A_SUBSTANCE)
        )
        for title in (substance, *(f"{stem}{ending}".capitalize() for ending in endings)):
            number += 1
            yield Item(
                item=f"medicine-{number:04d}",
                kind="medicine",
                title=title,
                substance=substance.lower(),
                details=form,
                prescription=bool(by_prescription),
                concessionary=bool(on_list),
            )


def _stem(substance: str) -> str:
    """What an invented name begins with: «Метформин» gives «метф», «Инсулин аспарт» «инсасп»."""
    first, _, second = substance.partition(" ")
    stem = first[:SHORT_STEM] + second[:SHORT_STEM] if second else first[:STEM]
    return stem.rstrip("аеиоуыьйя")


def _books(chance: Random) -> Iterator[Item]:
    number = 0
    for line in BOOKS.strip().splitlines():
        author, titles = line.split("|")
        for title in titles.split(";"):
            number += 1
            pages = chance.randrange(96, 800, 16)
            told = f"{pages} {PAGES[plural_form(pages, 'ru')]}"
            yield Item(f"book-{number:04d}", "book", title, author=author, details=told)


def _on_shelves(items: Sequence[Item], places: Sequence[Place], chance: Random) -> Iterator[Row]:
    """Most pharmacies have most of it; some have run out, some get it from the warehouse."""
    for item in items:
        price = chance.randrange(LEAST_PRICE, MOST_PRICE, 50)
        for place in places:
            if chance.random() < 0.35:
                continue
            units = 0 if chance.random() < 0.1 else chance.randint(1, 20)
            days = FROM_WAREHOUSE_DAYS if chance.random() < 0.25 else 0
            here = round(price * chance.uniform(1 - SPREAD, 1 + SPREAD))
            yield (item.item, place.id, units, 0, here, days)


def _in_libraries(items: Sequence[Item], places: Sequence[Place], chance: Random) -> Iterator[Row]:
    for item in items:
        for place in places:
            if chance.random() < 0.4:
                yield (item.item, place.id, chance.randint(1, 3), 0, 0, 0)
