"""How far the questions have come: quiet words over a thin bar."""

from __future__ import annotations

from typing import Final

from kiosk.flow.entry_blocks import Settled
from kiosk.screens.drawing import Box, Plate, Role
from kiosk.screens.layout.draft import Draft, Piece, Stack, text_node
from kiosk.screens.theme import SMALL

_BAR: Final = 16


def settled_pieces(settled: Settled, draft: Draft) -> tuple[Piece, ...]:
    palette = draft.theme.palette
    words = Stack(draft, 0, 0, draft.width)
    words.text(settled.text, SMALL, palette.secondary)
    top = words.y + 8
    share = min(1, max(0, settled.done / max(1, settled.total)))
    track = Plate(Box(0, top, draft.width, _BAR), palette.surface, palette.border, 2, _BAR / 2)
    filled = Plate(Box(0, top, max(_BAR, draft.width * share), _BAR), palette.accent, radius=_BAR / 2)
    node = text_node(
        Role.PROGRESS, settled.text, draft.width, top + _BAR, (*words.marks, track, filled), settled.spoken
    )
    return (Piece((node,), top + _BAR, gap=24),)
