"""Which seats of a hall are the best side by side: pure geometry over lines and columns.

Best is near the middle and a third of the hall away from the stage, and leaves no single seat that nobody
would take. Rivals who want as many would all meet at the very best, so luck chooses among those as good.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Final

from backend.bookings.seat_state import SeatState

BEST_DEPTH: Final = 1 / 3  # of the lines, from the stage
LINE_WEIGHT: Final = 1.5  # a line behind is more than a seat aside
SINGLE_LEFT: Final = 1.5  # what a lonely seat costs
AS_GOOD: Final = 1.0  # so much worse is still as good
MOST_AS_GOOD: Final = 8

Party = tuple[SeatState, ...]


def side_by_side(
    all_seats: Sequence[SeatState], free: Iterable[SeatState], wanted: int, luck: int
) -> Party | None:
    """The best free neighbours in one line; None where there are not so many anywhere."""
    middle, depth = _heart(all_seats)
    found: list[tuple[float, int, Party]] = []
    for run in _runs(free):
        for start in range(len(run) - wanted + 1):
            party = run[start : start + wanted]
            left, right = start, len(run) - start - wanted
            score = _distance(party, middle, depth) + SINGLE_LEFT * ((left == 1) + (right == 1))
            found.append((score, party[0].seat, party))
    if not found:
        return None
    found.sort(key=lambda each: each[:2])
    as_good = [party for score, _, party in found[:MOST_AS_GOOD] if score <= found[0][0] + AS_GOOD]
    return as_good[luck % len(as_good)]


def nearest_to(seat: SeatState, free: Iterable[SeatState], wanted: int) -> Party:
    """The free seats nearest to one, those of its zone of price first."""
    by_distance = sorted(
        free,
        key=lambda other: (
            other.zone != seat.zone,
            abs(other.column - seat.column) + LINE_WEIGHT * abs(other.line - seat.line),
            other.seat,
        ),
    )
    return tuple(by_distance[:wanted])


def close_together(all_seats: Sequence[SeatState], free: Sequence[SeatState], wanted: int) -> Party:
    """Where no neighbours are left: the seats around the best free one."""
    middle, depth = _heart(all_seats)
    best = min(free, key=lambda seat: (_distance((seat,), middle, depth), seat.seat))
    return nearest_to(best, free, wanted)


def _runs(free: Iterable[SeatState]) -> list[Party]:
    """Unbroken neighbours, line by line; an aisle or a taken seat breaks a run."""
    ordered = sorted(free, key=lambda seat: (seat.line, seat.column))
    runs: list[Party] = []
    for _, numbered in groupby(enumerate(ordered), key=lambda each: (each[1].line, each[1].column - each[0])):
        runs.append(tuple(seat for _, seat in numbered))
    return runs


def _heart(all_seats: Sequence[SeatState]) -> tuple[float, float]:
    columns = [seat.column for seat in all_seats]
    lines = [seat.line for seat in all_seats]
    return (min(columns) + max(columns)) / 2, min(lines) + (max(lines) - min(lines)) * BEST_DEPTH


def _distance(party: Sequence[SeatState], middle: float, depth: float) -> float:
    aside = abs(sum(seat.column for seat in party) / len(party) - middle)
    return aside + LINE_WEIGHT * abs(party[0].line - depth)
