"""The PIN pad: always the same layout, dots for what is entered, tries left in words."""

from __future__ import annotations

from typing import Final

from kiosk.flow.blocks import PinPad, Tone
from kiosk.screens.drawing import Box, Digit, EraseDigit, Glyph, Mark, Node, Plate, Role
from kiosk.screens.icons import TONE_ICON
from kiosk.screens.layout.controls import KeyLook, plain_key
from kiosk.screens.layout.draft import Draft, Piece, Stack, joined
from kiosk.screens.theme import BODY, DIGIT, STRONG

KEY_WIDTH: Final = 160
KEY_HEIGHT: Final = 128
_GAP: Final = 16
PAD_WIDTH: Final = 3 * KEY_WIDTH + 2 * _GAP
PAD_HEIGHT: Final = 4 * KEY_HEIGHT + 3 * _GAP
_DOT: Final = 36
_DOT_GAP: Final = 24
_ROWS: Final = ((1, 2, 3), (4, 5, 6), (7, 8, 9))


def pin_pad_piece(pad: PinPad, draft: Draft, *, beside: bool) -> Piece:
    """The pad under its dots, or with them on its left where height is scarce."""
    room = draft.width - PAD_WIDTH - 48 if beside else draft.width
    status = _status(pad, draft, room, centred=not beside)
    if beside:
        return Piece((status, *_keys(pad, draft, draft.width - PAD_WIDTH, 0)), PAD_HEIGHT, gap=16)
    x, y = round((draft.width - PAD_WIDTH) / 2), status.box.height + 32
    return Piece((status, *_keys(pad, draft, x, y)), y + PAD_HEIGHT, gap=24)


def _status(pad: PinPad, draft: Draft, width: float, *, centred: bool) -> Node:
    palette = draft.theme.palette
    wide = pad.length * _DOT + (pad.length - 1) * _DOT_GAP
    left = round((width - wide) / 2) if centred else 0
    marks: list[Mark] = []
    for number in range(pad.length):
        box = Box(left + number * (_DOT + _DOT_GAP), 12, _DOT, _DOT)
        entered = number < pad.count
        fill, border = (palette.accent, palette.accent) if entered else (palette.surface, palette.border)
        marks.append(Plate(box, fill, border, 3, _DOT / 2))
    tint = palette.tones[pad.tone]
    words = Stack(draft, 0, 12 + _DOT, width)
    if pad.tries:
        calm = pad.tone is Tone.NEUTRAL
        style, icon = (BODY, 0) if calm else (STRONG, draft.theme.size(STRONG))
        # Enlarged in a narrow column, the sign stands above the words.
        above = draft.theme.large and not centred
        space = icon + 12 if icon and not above else 0
        text_width = min(width - space, draft.measure(pad.tries, style) + 1)
        text_left = round((width - text_width - space) / 2) if centred else 0
        words.x, words.width = text_left + space, text_width
        words.y += 20
        if icon and above:
            marks.append(Glyph(Box(0, words.y, icon, icon), TONE_ICON[pad.tone], tint.sign))
            words.y += icon + 8
        elif icon:
            top = words.y + round((draft.theme.line(style) - icon) / 2)
            marks.append(Glyph(Box(text_left, top, icon, icon), TONE_ICON[pad.tone], tint.sign))
        words.text(pad.tries, style, palette.secondary if calm else palette.ink)
        marks += words.marks
    entered_words = draft.words("screen.pin.entered", count=pad.count, length=pad.length)
    return Node(
        Role.STATUS,
        joined(pad.tries) or entered_words,
        Box(0, 0, width, words.y + 4),
        tuple(marks),
        states=(f"{pad.count}/{pad.length}",),
        spoken=pad.spoken or joined(entered_words, pad.tries),
    )


def _keys(pad: PinPad, draft: Draft, left: float, top: float) -> tuple[Node, ...]:
    def box(column: int, row: int) -> Box:
        return Box(left + column * (KEY_WIDTH + _GAP), top + row * (KEY_HEIGHT + _GAP), KEY_WIDTH, KEY_HEIGHT)

    look = KeyLook(DIGIT, enabled=pad.enabled)
    keys = [
        plain_key(str(digit), draft, box(column, row), Digit(digit), look)
        for row, digits in enumerate(_ROWS)
        for column, digit in enumerate(digits)
    ]
    zero = plain_key("0", draft, box(1, 3), Digit(0), look)
    erasing = KeyLook(DIGIT, "erase", enabled=pad.enabled and pad.count > 0)
    erase = plain_key("", draft, box(2, 3), EraseDigit(), erasing, draft.words("screen.key.erase"))
    return (*keys, zero, erase)
