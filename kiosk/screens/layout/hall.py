"""The parts of a hall where they lie under the stage: each a card with its seats in small."""

from __future__ import annotations

from typing import Final

from kiosk.flow.hall_blocks import HallPart, HallParts
from kiosk.screens.drawing import Box, Glyph, Mark, Node, Plate, Role
from kiosk.screens.layout.draft import Draft, Piece, Stack, card_plate, joined
from kiosk.screens.layout.seats import stage_pieces
from kiosk.screens.theme import HEADLINE, SMALL, SMALL_STRONG

_GAP: Final = 16
_PADDING: Final = 20
_DOT: Final = 14
_STEP: Final = 20
_LEAST: Final = 280
_FREE: Final = "o"
_NO_SEAT: Final = "."


def hall_parts_pieces(hall: HallParts, draft: Draft) -> tuple[Piece, ...]:
    """Cards as on the plan; enlarged, or in a narrow column, as a list from the stage on."""
    width = (draft.width - _GAP * (hall.columns - 1)) / hall.columns
    if draft.theme.large or width < _LEAST:
        listed = [_part_node(part, draft, draft.width, picture=False) for part in hall.parts]
        return tuple(Piece((node,), node.box.height, gap=_GAP) for node in listed)
    pieces = [*stage_pieces(hall.stage, draft)]
    for row in sorted({part.row for part in hall.parts}):
        of_row = [part for part in hall.parts if part.row == row]
        drawn = [_part_node(part, draft, round(width), picture=True) for part in of_row]
        tallest = max(node.box.height for node in drawn)
        nodes = [
            _part_node(part, draft, round(width), picture=True, height=tallest).moved(
                round(part.column * (width + _GAP)), 0
            )
            for part in of_row
        ]
        pieces.append(Piece(tuple(nodes), tallest, gap=_GAP))
    return tuple(pieces)


def _part_node(part: HallPart, draft: Draft, width: float, *, picture: bool, height: float = 0) -> Node:
    """Seats in small, then which rows, how many are free, what they cost."""
    palette = draft.theme.palette
    free = part.press is not None
    stack = Stack(draft, _PADDING, _PADDING, width - 2 * _PADDING)
    if picture:
        stack.marks += _picture(part, draft, width, stack.y)
        stack.y += len(part.picture) * _STEP + 8
    stack.text(part.title, HEADLINE, palette.ink if free else palette.secondary)
    stack.text(part.note, SMALL, palette.secondary, gap=4)
    stack.text(part.price, SMALL_STRONG, palette.ink if free else palette.secondary, gap=4)
    tall = max(height, stack.y + _PADDING)
    plate = card_plate(draft, width, tall, pressable=free)
    sign: tuple[Mark, ...] = ()
    if free:
        size = draft.theme.size(SMALL)
        sign = (Glyph(Box(width - size - 12, tall - size - 14, size, size), "forward", palette.accent),)
    name = joined(part.title, part.note, part.price)
    marks = (plate, *stack.marks, *sign)
    return Node(
        Role.BUTTON if free else Role.TEXT,
        name,
        Box(0, 0, width, tall),
        marks,
        part.press,
        spoken=part.spoken or name,
    )


def _picture(part: HallPart, draft: Draft, width: float, top: float) -> list[Mark]:
    """A dot a seat: filled where it is free, an outline where it is taken."""
    palette = draft.theme.palette
    across = max((len(row) for row in part.picture), default=0)
    left = round((width - across * _STEP) / 2)
    marks: list[Mark] = []
    for down, row in enumerate(part.picture):
        for at, seat in enumerate(row):
            if seat == _NO_SEAT:
                continue
            box = Box(left + at * _STEP, round(top) + down * _STEP, _DOT, _DOT)
            if seat == _FREE:
                marks.append(Plate(box, palette.accent, None, 0, 4))
            else:
                marks.append(Plate(box, palette.surface, palette.border, 2, 4))
    return marks
