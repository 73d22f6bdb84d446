"""Children of the demo region wait in order, and its books balance."""

from __future__ import annotations

from datetime import date

from sqlalchemy import func, select

from backend.database.doors import Database
from backend.demo.filling import DemoPlan, fill
from backend.queues.invariants import LOOKS
from backend.queues.service import looking
from backend.queues.tables import queue_applications
from content.cache import load_or_compile
from tests.backend.region import START

TODAY = date(2026, 11, 20)


def test_small_children_wait_and_the_personas_do_not(database: Database) -> None:
    pack = load_or_compile("ru-mur")
    personas = fill(database, pack, DemoPlan(1500, 1, TODAY, "51"), lambda _stored: None)
    with database.maintenance() as connection:
        waiting = connection.execute(select(func.count()).select_from(queue_applications)).scalar_one()
        assert waiting > 5
        assert {
            code: look(connection, START) for code, look in LOOKS.items() if look(connection, START)
        } == {}
        applicants = set(connection.execute(select(queue_applications.c.applicant)).scalars())
        assert not applicants & {each.person for each in personas}, "theirs are registered in the show"
        first = connection.execute(select(queue_applications.c.application)).scalars().first()
        assert first is not None
        standing = looking.standing(connection, first)
        assert all(1 <= each.position <= each.total for each in standing.positions)
