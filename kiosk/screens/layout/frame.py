"""Where things stand on a panel: header, bar and the room between them, for each way to use it."""

from __future__ import annotations

from typing import Final

from devices.values import Value
from kiosk.flow.views import View
from kiosk.screens.drawing import Box, Node, Plate, Role
from kiosk.screens.layout.bar import bar_height, bar_nodes, column_height, column_nodes
from kiosk.screens.layout.draft import Draft
from kiosk.screens.layout.header import (
    ROW_ONE,
    ROW_TWO,
    comfort_row,
    comfort_rows,
    identity,
    identity_stacked,
)
from kiosk.screens.panel import Panel

MARGIN: Final = 64
LOW_REACH_SHARE: Final = 0.55
LOW_REACH_SHARE_LANDSCAPE: Final = 0.72
"""A panel on its side is only 268 mm high: this keeps the controls lower than upright ones."""
_HEADER: Final = 24 + ROW_ONE + 8 + ROW_TWO + 20
_RAIL: Final = 480
_RAIL_LARGE: Final = 560
_RAIL_MARGIN: Final = 32


class Frame(Value):
    """The fixed nodes and the room for the page; `upper` is the quiet panel of low reach."""

    header: tuple[Node, ...]
    bar: tuple[Node, ...]
    content: Box
    upper: Box | None = None


def frame_of(view: View, panel: Panel, draft: Draft) -> Frame:
    """The frame of `view`; `draft` gives the theme and the ruler."""
    low = view.header.comfort.low_reach
    if panel.landscape:
        return _landscape_low(view, panel, draft) if low else _landscape(view, panel, draft)
    return _portrait_low(view, panel, draft) if low else _portrait(view, panel, draft)


def _ground(draft: Draft, box: Box, rule: Box) -> Node:
    """A plain ground for header or bar, with its hairline."""
    palette = draft.theme.palette
    plate = Plate(Box(0, 0, box.width, box.height), palette.surface)
    return Node(
        Role.IMAGE, "", box, (plate, Plate(rule.moved(-box.x, -box.y), palette.hairline)), moves=False
    )


def _portrait(view: View, panel: Panel, draft: Draft) -> Frame:
    width, inner = panel.width, panel.width - 2 * MARGIN
    header = [
        _ground(draft, Box(0, 0, width, _HEADER), Box(0, _HEADER - 2, width, 2)),
        *identity(view.header, draft, Box(MARGIN, 24, inner, ROW_ONE)),
        *comfort_row(view.header, draft, Box(MARGIN, 24 + ROW_ONE + 8, inner, ROW_TWO)),
    ]
    bar, bar_top = _bar_below(view, panel, draft)
    content = Box(MARGIN, _HEADER + 32, inner, bar_top - 24 - _HEADER - 32)
    return Frame(tuple(header), tuple(bar), content)


def _portrait_low(view: View, panel: Panel, draft: Draft) -> Frame:
    """Everything that can be pressed in the lower part; the upper one only says where one is."""
    width, inner = panel.width, panel.width - 2 * MARGIN
    top = round(panel.height * (1 - LOW_REACH_SHARE))
    bottom = top + ROW_TWO + 28
    header = [
        _ground(draft, Box(0, top, width, bottom - top), Box(0, top, width, 2)),
        *identity(view.header, draft, Box(MARGIN, 24, inner, ROW_ONE)),
        *comfort_row(view.header, draft, Box(MARGIN, top + 14, inner, ROW_TWO)),
    ]
    bar, bar_top = _bar_below(view, panel, draft)
    space = 8 if draft.theme.large else 20
    content = Box(MARGIN, bottom + space, inner, bar_top - bottom - 2 * space)
    upper = Box(MARGIN, 24 + ROW_ONE + 32, inner, top - 24 - ROW_ONE - 72)
    return Frame(tuple(header), tuple(bar), content, upper)


def _bar_below(view: View, panel: Panel, draft: Draft) -> tuple[list[Node], float]:
    """The bar at the foot of an upright panel, and where it begins."""
    if not view.bar:
        return [], panel.height
    inner = panel.width - 2 * MARGIN
    space = 12 if draft.theme.large else 20
    height = bar_height(view.bar, draft, inner) + 2 * space
    top = panel.height - height
    ground = _ground(draft, Box(0, top, panel.width, height), Box(0, top, panel.width, 2))
    return [ground, *bar_nodes(view.bar, draft, Box(MARGIN, top + space, inner, 0))], top


def _landscape(view: View, panel: Panel, draft: Draft) -> Frame:
    rail = _RAIL_LARGE if draft.theme.large else _RAIL
    inner, height = rail - 2 * _RAIL_MARGIN, panel.height
    header = [
        _ground(draft, Box(0, 0, rail, height), Box(rail - 2, 0, 2, height)),
        *identity_stacked(view.header, draft, Box(_RAIL_MARGIN, 20, inner, 0)),
        *comfort_rows(view.header, draft, Box(_RAIL_MARGIN, 184 if draft.theme.large else 200, inner, 0)),
    ]
    bar = _bar_beside(view, panel, draft, inner)
    content = Box(rail + MARGIN, 40, panel.width - rail - 2 * MARGIN, height - 72)
    return Frame(tuple(header), tuple(bar), content)


def _landscape_low(view: View, panel: Panel, draft: Draft) -> Frame:
    """The comfort buttons in one row across, the bar in the column under them."""
    rail = _RAIL_LARGE if draft.theme.large else _RAIL
    inner, width, height = rail - 2 * _RAIL_MARGIN, panel.width, panel.height
    top = round(height * (1 - LOW_REACH_SHARE_LANDSCAPE))
    bottom = top + ROW_TWO + 28
    side = Box(_RAIL_MARGIN, 24, width - 2 * _RAIL_MARGIN, ROW_ONE)
    header = [
        _ground(draft, Box(0, top, width, bottom - top), Box(0, top, width, 2)),
        _ground(draft, Box(0, bottom, rail, height - bottom), Box(rail - 2, bottom, 2, height - bottom)),
        *identity(view.header, draft, side),
        *comfort_row(view.header, draft, Box(_RAIL_MARGIN, top + 14, side.width, ROW_TWO)),
    ]
    bar = _bar_beside(view, panel, draft, inner)
    content = Box(rail + MARGIN, bottom + 16, width - rail - 2 * MARGIN, height - bottom - 32)
    upper = Box(rail + MARGIN, 24 + ROW_ONE + 12, width - rail - 2 * MARGIN, top - 24 - ROW_ONE - 32)
    return Frame(tuple(header), tuple(bar), content, upper)


def _bar_beside(view: View, panel: Panel, draft: Draft, width: float) -> list[Node]:
    height = column_height(view.bar, draft, width)
    return column_nodes(view.bar, draft, Box(_RAIL_MARGIN, panel.height - 12 - height, width, 0))
