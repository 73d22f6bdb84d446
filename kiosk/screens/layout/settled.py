"""How far the questions have come: a thin bar with quiet words beside it, or over it where they are long."""

from __future__ import annotations

from typing import Final

from kiosk.flow.entry_blocks import Settled
from kiosk.screens.drawing import Box, Plate, Role
from kiosk.screens.layout.draft import Draft, Piece, Stack, text_node
from kiosk.screens.theme import SMALL

_BAR: Final = 16
_GAP: Final = 24
_WIDEST_WORDS: Final = 0.6
"""Words that would leave the bar less than the rest of the line stand over it."""


def settled_pieces(settled: Settled, draft: Draft) -> tuple[Piece, ...]:
    palette = draft.theme.palette
    wide = draft.measure(settled.text, SMALL)
    beside = wide <= draft.width * _WIDEST_WORDS
    words = Stack(draft, 0, 0, draft.width)
    words.text(settled.text, SMALL, palette.secondary)
    left = round(wide) + _GAP if beside else 0
    top = round((words.y - _BAR) / 2) + 2 if beside else words.y + 8
    height = max(words.y, top + _BAR)
    share = min(1, max(0, settled.done / max(1, settled.total)))
    room = draft.width - left
    track = Plate(Box(left, top, room, _BAR), palette.surface, palette.border, 2, _BAR / 2)
    filled = Plate(Box(left, top, max(_BAR, room * share), _BAR), palette.accent, radius=_BAR / 2)
    node = text_node(
        Role.PROGRESS, settled.text, draft.width, height, (*words.marks, track, filled), settled.spoken
    )
    return (Piece((node,), height, gap=16),)
