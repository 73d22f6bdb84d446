"""The pad of figures and the fields they go to: above it, or beside it where height is scarce."""

from __future__ import annotations

from typing import Final

from kiosk.flow.entry_blocks import Field, NumberPad
from kiosk.flow.events import TextErased, TextTyped
from kiosk.screens.drawing import Box, Mark, Node, Plate, Role
from kiosk.screens.layout.controls import KeyLook, plain_key
from kiosk.screens.layout.draft import Draft, Piece, Stack, joined, lines
from kiosk.screens.theme import CONTROL, DIGIT, FIGURE, KEY, PLACE, RADIUS_BUTTON, SMALL, STRONG, TypeStyle

KEY_WIDTH: Final = 160
KEY_HEIGHT: Final = 128
_WIDE_KEY: Final = 208
_TALL_KEY: Final = 144
"""Under its fields the pad is as wide as they are, and the keys are larger."""
LOW_KEY_HEIGHT: Final = 96
GAP: Final = 16
PAD_WIDTH: Final = 3 * KEY_WIDTH + 2 * GAP
_FIELD_HEIGHT: Final = 112
_LOW_FIELD_HEIGHT: Final = 96
_INSET: Final = 24
_ROWS: Final = (("1", "2", "3"), ("4", "5", "6"), ("7", "8", "9"))


def pad_height(key: float) -> float:
    return 4 * key + 3 * GAP


def pad_under_fields(pad: NumberPad, draft: Draft) -> Piece:
    """Fields in a row, the pad under them in the middle."""
    wide = 3 * _WIDE_KEY + 2 * GAP
    column = draft.narrowed(wide if _labels_fit(pad, draft, wide) else draft.width)
    fields, height = _row_of_fields(pad, column, SMALL)
    inset = round((draft.width - column.width) / 2)
    top = height + 24
    keys = _keys(pad, draft, Box(round((draft.width - wide) / 2), top, _WIDE_KEY, _TALL_KEY))
    nodes = (*(field.moved(inset, 0) for field in fields), *keys)
    return Piece(nodes, top + pad_height(_TALL_KEY), gap=24)


def pad_beside_fields(pad: NumberPad, draft: Draft, *, low: bool) -> Piece:
    """The pad on the right; on the left the fields, in a row or, in a narrow column, under one another.

    `low` takes the keys as low as a finger allows.
    """
    key = LOW_KEY_HEIGHT if low else KEY_HEIGHT
    column = draft.narrowed(draft.width - PAD_WIDTH - 48)
    fields = _column_of_fields(pad, column) if low else _row_of_fields(pad, column, CONTROL)[0]
    keys = _keys(pad, draft, Box(draft.width - PAD_WIDTH, 0, KEY_WIDTH, key))
    return Piece((*fields, *keys), pad_height(key), gap=16)


def _row_of_fields(pad: NumberPad, draft: Draft, label: TypeStyle) -> tuple[tuple[Node, ...], float]:
    """The fields of a date as wide as what they hold: a year is twice as long as a day."""
    shares = _shares(pad)
    unit = _share(pad, draft.width)
    x = 0.0
    nodes = []
    for field, share in zip(pad.fields, shares, strict=True):
        nodes.append(_field(field, draft, Box(round(x), 0, unit * share, _FIELD_HEIGHT), label))
        x += unit * share + GAP
    return tuple(nodes), max(node.box.height for node in nodes)


def _shares(pad: NumberPad) -> list[int]:
    return [2 if field is pad.fields[-1] and len(pad.fields) > 1 else 1 for field in pad.fields]


def _share(pad: NumberPad, width: float) -> float:
    return (width - GAP * (len(pad.fields) - 1)) / sum(_shares(pad))


def _labels_fit(pad: NumberPad, draft: Draft, width: float) -> bool:
    room = _share(pad, width)
    return all(draft.measure(field.label, SMALL) <= room for field in pad.fields)


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
    unit = draft.measure(field.unit, STRONG) + 16 if field.unit else 0
    style = _largest(field.text, draft, box.width - 2 * _INSET - unit)
    line = draft.theme.line(style)
    middle = round(top + (box.height - line) / 2)
    wide = min(draft.measure(field.text, style), box.width - 2 * _INSET - unit)
    marks += lines(draft, field.text, style, palette.ink, Box(_INSET, middle, wide + 1, 0))
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


def _largest(text: str, draft: Draft, room: float) -> TypeStyle:
    """Large figures; a long number, beside the pad, as large as it stands on one line."""
    fitting = (style for style in (FIGURE, KEY, PLACE, CONTROL) if draft.measure(text, style) <= room)
    return next(fitting, CONTROL)


def _keys(pad: NumberPad, draft: Draft, first: Box) -> tuple[Node, ...]:
    """All keys; `first` is where the first one stands."""

    def box(column: int, row: int) -> Box:
        return first.moved(column * (first.width + GAP), row * (first.height + GAP))

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
