"""The yearly run: who is offered what, and where a place goes that is given back."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from backend.errors import Refused
from backend.queues.allocation import Wisher, allocate
from backend.queues.service import offering
from tests.backend.queues.line import CLAIMED, EXTRAORDINARY, FIRST, LARK, ROWAN, STARLING, Line
from tests.backend.region import START

PLACES = ("a", "b", "c")


def wisher(number: int, wishes: tuple[tuple[str, int], ...], at: datetime = START) -> Wisher:
    return Wisher(f"app-{number}", f"{number:09d}", 2023, at + timedelta(minutes=number), wishes)


some_wishes = some.lists(
    some.tuples(some.sampled_from(PLACES), some.integers(0, 3)),
    min_size=1, max_size=3, unique_by=lambda wish: wish[0],
)  # fmt: skip


@given(some.lists(some_wishes, max_size=12), some.lists(some.integers(0, 4), min_size=3, max_size=3))
def test_no_child_is_left_out_of_a_place_that_one_behind_it_has_got(
    wishes: list[list[tuple[str, int]]], units: list[int]
) -> None:
    children = [wisher(number, tuple(each)) for number, each in enumerate(wishes)]
    free = {(place, 2023): units[index] for index, place in enumerate(PLACES)}
    given_to = allocate(children, free)
    by_id = {child.application: child for child in children}
    for (place, _cohort), places in free.items():
        got = [by_id[each] for each, where in given_to.items() if where == place]
        assert len(got) <= places
        for child in children:
            names = [name for name, _ in child.wishes]
            if place not in names:
                continue
            wish = names.index(place)
            has = given_to.get(child.application)
            if has is not None and names.index(has) <= wish:
                continue
            assert len(got) == places, "a free place, and somebody would rather have it"
            for other in got:
                theirs = [name for name, _ in other.wishes].index(place)
                assert other.key(theirs) < child.key(wish)


@settings(max_examples=25)
@given(some.lists(some_wishes, min_size=2, max_size=4))
def test_the_order_in_which_children_are_handed_in_changes_nothing(
    wishes: list[list[tuple[str, int]]],
) -> None:
    children = [wisher(number, tuple(each)) for number, each in enumerate(wishes)]
    free = {(place, 2023): 1 for place in PLACES}
    assert len({tuple(sorted(allocate(each, free).items())) for each in permutations(children)}) == 1


def test_places_go_by_wish_and_right_and_a_second_run_offers_nothing(line: Line) -> None:
    first, second = line.register((ROWAN, STARLING)), line.register((ROWAN, STARLING))
    fallen = line.register((ROWAN,), EXTRAORDINARY)
    line.free((ROWAN, 2), (STARLING, 1))
    expected = {fallen.number: ROWAN, first.number: ROWAN, second.number: STARLING}
    assert line.allocate() == expected
    assert line.allocate() == {}
    assert line.faults() == {}


def test_a_declined_place_goes_to_the_next_and_the_child_keeps_its_time(line: Line) -> None:
    first, second = line.register((ROWAN, LARK)), line.register()
    third = line.register((LARK,))
    line.free((ROWAN, 1))
    assert line.allocate() == {first.number: ROWAN}
    line.answer(first, "declined")
    assert line.standing(second).offers[0].place == ROWAN
    assert line.position(first, LARK) == (1, 2), "its old time counts"
    assert line.position(third, LARK) == (2, 2)
    assert line.allocate() == {}, "who said no is not asked again this year"
    assert line.answer(second, "accepted").state == "enrolled"
    assert line.answer(second, "accepted").state == "enrolled", "once more is no error"
    with pytest.raises(Refused, match="queue-offer-over"):
        line.answer(second, "declined")
    assert line.faults() == {}


def test_an_offer_nobody_answers_goes_on_after_its_term(line: Line) -> None:
    first, second = line.register(), line.register()
    line.free((ROWAN, 1))
    line.allocate()
    line.forward(days=15)
    with pytest.raises(Refused, match="queue-offer-over"):
        line.answer(first, "accepted")
    assert line.run(partial(offering.lapse, now=line.now)) == 1
    assert [each.state for each in line.standing(first).offers] == ["lapsed"]
    assert [each.state for each in line.standing(second).offers] == ["open"]
    assert line.faults() == {}


def test_who_leaves_frees_the_place(line: Line) -> None:
    first, second = line.register(), line.register()
    line.free((ROWAN, 1))
    line.allocate()
    assert line.withdraw(first).state == "withdrawn"
    assert line.withdraw(first).state == "withdrawn", "once more is no error"
    assert [each.state for each in line.standing(second).offers] == ["open"]
    assert line.faults() == {}


def test_fewer_places_than_promised_are_refused(line: Line) -> None:
    line.register()
    line.free((ROWAN, 1))
    line.allocate()
    with pytest.raises(Refused, match="queue-places-promised"):
        line.free((ROWAN, 0))


def test_the_run_reads_rights_anew_and_leaves_claims_alone(line: Line) -> None:
    plain, claiming = line.register(), line.register((ROWAN,), CLAIMED)
    line.free((ROWAN, 1))
    assert line.allocate(recorded=()) == {plain.number: ROWAN}
    other = line.register((STARLING,), FIRST)
    line.free((STARLING, 1))
    line.allocate(recorded=())
    states = {each.ground: each.state for each in line.standing(other).grounds}
    assert states == {"large-family": "lapsed"}
    assert {each.state for each in line.standing(claiming).grounds} == {"claimed"}
    assert line.faults() == {}
