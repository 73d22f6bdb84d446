"""What `check` looks for in cases: nothing of it stands after honest work, and each fault is seen."""

from __future__ import annotations

from datetime import date

from sqlalchemy import delete, update

from backend.cases.invariants import LOOKS
from backend.cases.tables import case_steps, cases
from tests.backend.cases.conftest import Desk
from tests.backend.cases.test_terms import watch
from tests.backend.region import Region


def found(region: Region) -> dict[str, int]:
    with region.database.maintenance() as connection:
        counted = {code: look(connection, region.clock.now) for code, look in LOOKS.items()}
    return {code: count for code, count in counted.items() if count}


def test_honest_work_leaves_nothing_to_find(region: Region, desk: Desk, maria: str) -> None:
    case = desk.register(desk.open(author=maria))
    desk.must(case, "extension", reason="Запрос", notice="letter")
    desk.open("enquiry")
    region.clock.forward(days=90)
    assert found(region) == {"case-term-untold": 2}  # the control: nobody has kept house yet
    watch(region)
    assert found(region) == {}


def test_a_step_that_is_gone_is_seen(region: Region, desk: Desk) -> None:
    desk.must(desk.open("enquiry"), "answer", answer="Да")
    with region.database.maintenance() as connection:
        connection.execute(delete(case_steps).where(case_steps.c.version == 1))
    assert found(region) == {"case-history-gap": 1}


def test_a_state_written_by_hand_is_seen(region: Region, desk: Desk) -> None:
    desk.open("enquiry")
    with region.database.maintenance() as connection:
        connection.execute(update(cases).values(state="closed", due_on=None))
    assert found(region) == {"case-history-gap": 1}


def test_a_term_of_long_ago_is_seen(region: Region, desk: Desk) -> None:
    desk.open("enquiry")
    with region.database.maintenance() as connection:
        connection.execute(update(cases).values(due_on=date(2026, 1, 12)))
    assert found(region) == {"case-term-untold": 1}
