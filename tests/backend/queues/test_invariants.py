"""The control of `faults`: whatever is planted in a queue is found by its own name."""

from __future__ import annotations

import pytest
from sqlalchemy import Connection, text

from backend.errors import Refused
from backend.queues import invariants
from tests.backend.queues.line import ROWAN, STARLING, Line

PLANTED = {
    "queue-places-miscounted": "UPDATE queue_vacancies SET taken = 0",
    "queue-history-gap": "DELETE FROM queue_steps WHERE step = 1",
    "queue-order-drifted": "UPDATE queue_wishes SET priority = priority - 1",
    "queue-offer-broken": "UPDATE queue_applications SET state = 'waiting'",
}
DOUBLED = (
    "DROP INDEX uq_queue_applications_child",
    "UPDATE queue_applications SET child = (SELECT min(child) FROM queue_applications)",
)


@pytest.fixture
def busy(line: Line) -> Line:
    """One child is offered a place, two wait."""
    line.register((ROWAN,))
    line.register((ROWAN, STARLING))
    line.register((STARLING,))
    line.free((ROWAN, 1))
    line.allocate()
    assert line.faults() == {}
    return line


@pytest.mark.parametrize("code", [*PLANTED, "queue-child-doubled"])
def test_a_planted_fault_is_found_by_its_own_name(busy: Line, code: str) -> None:
    def plant(connection: Connection) -> None:
        for statement in DOUBLED if code == "queue-child-doubled" else (PLANTED[code],):
            connection.execute(text(statement))
        assert invariants.LOOKS[code](connection, busy.now) > 0
        raise Refused("undo")

    with pytest.raises(Refused, match="undo"):
        busy.run(plant)
    assert busy.faults() == {}


def test_every_look_has_a_control() -> None:
    assert set(invariants.LOOKS) == {*PLANTED, "queue-child-doubled"}
