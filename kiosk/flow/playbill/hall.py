"""A hall in parts that a finger can work with: seats of a size that is pressed surely, the stage above."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from devices.values import Value

if TYPE_CHECKING:
    from backend.contract.events import PlanRow, PlanSeat, SeatPlan

MOST_ACROSS: Final = 8
"""So many seats of 96 px stand beside one another on an upright panel."""
MOST_DEEP: Final = 8
LOWEST_KEPT: Final = 2
"""A group of fewer rows joins the one before it."""


class PartRow(Value):
    """`cells`: the seats with their columns in the part, from the left."""

    row: str
    cells: tuple[tuple[int, PlanSeat], ...]


class Part(Value):
    """`side` counts from the left, of `sides`; `depth` from the stage."""

    side: int
    sides: int
    depth: int
    columns: int
    rows: tuple[PartRow, ...]

    @property
    def seats(self) -> tuple[PlanSeat, ...]:
        return tuple(seat for row in self.rows for _, seat in row.cells)


def parts_of(plan: SeatPlan) -> tuple[Part, ...]:
    """Every part, from the stage on and from the left; a small hall is one part."""
    rows = _turned_rows(plan)
    sides = tuple(_sides(plan, rows))
    parts = []
    for depth, group in enumerate(_groups(rows)):
        for side, (first, last) in enumerate(sides):
            cells = [column for _, row in group for column, _ in row if first <= column <= last]
            if cells:
                left, right = min(cells), max(cells)
                of_part = (_cut(row.row, seats, left, right) for row, seats in group)
                kept = tuple(row for row in of_part if row.cells)
                parts.append(Part(side, len(sides), depth, right - left + 1, kept))
    return tuple(parts)


Row = tuple["PlanRow", tuple[tuple[int, "PlanSeat"], ...]]


def _turned_rows(plan: SeatPlan) -> tuple[Row, ...]:
    """Rows as seen with the stage above: where it is below, the whole hall is turned round."""
    below = plan.stage == "bottom"
    rows = []
    for row in sorted(plan.rows, key=lambda one: one.line, reverse=below):
        cells = ((plan.columns - 1 - seat.column if below else seat.column, seat) for seat in row.seats)
        rows.append((row, tuple(sorted(cells, key=lambda cell: cell[0]))))
    return tuple(rows)


def _cut(row: str, cells: tuple[tuple[int, PlanSeat], ...], first: int, last: int) -> PartRow:
    return PartRow(row, tuple((column - first, seat) for column, seat in cells if first <= column <= last))


def _sides(plan: SeatPlan, rows: Sequence[Row]) -> Iterator[tuple[int, int]]:
    """First and last column of each side: parted at aisles, and where a side is too wide for fingers."""
    taken = sorted({column for _, cells in rows for column, _ in cells})
    if not taken:
        return
    if taken[-1] - taken[0] < MOST_ACROSS:
        yield taken[0], taken[-1]
        return
    blocks = [[taken[0], taken[0]]]
    for before, column in pairwise(taken):
        if column == before + 1:
            blocks[-1][1] = column
        else:
            blocks.append([column, column])
    merged = [blocks[0]]
    for block in blocks[1:]:
        if block[1] - merged[-1][0] < MOST_ACROSS:
            merged[-1][1] = block[1]
        else:
            merged.append(block)
    for first, last in merged:
        yield from _evenly(first, last, MOST_ACROSS)


def _evenly(first: int, last: int, most: int) -> Iterator[tuple[int, int]]:
    """Parts of about one size, none larger than `most`."""
    count = last - first + 1
    parts = -(-count // most)
    for part in range(parts):
        yield first + count * part // parts, first + count * (part + 1) // parts - 1


def _groups(rows: Sequence[Row]) -> Iterator[tuple[Row, ...]]:
    """Rows that lie together and cost the same."""
    groups: list[list[Row]] = []
    for row in rows:
        if groups and not _parted(groups[-1][-1], row):
            groups[-1].append(row)
        else:
            groups.append([row])
    joined: list[list[Row]] = []
    for group in groups:
        if joined and _belong_together(joined[-1], group):
            joined[-1] += group
        else:
            joined.append(group)
    for group in joined:
        for first, last in _evenly(0, len(group) - 1, MOST_DEEP):
            yield tuple(group[first : last + 1])


def _belong_together(one: Sequence[Row], other: Sequence[Row]) -> bool:
    """A lone row behind a passage is no part of its own; another zone is: its rows are counted anew."""
    small = min(len(one), len(other)) < LOWEST_KEPT
    return small and len(one) + len(other) <= MOST_DEEP and _zones(one[-1]) == _zones(other[0])


def _parted(one: Row, other: Row) -> bool:
    passage = abs(other[0].line - one[0].line) > 1
    return passage or _zones(one) != _zones(other)


def _zones(row: Row) -> frozenset[str]:
    return frozenset(seat.zone for _, seat in row[1])


def seat_of(plan: SeatPlan, number: int) -> tuple[PlanRow, PlanSeat] | None:
    return next(((row, seat) for row in plan.rows for seat in row.seats if seat.seat == number), None)


def price_of(plan: SeatPlan, seat: PlanSeat) -> int:
    return next((zone.price_kopecks for zone in plan.zones if zone.zone == seat.zone), 0)
