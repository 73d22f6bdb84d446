"""The technician's touch test: a grid that fills the page, each field to be touched once."""

from __future__ import annotations

from kiosk.flow.blocks import Tone, TouchTest
from kiosk.flow.technician_events import FieldTouched
from kiosk.screens.drawing import Box, Node
from kiosk.screens.layout.controls import KeyLook, plain_key
from kiosk.screens.layout.draft import Draft, Piece
from kiosk.screens.theme import KEY

_GAP = 16


def touch_test_piece(test: TouchTest, draft: Draft, height: float) -> Piece:
    palette = draft.theme.palette
    good = palette.tones[Tone.GOOD]
    touched = (good.ground, good.sign, good.sign)
    # The grid is made for an upright panel; on its side it lies on its side too.
    columns, rows = (test.rows, test.columns) if draft.beside else (test.columns, test.rows)
    wide = (draft.width - _GAP * (columns - 1)) / columns
    high = (height - _GAP * (rows - 1)) / rows
    nodes: list[Node] = []
    for field in range(columns * rows):
        row, column = divmod(field, columns)
        box = Box(round(column * (wide + _GAP)), round(row * (high + _GAP)), round(wide), round(high))
        done = field in test.touched
        look = KeyLook(KEY, "done", touched) if done else KeyLook(KEY)
        nodes.append(plain_key(str(field + 1), draft, box, FieldTouched(field), look))
    return Piece(tuple(nodes), height, gap=24)
