"""Days and times: equal cells, as many a row as stand whole."""

from __future__ import annotations

from typing import Final

from kiosk.flow.time_blocks import Cell, CellGrid
from kiosk.screens.drawing import Box, Mark, Node, Plate, Role
from kiosk.screens.layout.draft import Draft, Piece, joined, line_centred
from kiosk.screens.theme import RADIUS_BUTTON, SMALL, STRONG, TARGET

_GAP: Final = 16
_PADDING: Final = 20
_LEAST: Final = 144
_MOST: Final = 8


def cell_pieces(grid: CellGrid, draft: Draft) -> tuple[Piece, ...]:
    """A piece a row: a page ends between rows."""
    if not grid.cells:
        return ()
    columns = _columns(grid, draft)
    width = (draft.width - _GAP * (columns - 1)) / columns
    height = _height(grid, draft)
    pieces = []
    for first in range(0, len(grid.cells), columns):
        row = grid.cells[first : first + columns]
        nodes = tuple(
            _cell_node(cell, draft, Box(round(at * (width + _GAP)), 0, round(width), height))
            for at, cell in enumerate(row)
        )
        pieces.append(Piece(nodes, height, gap=_GAP))
    return tuple(pieces)


def _columns(grid: CellGrid, draft: Draft) -> int:
    widest = max(
        max(draft.measure(cell.text, STRONG), draft.measure(cell.note, SMALL)) for cell in grid.cells
    )
    least = max(_LEAST, widest + 2 * _PADDING)
    return max(1, min(_MOST, int((draft.width + _GAP) // (least + _GAP))))


def _height(grid: CellGrid, draft: Draft) -> float:
    lines = draft.theme.line(STRONG)
    if any(cell.note for cell in grid.cells):
        lines += draft.theme.line(SMALL)
    return max(TARGET, lines + 32)


def _cell_node(cell: Cell, draft: Draft, box: Box) -> Node:
    palette = draft.theme.palette
    ink = palette.on_tint if cell.selected else palette.ink
    note = palette.on_tint if cell.selected else palette.secondary
    small, strong = draft.theme.line(SMALL), draft.theme.line(STRONG)
    top = round((box.height - strong - (small if cell.note else 0)) / 2)
    marks: list[Mark] = [
        Plate(
            Box(0, 0, box.width, box.height),
            palette.tint if cell.selected else palette.surface,
            palette.accent if cell.selected else palette.border,
            6 if cell.selected else draft.theme.stroke,
            RADIUS_BUTTON,
        )
    ]
    if cell.note:
        marks += line_centred(draft, cell.note, SMALL, note, Box(4, top, box.width - 8, small))
        top += round(small)
    marks += line_centred(draft, cell.text, STRONG, ink, Box(4, top, box.width - 8, strong))
    name = joined(cell.note, cell.text)
    states = ("selected",) if cell.selected else ()
    return Node(Role.CHOICE, name, box, tuple(marks), cell.press, states, cell.spoken or name)
