"""A small pharmacy and library for tests, with the services called as an endpoint would."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import TypeVar

from sqlalchemy import Connection, select

from backend.database.doors import Database
from backend.stock.concessions import NO_CONCESSION, Concession
from backend.stock.invariants import LOOKS
from backend.stock.service import cataloguing, reserving, searching
from backend.stock.tables import holdings
from backend.stock.values import Asking, Item, ItemKind, Reservation, Wish, draw
from tests.backend.region import START

Result = TypeVar("Result")
PHARMACY, OTHER = "clinic-1", "clinic-2"
TABLETS = Item("m-1", "medicine", "Бролизал", "парацетамол", "", "таблетки 500 мг, 20 шт.", False, True)
NOVEL = Item("b-1", "book", "Мёртвые души", "", "Н. В. Гоголь", "352 страницы")


@dataclass
class Shelf:
    """One database with things in it; `now` is moved by hand."""

    database: Database
    now: datetime = START

    def run(self, work: Callable[[Connection], Result]) -> Result:
        """Through the door that requests use."""
        return asyncio.run(self.database.write(work))

    def forward(self, **by: float) -> None:
        self.now += timedelta(**by)

    def put(self, *items: Item) -> None:
        for item in items:
            self.run(partial(cataloguing.put_item, item=item))

    def stock(self, item: Item = TABLETS, place: str = PHARMACY, units: int = 2, days: int = 0) -> None:
        self.run(
            partial(
                cataloguing.put_holding,
                item=item.item,
                place=place,
                units=units,
                price_kopecks=100_01,
                delivery_days=days,
            )
        )

    def asking(self, level: int = 1) -> Asking:
        return Asking("kiosk:k-1", level, self.now)

    def reserve(
        self,
        person: str,
        item: Item = TABLETS,
        place: str = PHARMACY,
        units: int = 1,
        concession: Concession = NO_CONCESSION,
    ) -> Reservation:
        return self.run(self.wish(person, item, place, units, concession))

    def wish(
        self,
        person: str,
        item: Item = TABLETS,
        place: str = PHARMACY,
        units: int = 1,
        concession: Concession = NO_CONCESSION,
    ) -> Callable[[Connection], Reservation]:
        """The work itself, to be sent when the test wants."""
        wish = Wish(item.item, place, person, units, concession)
        near = (OTHER, PHARMACY)
        return partial(reserving.reserve, asking=self.asking(), wish=wish, fresh=draw(), nearest=near)

    def found(self, text: str, kind: ItemKind = "medicine") -> list[str]:
        """Titles, the likeliest first."""
        search = partial(searching.search_items, kind=kind, text=text)
        return [item.title for item in self.run(search).items]

    def counted(self, item: Item = TABLETS, place: str = PHARMACY) -> tuple[int, int]:
        """Units, and how many of them are taken."""
        asked = select(holdings.c.units, holdings.c.taken).where(
            holdings.c.item == item.item, holdings.c.place == place
        )
        row = self.run(lambda connection: connection.execute(asked).one())
        return row[0], row[1]

    def faults(self) -> dict[str, int]:
        """What `backend check` would find of stock."""
        looked = {code: self.run(partial(look, now=self.now)) for code, look in LOOKS.items()}
        return {code: count for code, count in looked.items() if count}
