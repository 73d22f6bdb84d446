"""A number with minus and plus."""

from __future__ import annotations

from typing import Final

from kiosk.flow.events import Event
from kiosk.flow.hall_blocks import Counter
from kiosk.screens.drawing import Box, Mark, Node, Plate, Role
from kiosk.screens.layout.draft import (
    Draft,
    Piece,
    Stack,
    card_plate,
    glyph_centred,
    joined,
    line_centred,
)
from kiosk.screens.theme import DISPLAY, RADIUS_BUTTON, SMALL, STRONG

_BUTTON: Final = 112
_PADDING: Final = 24
_COUNT: Final = 128
_SIGN: Final = 56


def counter_pieces(counter: Counter, draft: Draft) -> tuple[Piece, ...]:
    """Words on the left, minus, number and plus on the right; enlarged, under the words."""
    palette = draft.theme.palette
    tools = 2 * _BUTTON + max(_COUNT, round(draft.measure(str(counter.count), DISPLAY)) + 32)
    beside = not draft.theme.large
    room = draft.width - 2 * _PADDING - (tools + 24 if beside else 0)
    words = Stack(draft, 0, 0, room)
    words.text(counter.label, STRONG, palette.ink)
    words.text(counter.note, SMALL, palette.secondary, gap=4)
    high = max(_BUTTON, draft.theme.line(DISPLAY))
    height = (max(high, words.y) if beside else words.y + 16 + high) + 2 * _PADDING
    top = round((height - words.y) / 2) if beside else _PADDING
    left = draft.width - _PADDING - tools
    down = round((height - high) / 2) if beside else height - _PADDING - high
    name = joined(counter.label, counter.note)
    said = counter.spoken or joined(f"{counter.label}: {counter.count}", counter.note)
    count = Box(left + _BUTTON, down, tools - 2 * _BUTTON, high)
    nodes = (
        Node(
            Role.IMAGE,
            "",
            Box(0, 0, draft.width, height),
            (card_plate(draft, draft.width, height, pressable=False),),
        ),
        Node(Role.TEXT, name, Box(_PADDING, top, room, words.y), tuple(words.marks), spoken=said),
        _step("less", counter.less, counter.less_words, draft, Box(left, down, _BUTTON, high)),
        Node(
            Role.STATUS,
            str(counter.count),
            count,
            line_centred(
                draft, str(counter.count), DISPLAY, palette.ink, Box(0, 0, count.width, count.height)
            ),
        ),
        _step("more", counter.more, counter.more_words, draft, Box(count.right, down, _BUTTON, high)),
    )
    return (Piece(nodes, height, gap=24),)


def _step(icon: str, press: Event | None, words: str, draft: Draft, box: Box) -> Node:
    palette = draft.theme.palette
    enabled = press is not None
    fill, ink, border = (
        (palette.surface, palette.accent, palette.border)
        if enabled
        else (palette.ground, palette.disabled, palette.hairline)
    )
    flat = Box(0, 0, box.width, box.height)
    marks: tuple[Mark, ...] = (
        Plate(flat, fill, border, draft.theme.stroke, RADIUS_BUTTON),
        glyph_centred(icon, ink, _SIGN, flat),
    )
    states = () if enabled else ("disabled",)
    return Node(Role.BUTTON, words, box, marks, press, states, words, enabled=enabled)
