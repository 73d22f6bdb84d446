"""The bar with the four ways out: one row, two where the text is large, a column on a panel on its side."""

from __future__ import annotations

from typing import Final

from kiosk.flow.views import Button
from kiosk.screens.drawing import Box, Node
from kiosk.screens.layout.controls import column_button, rail_button, rail_height, rail_width
from kiosk.screens.layout.draft import Draft
from kiosk.screens.theme import RAIL, TARGET

_GAP: Final = 16
_LARGE_ROW: Final = 2


def bar_height(bar: tuple[Button, ...], draft: Draft, width: float) -> float:
    rows = _rows(bar, draft)
    return sum(_row_height(row, draft, width) for row in rows) + _GAP * max(0, len(rows) - 1)


def bar_nodes(bar: tuple[Button, ...], draft: Draft, box: Box) -> list[Node]:
    """The buttons from the top of `box` on, each always in its own place."""
    nodes: list[Node] = []
    y = box.y
    for row in _rows(bar, draft):
        height = _row_height(row, draft, box.width)
        x = box.x
        for button, width in zip(row, _widths(row, draft, box.width), strict=True):
            nodes.append(rail_button(button, draft, Box(round(x), y, round(width), height), RAIL))
            x += width + _GAP
        y += height + _GAP
    return nodes


def _rows(bar: tuple[Button, ...], draft: Draft) -> list[tuple[Button, ...]]:
    step = _LARGE_ROW if draft.theme.large else max(1, len(bar))
    return [bar[at : at + step] for at in range(0, len(bar), step)]


def _widths(row: tuple[Button, ...], draft: Draft, width: float) -> list[float]:
    room = width - _GAP * (len(row) - 1)
    least = [rail_width(button, draft, RAIL) for button in row]
    if draft.theme.large or sum(least) > room:
        return [room / len(row)] * len(row)
    return [part + (room - sum(least)) / len(row) for part in least]


def _row_height(row: tuple[Button, ...], draft: Draft, width: float) -> float:
    """Large words stand alone: their sign would cost a line."""
    widths = _widths(row, draft, width)
    return max(rail_height(button, draft, wide, RAIL) for button, wide in zip(row, widths, strict=True))


def column_height(bar: tuple[Button, ...], draft: Draft, width: float) -> float:
    return sum(_line_height(b, draft, width) for b in bar) + _GAP * max(0, len(bar) - 1)


def column_nodes(bar: tuple[Button, ...], draft: Draft, box: Box) -> list[Node]:
    """The buttons below one another from the top of `box` on, sign and word in one line."""
    nodes: list[Node] = []
    y = box.y
    for button in bar:
        height = _line_height(button, draft, box.width)
        nodes.append(column_button(button, draft, Box(box.x, y, box.width, height), RAIL))
        y += height + _GAP
    return nodes


def _line_height(button: Button, draft: Draft, width: float) -> float:
    """Large words stand alone and may need two lines; others stand beside their sign."""
    return rail_height(button, draft, width, RAIL) if draft.theme.large else TARGET
