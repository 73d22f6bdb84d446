"""Chips and other small marks of state: always a sign and a word."""

from __future__ import annotations

from kiosk.flow.blocks import Chip
from kiosk.screens.drawing import Box, Glyph, Mark, Plate
from kiosk.screens.icons import TONE_ICON
from kiosk.screens.layout.draft import Draft, lines
from kiosk.screens.theme import CONTRAST, SMALL

_PADDING = 16


def chip_size(chip: Chip, draft: Draft, width: float) -> tuple[float, float]:
    """Width and height of `chip` within `width`."""
    icon = draft.theme.size(SMALL)
    room = width - 2 * _PADDING - icon - 8
    broken = draft.wrap(chip.text, room, SMALL)
    widest = max(draft.measure(line, SMALL) for line in broken)
    return min(width, widest + 2 * _PADDING + icon + 8), draft.theme.line(SMALL) * len(broken) + 12


def chip_marks(chip: Chip, draft: Draft, x: float, y: float, width: float) -> tuple[Mark, ...]:
    """The chip with its upper left at (x, y)."""
    tint = draft.theme.palette.tones[chip.tone]
    wide, high = chip_size(chip, draft, width)
    icon = draft.theme.size(SMALL)
    line = draft.theme.line(SMALL)
    border = tint.sign if draft.theme.palette is CONTRAST else None
    text_box = Box(x + _PADDING + icon + 8, y + 6, wide - 2 * _PADDING - icon - 8 + 1, 0)
    return (
        Plate(Box(x, y, wide, high), tint.ground, border, 2, min(high / 2, 28)),
        Glyph(
            Box(x + _PADDING - 2, y + 6 + round((line - icon) / 2), icon, icon),
            TONE_ICON[chip.tone],
            tint.sign,
        ),
        *lines(draft, chip.text, SMALL, tint.sign, text_box),
    )
