"""Numbers that a page is about: the one large figure, and counts side by side."""

from __future__ import annotations

from typing import Final

from kiosk.flow.blocks import (
    Figure,
    Tile,
    Tiles,
    Tone,
)
from kiosk.screens.drawing import Box, Glyph, Mark, Node, Role
from kiosk.screens.icons import TONE_ICON
from kiosk.screens.layout.draft import Draft, Piece, Stack, card_plate, joined, lines, lowered
from kiosk.screens.layout.signs import chip_marks, chip_size
from kiosk.screens.theme import (
    BODY,
    COUNT,
    DISPLAY,
    SECTION,
    SIGN,
    SMALL,
    STRONG,
    TITLE,
    TypeStyle,
)

_PADDING: Final = 32
_GAP: Final = 16
_TILE_ICON: Final = 80
_TILE_PADDING: Final = 32
_LEAST_TILE: Final = 280


def figure_pieces(figure: Figure, draft: Draft) -> tuple[Piece, ...]:
    """A card: label, the figure as large as it fits, its state, and the note under it."""
    palette = draft.theme.palette
    inner = draft.width - 2 * _PADDING
    stack = Stack(draft, _PADDING, _PADDING - 4, inner)
    stack.text(figure.label, SMALL, palette.secondary)
    style = _largest(figure.text, draft, inner, huge=figure.huge)
    if figure.tone is Tone.NEUTRAL:
        stack.text(figure.text, style, palette.ink, gap=2)
    else:
        _state(figure, stack, style)
    if figure.chip:
        _, high = chip_size(figure.chip, draft, inner)
        stack.y += 14
        stack.marks += chip_marks(figure.chip, draft, _PADDING, stack.y, inner)
        stack.y += high
    stack.text(figure.note, BODY, palette.ink, gap=14)
    height = stack.y + _PADDING
    name = joined(figure.label, figure.text, figure.chip.text if figure.chip else "", figure.note)
    plate = card_plate(draft, draft.width, height, pressable=False)
    node = Node(
        Role.TEXT,
        name,
        Box(0, 0, draft.width, height),
        (plate, *stack.marks),
        spoken=figure.spoken or name,
    )
    return (Piece((node,), height, gap=24),)


def _state(figure: Figure, stack: Stack, style: TypeStyle) -> None:
    """A state in place of a figure: its sign before it."""
    tint, size = stack.draft.theme.palette.tones[figure.tone], stack.draft.theme.size(style)
    stack.y += 2
    top = stack.y + round((stack.draft.theme.line(style) - size) / 2)
    stack.marks.append(Glyph(Box(stack.x, top, size, size), TONE_ICON[figure.tone], tint.sign))
    left, width = stack.x, stack.width
    stack.x, stack.width = left + size + 16, width - size - 16
    stack.text(figure.text, style, stack.draft.theme.palette.ink)
    stack.x, stack.width = left, width


def _largest(text: str, draft: Draft, width: float, *, huge: bool = False) -> TypeStyle:
    """The largest type in which `text` stands on one line; the smallest if none does."""
    styles: tuple[TypeStyle, ...] = (SIGN, DISPLAY, TITLE) if huge else (DISPLAY, TITLE)
    for style in styles:
        if draft.measure(text, style) <= width:
            return style
    return STRONG if draft.theme.large else TITLE


def tiles_pieces(tiles: Tiles, draft: Draft) -> tuple[Piece, ...]:
    """Tiles of one height, in rows; enlarged, each is a low row of its own."""
    if draft.theme.large:
        return tuple(
            Piece((node,), node.box.height, gap=_GAP if number else 24)
            for number, node in enumerate(_low_tile(tile, draft) for tile in tiles.tiles)
        )
    columns = _columns(tiles, draft)
    width = (draft.width - _GAP * (columns - 1)) / columns
    rows = [tiles.tiles[at : at + columns] for at in range(0, len(tiles.tiles), columns)]
    pieces = []
    for number, row in enumerate(rows):
        nodes = tuple(
            _tile(tile, draft, width).moved(round(at * (width + _GAP)), 0) for at, tile in enumerate(row)
        )
        pieces.append(Piece(nodes, nodes[0].box.height, gap=_GAP if number else 24))
    return tuple(pieces)


def _low_tile(tile: Tile, draft: Draft) -> Node:
    """Sign, word and, flush right, the number."""
    palette = draft.theme.palette
    sign, ink = (palette.accent, palette.ink) if tile.count else (palette.secondary, palette.secondary)
    left, inner = _TILE_PADDING + _TILE_ICON + 24, draft.width - 2 * _TILE_PADDING
    count = draft.measure(str(tile.count), SECTION)
    words = lines(draft, tile.title, STRONG, ink, Box(left, 0, draft.width - left - count - 56, 0))
    tall = draft.theme.line(STRONG) * len(words)
    height = max(draft.theme.line(SECTION), tall) + 28
    number = Box(_TILE_PADDING, round((height - draft.theme.line(SECTION)) / 2), inner, 0)
    marks: tuple[Mark, ...] = (
        card_plate(draft, draft.width, height, pressable=False),
        Glyph(Box(_TILE_PADDING, round((height - _TILE_ICON) / 2), _TILE_ICON, _TILE_ICON), tile.icon, sign),
        *(lowered(mark, round((height - tall) / 2)) for mark in words),
        *lines(draft, str(tile.count), SECTION, ink, number, 1),
    )
    name = joined(f"{tile.title}: {tile.count}")
    return Node(Role.CELL, name, Box(0, 0, draft.width, height), marks, spoken=tile.spoken or name)


def _columns(tiles: Tiles, draft: Draft) -> int:
    widest = max((draft.measure(tile.title, STRONG) for tile in tiles.tiles), default=0)
    for columns in (len(tiles.tiles), 2):
        width = (draft.width - _GAP * (columns - 1)) / max(1, columns)
        if max(widest + 2 * _TILE_PADDING, _number_width(draft), _LEAST_TILE) <= width:
            return max(1, columns)
    return 1


def _number_width(draft: Draft) -> float:
    return _TILE_PADDING + _TILE_ICON + 24 + draft.measure("00", COUNT) + 8


def _tile(tile: Tile, draft: Draft, width: float) -> Node:
    """Sign and number in one row, the word under them; what one has none of stands back."""
    palette = draft.theme.palette
    sign, ink = (palette.accent, palette.ink) if tile.count else (palette.secondary, palette.secondary)
    icon, number = _TILE_ICON, draft.theme.line(COUNT)
    top = 24
    left = _TILE_PADDING + icon + 24
    figures = lines(draft, str(tile.count), COUNT, ink, Box(left, top, width - left - 8, 0))
    word_top = top + number + 4
    word = lines(draft, tile.title, STRONG, ink, Box(_TILE_PADDING, word_top, width - 2 * _TILE_PADDING, 0))
    height = word_top + draft.theme.line(STRONG) * len(word) + 24
    marks: tuple[Mark, ...] = (
        card_plate(draft, width, height, pressable=False),
        Glyph(Box(_TILE_PADDING, top + round((number - icon) / 2), icon, icon), tile.icon, sign),
        *figures,
        *word,
    )
    name = joined(f"{tile.title}: {tile.count}")
    return Node(Role.CELL, name, Box(0, 0, width, height), marks, spoken=tile.spoken or name)
