"""The pad of figures and the fields they go to: above it, or beside it where height is scarce."""

from __future__ import annotations

from typing import Final

from kiosk.flow.entry_blocks import Field, NumberPad
from kiosk.flow.events import TextErased, TextTyped
from kiosk.screens.drawing import Box, Mark, Node, Plate, Role
from kiosk.screens.layout.controls import KeyLook, plain_key
from kiosk.screens.layout.draft import Draft, Piece, Stack, joined, lines
from kiosk.screens.theme import CONTROL, DIGIT, FIGURE, RADIUS_BUTTON, SMALL, STRONG, TypeStyle

KEY_WIDTH: Final = 160
KEY_HEIGHT: Final = 128
LOW_KEY_HEIGHT: Final = 96
GAP: Final = 16
PAD_WIDTH: Final = 3 * KEY_WIDTH + 2 * GAP
_FIELD_HEIGHT: Final = 112
_LOW_FIELD_HEIGHT: Final = 96
_WIDEST_FIELD: Final = 640
_INSET: Final = 24
_ROWS: Final = (("1", "2", "3"), ("4", "5", "6"), ("7", "8", "9"))


def pad_height(key: float) -> float:
    return 4 * key + 3 * GAP


def pad_under_fields(pad: NumberPad, draft: Draft) -> Piece:
    """Fields in a row, the pad under them in the middle."""
    fields, height = _row_of_fields(pad, draft, SMALL)
    left, top = round((draft.width - PAD_WIDTH) / 2), height + 32
    return Piece((*fields, *_keys(pad, draft, left, top, KEY_HEIGHT)), top + pad_height(KEY_HEIGHT), gap=24)


def pad_beside_fields(pad: NumberPad, draft: Draft, *, low: bool) -> Piece:
    """The pad on the right; on the left the fields, in a row or, in a narrow column, under one another.

    `low` takes the keys as low as a finger allows.
    """
    key = LOW_KEY_HEIGHT if low else KEY_HEIGHT
    column = draft.narrowed(draft.width - PAD_WIDTH - 48)
    fields = _column_of_fields(pad, column) if low else _row_of_fields(pad, column, CONTROL)[0]
    keys = _keys(pad, draft, draft.width - PAD_WIDTH, 0, key)
    return Piece((*fields, *keys), pad_height(key), gap=16)


def _row_of_fields(pad: NumberPad, draft: Draft, label: TypeStyle) -> tuple[tuple[Node, ...], float]:
    """The fields of a date as wide as what they hold: a year is twice as long as a day."""
    shares = [2 if field is pad.fields[-1] and len(pad.fields) > 1 else 1 for field in pad.fields]
    wide = min(draft.width, _WIDEST_FIELD if len(pad.fields) == 1 else draft.width)
    unit = (wide - GAP * (len(shares) - 1)) / sum(shares)
    x = (draft.width - wide) / 2 if label is SMALL else 0.0
    nodes = []
    for field, share in zip(pad.fields, shares, strict=True):
        nodes.append(_field(field, draft, Box(round(x), 0, unit * share, _FIELD_HEIGHT), label))
        x += unit * share + GAP
    return tuple(nodes), nodes[0].box.height


def _column_of_fields(pad: NumberPad, draft: Draft) -> tuple[Node, ...]:
    nodes = []
    y = 0.0
    for field in pad.fields:
        nodes.append(_field(field, draft, Box(0, y, draft.width, _LOW_FIELD_HEIGHT), CONTROL))
        y += nodes[-1].box.height + GAP
    return tuple(nodes)


def _field(field: Field, draft: Draft, box: Box, label: TypeStyle) -> Node:
    """The label above a frame with what is written; a caret where the next figure goes."""
    palette = draft.theme.palette
    head = Stack(draft, 0, 0, box.width)
    head.text(field.label, label, palette.secondary)
    top = head.y + 4 if field.label else 0
    border = palette.accent if field.active else palette.border
    frame = Box(0, top, box.width, box.height)
    marks: list[Mark] = [
        *head.marks,
        Plate(frame, palette.surface, border, 6 if field.active else draft.theme.stroke, RADIUS_BUTTON),
    ]
    line = draft.theme.line(FIGURE)
    middle = round(top + (box.height - line) / 2)
    unit = draft.measure(field.unit, STRONG) + 16 if field.unit else 0
    wide = min(draft.measure(field.text, FIGURE), box.width - 2 * _INSET - unit)
    marks += lines(draft, field.text, FIGURE, palette.ink, Box(_INSET, middle, wide + 1, 0))
    if field.active:
        marks.append(Plate(Box(round(_INSET + wide) + 4, middle + 4, 4, line - 8), palette.accent))
    if field.unit:
        drop = round(top + (box.height - draft.theme.line(STRONG)) / 2)
        right = Box(box.width - _INSET - unit + 16, drop, unit, 0)
        marks += lines(draft, field.unit, STRONG, palette.secondary, right)
    name = joined(field.label, f"{field.text} {field.unit}".strip())
    return Node(
        Role.FIELD,
        name,
        Box(box.x, box.y, box.width, top + box.height),
        tuple(marks),
        field.press,
        ("selected",) if field.active else (),
    )


def _keys(pad: NumberPad, draft: Draft, left: float, top: float, height: float) -> tuple[Node, ...]:
    def box(column: int, row: int) -> Box:
        return Box(left + column * (KEY_WIDTH + GAP), top + row * (height + GAP), KEY_WIDTH, height)

    look = KeyLook(DIGIT)
    keys = [
        plain_key(digit, draft, box(column, row), TextTyped(digit), look)
        for row, digits in enumerate(_ROWS)
        for column, digit in enumerate(digits)
    ]
    if pad.point:
        keys.append(plain_key(pad.point, draft, box(0, 3), TextTyped(pad.point), look))
    written = any(field.text for field in pad.fields)
    erase = KeyLook(DIGIT, "erase", enabled=written)
    keys.append(plain_key("0", draft, box(1, 3), TextTyped("0"), look))
    keys.append(plain_key("", draft, box(2, 3), TextErased(), erase, draft.words("screen.key.erase")))
    return tuple(keys)
