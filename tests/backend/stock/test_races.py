"""Many take the last ones at once: nobody gets what is not there. With the guards off, they do."""

from __future__ import annotations

import asyncio
from functools import partial

import pytest
from sqlalchemy import Connection, text, update

from backend.errors import Refused
from backend.stock.repository import counting
from backend.stock.service import reserving
from backend.stock.tables import holdings
from backend.stock.values import Fresh, Reservation, StockGone, Wish, draw
from tests.backend.region import Region
from tests.backend.stock.shelf import PHARMACY, TABLETS, Shelf

RIVALS, UNITS = 24, 5


async def all_at_once(shelf: Shelf, persons: list[str]) -> list[Reservation | BaseException]:
    async def one(person: str) -> Reservation:
        wish, fresh = Wish(TABLETS.item, PHARMACY, person), draw()
        work = partial(reserving.reserve, asking=shelf.asking(), wish=wish, fresh=fresh)
        return await shelf.database.write(work)

    return await asyncio.gather(*(one(person) for person in persons), return_exceptions=True)


def test_the_last_units_are_given_out_once(shelf: Shelf, region: Region) -> None:
    shelf.stock(units=UNITS)
    outcomes = asyncio.run(all_at_once(shelf, [region.person() for _ in range(RIVALS)]))
    assert sum(isinstance(each, Reservation) for each in outcomes) == UNITS
    assert sum(isinstance(each, StockGone) for each in outcomes) == RIVALS - UNITS
    assert shelf.counted() == (UNITS, UNITS)
    assert shelf.faults() == {}


def test_one_person_at_many_kiosks_gets_no_more_than_five(shelf: Shelf, region: Region) -> None:
    shelf.stock(units=RIVALS)
    outcomes = asyncio.run(all_at_once(shelf, [region.person()] * RIVALS))
    made = sum(isinstance(each, Reservation) for each in outcomes)
    assert 1 <= made <= reserving.MOST_STANDING
    refusals = {each.code for each in outcomes if isinstance(each, Refused)}
    assert refusals <= {"reservations-many", "database-busy"}
    assert shelf.counted() == (RIVALS, made)
    assert shelf.faults() == {}


async def read_then_take(shelf: Shelf) -> int:
    """The check in one transaction, the taking in another: how many believed they had a unit."""

    def is_free(connection: Connection) -> bool:
        row = counting.one(connection, TABLETS.item, PHARMACY)
        return row is not None and row["taken"] < row["units"]

    def take(connection: Connection) -> None:
        connection.execute(update(holdings).values(taken=holdings.c.taken + 1))

    async def one() -> bool:
        if not await shelf.database.read(is_free):
            return False
        await asyncio.sleep(0)
        await shelf.database.write(take)
        return True

    outcomes = await asyncio.gather(*(one() for _ in range(RIVALS)), return_exceptions=True)
    return sum(each is True for each in outcomes)


def test_the_check_alone_stops_who_reads_before_taking(shelf: Shelf) -> None:
    shelf.stock(units=UNITS)
    assert asyncio.run(read_then_take(shelf)) == UNITS
    assert shelf.counted() == (UNITS, UNITS)


def test_without_the_check_who_reads_before_taking_oversells(shelf: Shelf) -> None:
    """The control: both guards off."""
    shelf.stock(units=UNITS)
    shelf.run(partial(drop_check, dialect=shelf.database.dialect))
    assert asyncio.run(read_then_take(shelf)) > UNITS
    units, taken = shelf.counted()
    assert taken > units
    assert "stock-unbalanced" in shelf.faults()


def drop_check(connection: Connection, dialect: str) -> None:
    if dialect == "postgresql":
        connection.execute(text("ALTER TABLE holdings DROP CONSTRAINT ck_holdings_taken"))
    else:
        connection.execute(text("PRAGMA ignore_check_constraints=ON"))


def test_a_retry_of_the_same_work_makes_the_same(shelf: Shelf, region: Region) -> None:
    """As at the door: the first run is undone, the second is kept."""
    shelf.stock(units=1)
    fresh: Fresh = draw()
    wish = Wish(TABLETS.item, PHARMACY, region.person())
    work = partial(reserving.reserve, asking=shelf.asking(), wish=wish, fresh=fresh)

    class Undone(Exception):
        pass

    def first(connection: Connection) -> None:
        work(connection)
        raise Undone

    with pytest.raises(Undone):
        shelf.run(first)
    assert shelf.run(work).reservation == fresh.reservation
    assert shelf.counted() == (1, 1)
