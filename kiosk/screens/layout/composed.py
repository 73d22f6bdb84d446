"""A page with an emblem: picture and words in the middle, large, as the only thing there is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from msgspec.structs import replace

from kiosk.flow.blocks import Block, Emblem, Title
from kiosk.flow.views import View
from kiosk.screens.drawing import Box, Node
from kiosk.screens.layout.blocks import flowing_pieces
from kiosk.screens.layout.draft import Draft, Piece
from kiosk.screens.layout.paging import column_height, placed

_SIZES: Final = (320, 240, 176, 128)
_WIDEST: Final = 1040
_OPTICAL_MIDDLE: Final = 0.38
"""What stands a little above the middle looks as if it stood there."""


def is_composed(view: View) -> bool:
    return any(isinstance(block, Emblem) for block in view.blocks)


def column_of(room: Box, draft: Draft) -> Box:
    """The part of `room` that words and buttons take: a wide page keeps them together in its middle."""
    width = room.width if draft.theme.large else min(room.width, _WIDEST)
    return Box(room.x + round((room.width - width) / 2), room.y, width, room.height)


def composed_pieces(blocks: tuple[Block, ...], draft: Draft, height: float) -> tuple[Piece, ...]:
    """The pieces with the largest emblem that leaves all of them on one page.

    What does not fit even without one is laid out as any other page, with the sign of its tone.
    """
    for size in (*_SIZES, 0):
        pieces = flowing_pieces(blocks, replace(draft, composed=True, emblem=size))
        if column_height(pieces) <= height:
            return pieces
    return flowing_pieces(blocks, draft)


def on_quiet_panel(view: View, draft: Draft, upper: Box) -> tuple[list[Node], tuple[Block, ...]]:
    """What of emblem and title has room on the quiet panel of low reach, and the blocks that are left."""
    top = tuple(block for block in view.blocks if isinstance(block, Emblem | Title))
    title = tuple(block for block in top if isinstance(block, Title))
    for blocks in (top, title):
        pieces = composed_pieces(blocks, draft, upper.height)
        if pieces and column_height(pieces) <= upper.height:
            y = upper.y + round((upper.height - column_height(pieces)) / 2)
            shown = len(pieces) > len(title)
            rest = tuple(b for b in view.blocks if b not in blocks or (isinstance(b, Emblem) and not shown))
            return placed(pieces, upper.x, y), rest
    return [], view.blocks


def fall(pieces: Sequence[Piece], room: Box, foot: float) -> float:
    """How far below the top of `room` the words begin; buttons that appear at its foot do not move them."""
    taken = column_height(pieces)
    wished = (room.height - taken) * _OPTICAL_MIDDLE
    return round(max(0, min(wished, room.height - foot - taken)))
