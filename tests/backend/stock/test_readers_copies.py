"""One copy of a book a reader, from the reservation until it is brought back, and when that must be."""

from __future__ import annotations

import asyncio
from datetime import date
from functools import partial

import pytest
from sqlalchemy import delete, update

from backend.errors import Refused
from backend.stock.lending import due_on
from backend.stock.service import ending, looking
from backend.stock.tables import reader_copies
from content.calendar import BY_LAW_ALONE
from tests.backend.region import Region
from tests.backend.stock.shelf import NOVEL, OTHER, PHARMACY, TABLETS, Shelf


@pytest.fixture
def library(shelf: Shelf) -> Shelf:
    shelf.stock(NOVEL, units=2)
    shelf.stock(NOVEL, OTHER, units=2)
    return shelf


def collect(shelf: Shelf, number: str) -> None:
    shelf.run(partial(ending.collect, asking=shelf.asking(2), number=number, due_on=date(2026, 12, 7)))


def second_copy_refused(shelf: Shelf, person: str) -> bool:
    try:
        shelf.reserve(person, NOVEL, OTHER)
    except Refused as refused:
        assert refused.code == "copy-limit"
        return True
    return False


def test_a_reader_has_one_copy_until_it_is_brought_back(library: Shelf, region: Region) -> None:
    reader, other = region.person(), region.person()
    made = library.reserve(reader, NOVEL)
    assert second_copy_refused(library, reader)
    library.reserve(other, NOVEL)
    collect(library, made.number)
    assert second_copy_refused(library, reader)
    (lent,) = library.run(partial(looking.lent_to, persons={reader}))
    assert (lent.number, lent.due_on) == (made.number, date(2026, 12, 7))
    assert library.counted(NOVEL) == (1, 1)
    back = partial(ending.bring_back, number=made.number)
    assert library.run(back).state == library.run(back).state == "collected"
    assert library.counted(NOVEL) == (2, 1)
    assert not second_copy_refused(library, reader)
    assert library.faults() == {}


def test_a_refused_second_copy_takes_nothing(library: Shelf, region: Region) -> None:
    reader = region.person()
    library.reserve(reader, NOVEL)
    assert second_copy_refused(library, reader)
    assert library.counted(NOVEL, OTHER) == (2, 0)


def test_cancelling_and_running_out_let_a_reader_reserve_anew(library: Shelf, region: Region) -> None:
    reader = region.person()
    made = library.reserve(reader, NOVEL)
    library.run(partial(ending.cancel, asking=library.asking(2), number=made.number))
    library.reserve(reader, NOVEL)
    library.forward(days=6)
    library.run(partial(ending.expire, now=library.now))
    assert not second_copy_refused(library, reader)
    assert library.faults() == {}


def test_of_two_requests_at_once_one_gets_the_copy(library: Shelf, region: Region) -> None:
    reader = region.person()

    async def both() -> list[object]:
        wishes = (library.wish(reader, NOVEL, place) for place in (PHARMACY, OTHER))
        return await asyncio.gather(
            *(library.database.write(wish) for wish in wishes), return_exceptions=True
        )

    answers = asyncio.run(both())
    assert sum(isinstance(answer, Refused) for answer in answers) == 1
    assert library.faults() == {}


def test_without_the_rule_the_same_requests_get_two(
    library: Shelf, region: Region, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: the key of `reader_copies` is what decides."""
    monkeypatch.setattr("backend.stock.service.reserving.copies.claim", lambda *_: True)
    reader = region.person()
    library.reserve(reader, NOVEL)
    assert not second_copy_refused(library, reader)


def test_medicines_know_no_such_rule(shelf: Shelf, region: Region) -> None:
    shelf.stock(TABLETS)
    person = region.person()
    shelf.reserve(person)
    shelf.reserve(person)


def test_the_last_day_is_never_a_day_off() -> None:
    assert due_on(date(2026, 11, 20), BY_LAW_ALONE) == date(2026, 12, 7), "a Saturday becomes the Monday"
    assert due_on(date(2026, 12, 17), BY_LAW_ALONE) == date(2027, 1, 11), "New Year's days and a weekend"


def test_a_copy_whose_reservation_is_over_is_found_by_the_check(library: Shelf, region: Region) -> None:
    made = library.reserve(region.person(), NOVEL)
    lend = update(reader_copies).values(due_on=date(2026, 12, 7))
    library.run(lambda connection: connection.execute(lend))
    assert library.faults() == {"copies-unbalanced": 1}
    library.run(lambda connection: connection.execute(delete(reader_copies)))
    assert made.state == "reserved"
    assert library.faults() == {}
