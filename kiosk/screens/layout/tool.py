"""The part of a page that is worked with: PIN pad, keyboard, touch test, and the buttons that go with it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from devices.values import Value
from kiosk.flow.blocks import PinPad
from kiosk.flow.entry_blocks import Keyboard, NumberPad
from kiosk.flow.views import Button
from kiosk.screens.drawing import Box, Node
from kiosk.screens.layout.actions import foot_height, foot_nodes
from kiosk.screens.layout.blocks import Tool
from kiosk.screens.layout.draft import Draft, Piece
from kiosk.screens.layout.frame import MARGIN
from kiosk.screens.layout.keyboard import keyboard_piece
from kiosk.screens.layout.number_pad import pad_beside_fields, pad_under_fields
from kiosk.screens.layout.paging import column_height, placed
from kiosk.screens.layout.pin_pad import PAD_WIDTH, pin_pad_piece
from kiosk.screens.layout.touch_test import touch_test_piece

_GAP: Final = 24
_KEYBOARD_MARGIN: Final = 13
"""What the keyboard keeps from the edge of an upright panel."""


_WIDE_COLUMN: Final = 600
"""So wide a column holds the three fields of a date beside one another."""


class Worktop(Value):
    """The tool and its buttons, which stand at the foot of `room`."""

    piece: Piece
    foot: tuple[Node, ...]
    room: Box
    room_above: float
    floats: bool  # stands in the middle of what is left and not at the foot
    below: float  # what the buttons under the tool take

    def nodes(self, used: float) -> list[Node]:
        """Its nodes, when what flows above has used so much of the room."""
        spare = self.room_above - used
        rise = round(min(spare / 2, 160)) if self.floats else 0
        y = self.room.bottom - self.below - self.piece.height - rise
        return [*placed((self.piece,), self.room.x, y), *self.foot]


def worktop_of(
    tool: Tool, actions: tuple[Button, ...], draft: Draft, room: Box, flowing: Sequence[Piece]
) -> Worktop:
    if isinstance(tool, Keyboard):
        piece = keyboard_piece(tool, draft, MARGIN - _KEYBOARD_MARGIN, actions)
        return Worktop(piece, (), room, room.height - piece.height - _GAP, floats=False, below=0)
    if isinstance(tool, PinPad):
        return _pin_worktop(tool, actions, draft, room, flowing)
    if isinstance(tool, NumberPad):
        return _number_worktop(tool, actions, draft, room, flowing)
    below = _below(actions, draft)
    taken = column_height(flowing)
    height = room.height - below - (taken + _GAP if taken else 0)
    foot = tuple(foot_nodes(actions, None, draft, room.x, room.bottom))
    return Worktop(touch_test_piece(tool, draft, height), foot, room, taken, floats=False, below=below)


def _below(actions: tuple[Button, ...], draft: Draft) -> float:
    foot = foot_height(actions, None, draft)
    return foot + _GAP if foot else 0


def _pin_worktop(
    pad: PinPad, actions: tuple[Button, ...], draft: Draft, room: Box, flowing: Sequence[Piece]
) -> Worktop:
    """Dots above the pad where height allows it, otherwise beside it, with the buttons under them."""
    tall = pin_pad_piece(pad, draft, beside=False)
    below = _below(actions, draft)
    left = room.height - below - tall.height - _GAP
    if column_height(flowing) <= left:
        foot = tuple(foot_nodes(actions, None, draft, room.x, room.bottom))
        return Worktop(tall, foot, room, left, floats=True, below=below)
    flat = pin_pad_piece(pad, draft, beside=True)
    column = draft.narrowed(room.width - PAD_WIDTH - 48)
    foot = tuple(foot_nodes(actions, None, column, room.x, room.bottom))
    return Worktop(flat, foot, room, room.height - flat.height - _GAP, floats=False, below=0)


def _number_worktop(
    pad: NumberPad, actions: tuple[Button, ...], draft: Draft, room: Box, flowing: Sequence[Piece]
) -> Worktop:
    """Fields above the pad where height allows it; otherwise beside it, in a wide or a narrow column."""
    tall = pad_under_fields(pad, draft)
    below = _below(actions, draft)
    left = room.height - below - tall.height - _GAP
    if column_height(flowing) <= left:
        foot = tuple(foot_nodes(actions, None, draft, room.x, room.bottom))
        return Worktop(tall, foot, room, left, floats=False, below=below)
    column = draft.narrowed(room.width - PAD_WIDTH - 48)
    if column.width >= _WIDE_COLUMN:
        flat = pad_beside_fields(pad, draft, low=False)
        foot = tuple(foot_nodes(actions, None, column, room.x, room.bottom))
        return Worktop(flat, foot, room, room.height - flat.height - _GAP, floats=False, below=0)
    flat = pad_beside_fields(pad, draft, low=True)
    foot = tuple(foot_nodes(actions, None, draft, room.x, room.bottom))
    return Worktop(flat, foot, room, room.height - below - flat.height - _GAP, floats=False, below=below)
