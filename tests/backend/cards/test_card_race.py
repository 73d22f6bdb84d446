"""Many clerks issue a card to one person at once: one good card; without the guards, several."""

from __future__ import annotations

import asyncio
from functools import partial

from sqlalchemy import Connection, func, select, text

from backend.cards import service
from backend.cards.service import CardChangeRefused
from backend.cards.tables import cards
from backend.cards.values import CardState
from backend.database.doors import Database
from tests.backend.cards.test_card_life import HAND, new_card
from tests.backend.region import Region

CLERKS = 8


def issue_once(connection: Connection, person: str, number: int) -> str:
    try:
        service.issue(connection, new_card(person, number), HAND)
    except CardChangeRefused as refused:
        return refused.code
    return "issued"


def enter_unchecked(connection: Connection, person: str, number: int) -> None:
    service._enter(connection, new_card(person, number), HAND, replaces=None)


async def all_at_once(database: Database, person: str) -> list[object]:
    writes = (database.write(partial(issue_once, person=person, number=number)) for number in range(CLERKS))
    return list(await asyncio.gather(*writes, return_exceptions=True))


async def look_then_enter(database: Database, person: str) -> None:
    """The control: the check is a read of its own, the write trusts it."""

    async def clerk(number: int, everybody_has_looked: asyncio.Barrier) -> None:
        held = await database.read(partial(service.of_person, person=person))
        await everybody_has_looked.wait()
        if not any(card.state is CardState.ACTIVE for card in held):
            await database.write(partial(enter_unchecked, person=person, number=number))

    barrier = asyncio.Barrier(CLERKS)
    await asyncio.gather(*(clerk(number, barrier) for number in range(CLERKS)))


def good_cards(database: Database, person: str) -> int:
    statement = (
        select(func.count()).select_from(cards).where(cards.c.person == person, cards.c.state == "active")
    )
    with database.maintenance() as connection:
        return int(connection.execute(statement).scalar_one())


def test_one_of_many_clerks_issues_the_card(region: Region) -> None:
    person = region.person()
    outcomes = asyncio.run(all_at_once(region.database, person))
    assert outcomes.count("issued") == 1, outcomes
    assert good_cards(region.database, person) == 1


def test_without_index_and_with_the_check_apart_several_are_issued(region: Region) -> None:
    person = region.person()
    with region.database.maintenance() as connection:
        connection.execute(text("DROP INDEX ux_cards_one_active"))
    asyncio.run(look_then_enter(region.database, person))
    assert good_cards(region.database, person) > 1
