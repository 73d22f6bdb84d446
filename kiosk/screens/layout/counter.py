"""A number with minus and plus, and a code for a telephone to look at."""

from __future__ import annotations

from typing import Final

from kiosk.flow.events import Event
from kiosk.flow.hall_blocks import Counter, PaymentCode
from kiosk.screens.drawing import Box, Mark, Modules, Node, Plate, Role
from kiosk.screens.layout.draft import (
    Draft,
    Piece,
    Stack,
    card_plate,
    glyph_centred,
    joined,
    line_centred,
    lines,
)
from kiosk.screens.layout.paper import QUIET_ZONE, qr_rows
from kiosk.screens.theme import DISPLAY, RADIUS_BUTTON, RADIUS_CARD, SMALL, STRONG

_BUTTON: Final = 112
_PADDING: Final = 24
_COUNT: Final = 128
_SIGN: Final = 56
_LARGEST_CODE: Final = 640
_OF_PAGE: Final = 0.56
_SMALLEST_MODULE: Final = 2


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


def payment_code_pieces(code: PaymentCode, draft: Draft) -> tuple[Piece, ...]:
    """Dark modules on white, whatever the theme: a telephone reads nothing else surely."""
    palette = draft.theme.palette
    rows = qr_rows(code.data)
    across = len(rows) + 2 * QUIET_ZONE
    most = min(draft.width, draft.height * _OF_PAGE, _LARGEST_CODE)
    module = max(_SMALLEST_MODULE, int(most // across))
    side = module * across
    quiet = module * QUIET_ZONE
    left = round((draft.width - side) / 2)
    marks: list[Mark] = [
        Plate(Box(left, 0, side, side), palette.paper, palette.hairline, 2, RADIUS_CARD),
        Modules(Box(left + quiet, quiet, side - 2 * quiet, side - 2 * quiet), rows, palette.on_paper),
    ]
    caption = lines(draft, code.caption, SMALL, palette.secondary, Box(0, side + 12, draft.width, 0), 0.5)
    height = side + 12 + draft.theme.line(SMALL) * len(caption)
    node = Node(
        Role.IMAGE,
        code.caption,
        Box(0, 0, draft.width, height),
        (*marks, *caption),
        spoken=code.spoken or code.caption,
    )
    return (Piece((node,), height, gap=24),)
