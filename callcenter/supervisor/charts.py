"""Charts as numbers for an inline drawing: bars of a table, columns of a period. Pure; no script draws them.

What a colour says is said by a pattern and a word too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

Pattern = Literal["solid", "hatched", "dotted", "crossed", "empty"]

WIDTH: Final = 640
LONGEST_BAR: Final = 280
ROW: Final = 30
LONGEST_LABEL: Final = 34  # letters of its column

COLUMN_HEIGHT: Final = 150
COLUMN_TOP: Final = 14
COLUMN_LEFT: Final = 44
COLUMN_RIGHT: Final = 12  # half a label
MOST_LABELS: Final = 12
STEPS: Final = (1, 2, 5)


@dataclass(frozen=True, slots=True)
class Bar:
    """One line; `value` is written beside it."""

    label: str
    value: str
    y: int
    width: str
    pattern: Pattern


@dataclass(frozen=True, slots=True)
class Bars:
    bars: tuple[Bar, ...]
    height: int


@dataclass(frozen=True, slots=True)
class Column:
    """Two heights one upon the other, and the label below, "" where there is no room for it."""

    x: str
    width: str
    lower_y: str
    lower: str
    upper_y: str
    upper: str
    label: str
    middle: str


@dataclass(frozen=True, slots=True)
class GridLine:
    y: str
    label: str


@dataclass(frozen=True, slots=True)
class Columns:
    columns: tuple[Column, ...]
    lines: tuple[GridLine, ...]
    height: int


def bars_of(rows: Sequence[tuple[str, str, int, Pattern]]) -> Bars:
    """Of label, written value, number and pattern, the longest bar for the greatest number."""
    most = max((number for _, _, number, _ in rows), default=0)
    bars = tuple(
        Bar(cut(label), value, place * ROW, f"{number / most * LONGEST_BAR if most else 0:.1f}", pattern)
        for place, (label, value, number, pattern) in enumerate(rows)
    )
    return Bars(bars, len(rows) * ROW)


def columns_of(parts: Sequence[tuple[str, int, int]]) -> Columns:
    """Of label, lower and upper number; with a scale of round numbers at the left."""
    top = round_above(max((lower + upper for _, lower, upper in parts), default=0))
    room = (WIDTH - COLUMN_LEFT - COLUMN_RIGHT) / max(1, len(parts))
    each = -(-len(parts) // MOST_LABELS)
    columns = []
    for place, (label, lower, upper) in enumerate(parts):
        left = COLUMN_LEFT + place * room + room * 0.15
        low, high = _height(lower, top), _height(upper, top)
        columns.append(
            Column(
                x=f"{left:.1f}",
                width=f"{room * 0.7:.1f}",
                lower_y=f"{_base() - low:.1f}",
                lower=f"{low:.1f}",
                upper_y=f"{_base() - low - high:.1f}",
                upper=f"{high:.1f}",
                label=label if place % each == 0 else "",
                middle=f"{left + room * 0.35:.1f}",
            )
        )
    marks = (0, top // 2, top) if top % 2 == 0 else (0, top)
    lines = tuple(GridLine(f"{_base() - _height(mark, top):.1f}", str(mark)) for mark in marks)
    return Columns(tuple(columns), lines, _base() + 24)


def round_above(number: int) -> int:
    """The next of 1, 2, 5, 10, 20, 50 … that is not below it."""
    scale = 1
    while True:
        for step in STEPS:
            if step * scale >= number:
                return step * scale
        scale *= 10


def cut(label: str) -> str:
    """So that it stays in its column; the table beside has the whole."""
    return label if len(label) <= LONGEST_LABEL else f"{label[: LONGEST_LABEL - 1].rstrip()}…"


def _base() -> int:
    return COLUMN_TOP + COLUMN_HEIGHT


def _height(number: int, top: int) -> float:
    return number / top * COLUMN_HEIGHT if top else 0.0
