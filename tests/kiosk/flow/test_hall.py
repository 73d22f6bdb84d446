"""A hall in parts: every seat once, none too wide or too deep for fingers, zones of price kept apart."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from backend.contract.events import PlanRow, PlanSeat, SeatPlan
from kiosk.flow.demo.playbill import plan, small_plan
from kiosk.flow.playbill.hall import MOST_ACROSS, MOST_DEEP, parts_of


def hall(rows: list[tuple[str, int, list[int]]], stage: str = "top") -> SeatPlan:
    """(zone, line, columns) of each row."""
    made = tuple(
        PlanRow(
            row=str(line + 1),
            line=line,
            seats=tuple(
                PlanSeat(
                    seat=line * 100 + at + 1, place=str(at), column=at, kind="ordinary", zone=zone, free=True
                )
                for at in columns
            ),
        )
        for zone, line, columns in rows
    )
    widest = max(column for _, _, columns in rows for column in columns) + 1
    last = max(line for _, line, _ in rows) + 1
    told = {"stage": stage, "columns": widest, "lines": last, "rows": made}
    return plan().model_copy(update=told)


def test_a_large_hall_is_parted_at_its_aisle_and_at_its_prices() -> None:
    parts = parts_of(plan())
    assert [(part.side, part.depth, len(part.rows)) for part in parts] == [
        (0, 0, 7), (1, 0, 7), (0, 1, 5), (1, 1, 5),
    ]  # fmt: skip
    assert all(len({seat.zone for seat in part.seats}) == 1 for part in parts)


def test_a_small_hall_is_one_part() -> None:
    (only,) = parts_of(small_plan())
    assert len(only.seats) == sum(len(row.seats) for row in small_plan().rows)


def test_a_lone_row_behind_a_passage_joins_but_never_another_zone() -> None:
    eight = list(range(8))
    assert len(parts_of(hall([("a", 0, eight), ("a", 1, eight), ("a", 3, eight)]))) == 1
    assert len(parts_of(hall([("a", 0, eight), ("a", 1, eight), ("b", 3, eight)]))) == 2


def test_a_stage_below_turns_the_hall_round() -> None:
    (above,) = parts_of(hall([("a", 0, [0, 1, 2]), ("a", 1, [0, 1, 2])]))
    (below,) = parts_of(hall([("a", 0, [0, 1, 2]), ("a", 1, [0, 1, 2])], "bottom"))
    assert [row.row for row in above.rows] == ["1", "2"]
    assert [row.row for row in below.rows] == ["2", "1"], "the row at the stage comes first"
    assert [seat.place for _, seat in below.rows[0].cells] == ["2", "1", "0"]


rows = st.lists(
    st.tuples(st.sampled_from("ab"), st.sets(st.integers(0, 59), min_size=1, max_size=60), st.integers(1, 2)),
    min_size=1,
    max_size=30,
)


@given(rows)
def test_every_seat_stands_in_one_part_that_a_finger_can_work_with(
    drawn: list[tuple[str, set[int], int]],
) -> None:
    line, made = 0, []
    for zone, columns, step in drawn:
        made.append((zone, line, sorted(columns)))
        line += step
    whole = hall(made)
    parts = parts_of(whole)
    seats = [seat.seat for part in parts for seat in part.seats]
    assert sorted(seats) == sorted(seat.seat for row in whole.rows for seat in row.seats)
    assert all(part.columns <= MOST_ACROSS and len(part.rows) <= MOST_DEEP for part in parts)
    assert all(0 <= column < part.columns for part in parts for row in part.rows for column, _ in row.cells)
