"""Plans of halls: written in rows, laid out on a grid, drawn as text."""

from __future__ import annotations

import pytest

from backend.events.hall import HallPlan, drawn
from backend.events.reading import read_plan
from tests.backend.events.theatre import PLAN, hall, seat_of

DRAWING = """\
Большой зал: 38
           [stage]
1  o o o o o   o o o o o    1  Партер
2  o o o o o   o o o o o    2  Партер
3  o o o o o   o o o o o    3  Партер

1  W c     o o o o     c W  1  Балкон"""


def faults(text: str) -> list[tuple[int, str]]:
    found = read_plan("plan.yaml", text)
    assert not isinstance(found, HallPlan)
    return [(each.line, each.what) for each in found]


def test_a_plan_is_drawn_as_it_lies() -> None:
    assert drawn(hall()) == DRAWING


def test_what_is_taken_is_crossed() -> None:
    first = drawn(hall(), {seat_of("1", "1"), seat_of("1", "8", "b")}.__contains__).splitlines()
    assert first[2].startswith("1  x o o")
    assert first[-1].startswith("1  W c     o o o o     c x")


def test_a_companion_sits_beside_its_wheelchair_place_on_either_side() -> None:
    beside = {seat.place: seat.beside for seat in hall().seats if seat.kind == "companion"}
    assert beside == {"2": seat_of("1", "1", "b"), "7": seat_of("1", "8", "b")}


def test_places_may_be_counted_from_the_right() -> None:
    found = read_plan("plan.yaml", PLAN.replace("1-5 _ 6-10", "10-6 _ 5-1", 1))
    assert isinstance(found, HallPlan)
    assert [seat.place for seat in found.seats[:3]] == ["10", "9", "8"]


def test_labels_name_the_zone_where_there_are_several() -> None:
    plan = hall()
    assert plan.label(plan.seats[0]) == "Партер, ряд 1, место 1"
    one_zone = plan.model_copy(update={"zones": {"a": "Партер"}})
    assert one_zone.label(plan.seats[0]) == "ряд 1, место 1"


@pytest.mark.parametrize(
    ("right", "wrong", "line", "told"),
    [
        ("w1 c2 _2", "w1 _ c2 _2", 10, "no wheelchair place of its own"),
        ("c7 w8", "c7 w8 c9", 10, "place 9: no wheelchair place of its own"),
        ('row: "2"', 'row: "1"', 7, "is there twice"),
        ("zone: b", "zone: c", 10, "not among `zones`"),
        ("1-5 _ 6-10", "1-5 | 6-10", 6, "write places as"),
        ("1-5 _ 6-10", "_", 6, "no places are written"),
        ("- passage", "- aisle", 9, "rows.3"),
        ("title: Большой зал", "titel: Большой зал", 2, "title"),
    ],
)
def test_each_fault_is_named_with_its_line(right: str, wrong: str, line: int, told: str) -> None:
    assert right in PLAN
    found = faults(PLAN.replace(right, wrong, 1))
    assert any(at == line and told in what for at, what in found), found
