"""Who and where: mark, place, clock, the person's name; and the five comfort buttons."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

from msgspec.structs import replace

from kiosk.flow.views import Button, Header
from kiosk.screens.drawing import Box, Glyph, Hold, Line, Mark, Node, Plate, Role, Window
from kiosk.screens.layout.controls import rail_button, rail_width
from kiosk.screens.layout.draft import Draft, lines
from kiosk.screens.theme import CLOCK, CONTROL, PLACE

CLOCK_HOLD_SECONDS: Final = 3.0
ROW_ONE: Final = 96
ROW_TWO: Final = 112
_GAP: Final = 16
_MARK: Final = 72
_PILL: Final = 64


def identity(header: Header, draft: Draft, box: Box) -> list[Node]:
    """Mark, place and region on the left; the person and the clock on the right."""
    clock = _clock(header, draft)
    clock = clock.moved(box.right - clock.box.width, box.y + round((box.height - clock.box.height) / 2))
    who = _who(header, draft, clock.box.x - 24, box)
    right = who[0].box.x if who else clock.box.x
    left = box.x + _MARK + 20
    mark = _mark(draft, Box(box.x, box.y + (box.height - _MARK) / 2, _MARK, _MARK))
    return [mark, _place(header, draft, Box(left, box.y, right - 24 - left, box.height)), *who, clock]


def identity_stacked(header: Header, draft: Draft, box: Box) -> list[Node]:
    """The same for a narrow column: mark and clock above; below the place, or in a session the person."""
    clock = _clock(header, draft)
    clock = clock.moved(box.right - clock.box.width, box.y + round((_MARK - clock.box.height) / 2))
    below = Box(box.x, box.y + _MARK + 4, box.width, 2 * draft.theme.line(PLACE) + 4)
    who = [replace(node, box=replace(node.box, x=box.x)) for node in _who(header, draft, box.right, below)]
    return [
        _mark(draft, Box(box.x, box.y, _MARK, _MARK)),
        clock,
        *(who or [_place(header, draft, below)]),
    ]


def _mark(draft: Draft, box: Box) -> Node:
    palette = draft.theme.palette
    window = Window(Box(0, 0, box.width, box.height), palette.accent, palette.surface)
    return Node(Role.IMAGE, "", box, (window,), moves=False)


def _clock(header: Header, draft: Draft) -> Node:
    width = draft.measure(header.clock, CLOCK)
    marks = lines(draft, header.clock, CLOCK, draft.theme.palette.ink, Box(0, 0, width + 1, 0))
    hold = Hold(header.clock_held, CLOCK_HOLD_SECONDS) if header.clock_held else None
    box = Box(0, 0, width, draft.theme.line(CLOCK))
    return Node(Role.STATUS, header.clock, box, marks, hold, spoken=header.clock, moves=False)


def _who(header: Header, draft: Draft, right: float, box: Box) -> list[Node]:
    """Whose session this is, as a pill."""
    if not header.who:
        return []
    palette = draft.theme.palette
    words = draft.measure(header.who, PLACE)
    width = words + 48 + 2 * 20
    top = round((_PILL - draft.theme.line(PLACE)) / 2)
    marks: tuple[Mark, ...] = (
        Plate(Box(0, 0, width, _PILL), palette.tint, radius=_PILL / 2),
        Glyph(Box(18, 12, 40, 40), "person", palette.on_tint),
        *lines(draft, header.who, PLACE, palette.on_tint, Box(68, top, words + 1, 0)),
    )
    place = Box(round(right - width), box.y + round((box.height - _PILL) / 2), width, _PILL)
    return [Node(Role.STATUS, header.who, place, marks, spoken=header.who, moves=False)]


def _place(header: Header, draft: Draft, box: Box) -> Node:
    """The place and, if that leaves a line, the region under it."""
    palette = draft.theme.palette
    place = lines(draft, header.place, PLACE, palette.ink, Box(0, 0, box.width, 0))[:2]
    region: tuple[Line, ...] = ()
    if len(place) == 1:
        region = lines(draft, header.region, CONTROL, palette.secondary, Box(0, 0, box.width, 0))[:1]
    tall = sum(line.box.height for line in (*place, *region))
    y = round((box.height - tall) / 2)
    marks: list[Mark] = []
    for line in (*place, *region):
        marks.append(replace(line, box=replace(line.box, y=y)))
        y += round(line.box.height)
    name = f"{header.place}. {header.region}"
    return Node(Role.TEXT, name, box, tuple(marks), spoken=name, moves=False)


def comfort_row(header: Header, draft: Draft, box: Box) -> list[Node]:
    """The comfort buttons side by side, as wide as their words and a fair share of the rest."""
    return _row(header.buttons, draft, box, most=120)


def comfort_rows(header: Header, draft: Draft, box: Box) -> list[Node]:
    """The comfort buttons in as many rows as a narrow column needs, in the same order."""
    rows: list[list[Button]] = [[]]
    room = box.width
    for button in header.buttons:
        needed = rail_width(button, draft, CONTROL) + _GAP
        if rows[-1] and needed > room + _GAP:
            rows.append([])
            room = box.width
        rows[-1].append(button)
        room -= needed
    nodes = []
    for number, row in enumerate(rows):
        nodes += _row(row, draft, Box(box.x, box.y + number * (ROW_TWO + _GAP), box.width, ROW_TWO))
    return nodes


def _row(buttons: Sequence[Button], draft: Draft, box: Box, most: float = math.inf) -> list[Node]:
    """One row; no button grows by more than `most`."""
    least = [rail_width(button, draft, CONTROL) for button in buttons]
    spare = (box.width - _GAP * (len(least) - 1) - sum(least)) / max(1, len(least))
    nodes = []
    x = box.x
    for button, width in zip(buttons, least, strict=True):
        wide = round(width + min(spare, most))
        nodes.append(rail_button(button, draft, Box(round(x), box.y, wide, box.height), CONTROL))
        x += wide + _GAP
    return nodes
