"""Two parents at two kiosks register one child: one application. With the guards off, there are two."""

from __future__ import annotations

import asyncio
from functools import partial

from sqlalchemy import Connection, text

from backend.errors import Refused
from backend.queues.repository import applying
from backend.queues.service import allocating, looking, registering
from backend.queues.values import Application
from tests.backend.queues.line import ROWAN, Line

RIVALS = 12


def test_one_child_at_many_kiosks_stands_once(line: Line) -> None:
    child = line.child()

    async def one() -> Application:
        new, fresh = line.application_of(child)
        work = partial(registering.register, asking=line.asking(), new=new, fresh=fresh)
        return await line.database.write(work)

    async def all_at_once() -> list[Application | BaseException]:
        return await asyncio.gather(*(one() for _ in range(RIVALS)), return_exceptions=True)

    outcomes = asyncio.run(all_at_once())
    assert sum(isinstance(each, Application) for each in outcomes) == 1
    refusals = {each.code for each in outcomes if isinstance(each, Refused)}
    assert refusals <= {"queue-exists", "database-busy"}
    assert line.faults() == {}


async def read_then_enter(line: Line, child: str) -> int:
    """The look in one transaction, the entry in another: how many believed they were the first."""

    async def one() -> bool:
        new, fresh = line.application_of(child)

        def is_first(connection: Connection) -> bool:
            return looking.waiting_for(connection, child, "kindergarten") is None

        def enter(connection: Connection) -> bool:
            row = {
                "application": fresh.application,
                "number": fresh.numbers[0],
                "kind": "kindergarten",
                "child": child,
                "applicant": new.applicant,
                "cohort": new.cohort,
                "wanted_on": new.wanted_on,
                "wanted_year": new.wanted_year,
                "state": "waiting",
                "registered_at": line.now,
                "registered_by": "tests",
            }
            return applying.enter(connection, row)

        if not await line.database.read(is_first):
            return False
        await asyncio.sleep(0)
        return await line.database.write(enter)

    outcomes = await asyncio.gather(*(one() for _ in range(RIVALS)), return_exceptions=True)
    return sum(each is True for each in outcomes)


def test_the_index_alone_stops_who_looks_before_entering(line: Line) -> None:
    assert asyncio.run(read_then_enter(line, line.child())) == 1


def test_without_the_index_who_looks_before_entering_stands_twice(line: Line) -> None:
    """The control: both guards off."""
    line.run(lambda connection: connection.execute(text("DROP INDEX uq_queue_applications_child")))
    assert asyncio.run(read_then_enter(line, line.child())) > 1
    assert line.faults()["queue-child-doubled"] == 1


def test_rivals_for_the_last_place_get_it_once(line: Line) -> None:
    """A run at one kiosk and one at the office, at the same moment."""
    children = [line.register() for _ in range(4)]
    line.free((ROWAN, 2))

    async def all_at_once() -> None:
        work = partial(
            allocating.run, asking=line.asking(), kind="kindergarten", year=2027,
            recorded=lambda _connection, _application: (),
        )  # fmt: skip
        await asyncio.gather(*(line.database.write(work) for _ in range(3)), return_exceptions=True)

    asyncio.run(all_at_once())
    offered = [each for each in children if line.standing(each).offers]
    assert [each.number for each in offered] == [each.number for each in children[:2]]
    assert line.faults() == {}
