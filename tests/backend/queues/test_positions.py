"""Who stands where, why, and what moved them."""

from __future__ import annotations

from functools import partial

import pytest

from backend.errors import Refused
from backend.queues.service import registering
from tests.backend.queues.line import (
    CLAIMED,
    EXTRAORDINARY,
    FIRST,
    ROWAN,
    SIBLING,
    STARLING,
    YEAR,
    Line,
)


def test_the_order_is_right_then_time(line: Line) -> None:
    plain, later = line.register(), line.register()
    large, fallen = line.register((ROWAN,), FIRST), line.register((ROWAN,), EXTRAORDINARY)
    assert [line.position(each) for each in (fallen, large, plain, later)] == [(1, 4), (2, 4), (3, 4), (4, 4)]
    assert line.standing(later).positions[0].ahead == (1, 1, 0, 1)
    assert line.faults() == {}


def test_a_sibling_counts_in_its_own_place_alone(line: Line) -> None:
    line.register((ROWAN, STARLING))
    sister = line.register((ROWAN, STARLING), SIBLING)
    assert (line.position(sister, ROWAN), line.position(sister, STARLING)) == ((1, 2), (2, 2))


def test_who_wants_a_later_year_is_before_nobody_of_this_one(line: Line) -> None:
    next_year = line.register((ROWAN,), FIRST, year=YEAR + 1)
    mine = line.register()
    assert line.position(mine) == (1, 1)
    assert line.position(next_year) == (1, 2)


def test_what_the_parent_says_counts_once_the_paper_was_seen(line: Line) -> None:
    first, claiming = line.register(), line.register((ROWAN,), CLAIMED)
    assert line.position(claiming) == (2, 2)
    line.decide(claiming, ("police-family", ""), confirmed=True)
    assert line.position(claiming) == (1, 2)
    assert line.position(first) == (2, 2)
    again = line.decide(claiming, ("police-family", ""), confirmed=True)
    assert again.number == claiming.number
    line.decide(claiming, ("police-family", ""), confirmed=False)
    assert line.position(claiming) == (2, 2)
    assert line.faults() == {}


def test_a_claim_nobody_made_cannot_be_confirmed(line: Line) -> None:
    plain = line.register((ROWAN,), FIRST)
    for claim in (("police-family", ""), ("large-family", "")):
        with pytest.raises(Refused, match="queue-ground-unknown"):
            line.decide(plain, claim, confirmed=True)


def test_what_moved_a_child_is_told_without_a_name(line: Line) -> None:
    first, mine = line.register(), line.register()
    line.forward(days=1)
    line.register((ROWAN,), FIRST)
    line.forward(days=1)
    line.withdraw(first)
    claiming = line.register((ROWAN,), CLAIMED)
    line.forward(days=1)
    line.decide(claiming, ("police-family", ""), confirmed=True)
    told = [(move.what, move.own, move.by, move.priority) for move in line.standing(mine).moves]
    assert told == [
        ("right", False, -1, 1),
        ("withdrawn", False, 1, 3),
        ("registered", False, -1, 1),
        ("registered", True, 0, 3),
    ]
    position, _ = line.position(mine)
    assert position == 2 - sum(move.by for move in line.standing(mine).moves)


def test_the_history_and_the_line_say_the_same(line: Line) -> None:
    """Each child's place today is the one it came in at, and all that moved it since."""
    came_in = {}
    for number in range(12):
        grounds = [(), (FIRST,), (EXTRAORDINARY,), (CLAIMED,)][number % 4]
        child = line.register((ROWAN,), *grounds)
        came_in[child] = line.position(child)[0]
        if number == 7:
            line.forward(minutes=1)
            for each in list(came_in)[:3]:
                line.withdraw(each)
                del came_in[each]
    for child, entered in came_in.items():
        moved = sum(each.by for each in line.standing(child).moves)
        assert line.position(child)[0] == entered - moved


def test_two_applications_of_one_child_are_one(line: Line) -> None:
    child = line.child()
    for expected in (None, "queue-exists"):
        new, fresh = line.application_of(child)
        work = partial(registering.register, asking=line.asking(), new=new, fresh=fresh)
        if expected is None:
            line.run(work)
            continue
        with pytest.raises(Refused, match=expected):
            line.run(work)
    assert line.faults() == {}
