"""The invitation and the entry cards of the home page."""

from __future__ import annotations

from kiosk.flow.views import EntryCard, EntryGrid, Hero
from kiosk.screens.drawing import Box, Glyph, Mark, Node, Plate, ReaderSign, Role
from kiosk.screens.layout.draft import Draft, Piece, Stack, card_plate, joined, lowered
from kiosk.screens.theme import BODY, CONTRAST, DISPLAY, HEADLINE, RADIUS_CARD, SMALL

_ICON = 64
_CHEVRON = 40
_GAP = 16
_SIGN_LEAST = 240


def hero_pieces(hero: Hero, draft: Draft) -> tuple[Piece, ...]:
    """Words on the left, the moving sign on the right; below one another where the text is large."""
    palette = draft.theme.palette
    padding = 32 if draft.theme.large else 48
    beside = not draft.theme.large
    shown = bool(hero.reader)
    sign = round(draft.width * 0.36) if beside and shown else 0
    stack = Stack(draft, padding, padding, draft.width - 2 * padding - sign)
    stack.text(hero.title, DISPLAY, palette.on_hero)
    stack.text(hero.help, BODY, palette.on_hero, gap=20)
    height = stack.y + padding
    if beside:
        height = max(height, 360 if shown else 0) + draft.extra
        top = round((height - stack.y - padding) / 2)
        marks: list[Mark] = [lowered(mark, top) for mark in stack.marks]
        if shown:
            box = Box(draft.width - sign - 8, 24, sign - 24, height - 48)
            marks.append(_sign(hero, draft, box))
    else:
        marks = list(stack.marks)
        if shown and height + _SIGN_LEAST <= draft.height:
            marks.append(_sign(hero, draft, Box(padding, stack.y + 8, stack.width, _SIGN_LEAST)))
            height += _SIGN_LEAST
    border = palette.accent if palette is CONTRAST else None
    plate = Plate(Box(0, 0, draft.width, height), palette.hero, border, draft.theme.stroke, RADIUS_CARD)
    name = joined(hero.title, hero.help)
    node = Node(
        Role.BUTTON if hero.press else Role.HEADING,
        name,
        Box(0, 0, draft.width, height),
        (plate, *marks),
        hero.press,
        spoken=hero.spoken or name,
    )
    return (Piece((node,), height, gap=24),)


def _sign(hero: Hero, draft: Draft, box: Box) -> ReaderSign:
    palette = draft.theme.palette
    return ReaderSign(box, hero.reader, palette.on_hero, palette.card_face, palette.hero, palette.hero_soft)


def grid_pieces(grid: EntryGrid, draft: Draft) -> tuple[Piece, ...]:
    """Entry cards in rows; a card that is alone in the last row takes its whole width."""
    columns = 1 if draft.theme.large else draft.columns
    rows = [grid.cards[at : at + columns] for at in range(0, len(grid.cards), columns)]
    widths = [(draft.width - _GAP * (len(row) - 1)) / len(row) for row in rows]
    heights = [
        max(_card_height(card, draft, width) for card in row) for row, width in zip(rows, widths, strict=True)
    ]
    pieces = []
    for number, (row, width) in enumerate(zip(rows, widths, strict=True)):
        # Rows of one height are calmer; cards that stand alone keep what they need.
        height = (heights[number] if columns == 1 else max(heights)) + draft.extra
        nodes = tuple(
            _card(card, draft, width, height).moved(column * (width + _GAP), 0)
            for column, card in enumerate(row)
        )
        pieces.append(Piece(nodes, height, gap=32 if number == 0 else _GAP))
    return tuple(pieces)


def _card_text(card: EntryCard, draft: Draft, width: float) -> Stack:
    left = 24 + _icon_size(draft) + 20
    stack = Stack(draft, left, 0, width - left - _CHEVRON - 24)
    stack.text(card.title, HEADLINE, draft.theme.palette.ink)
    stack.text(card.help, SMALL, draft.theme.palette.secondary, gap=6)
    return stack


def _icon_size(draft: Draft) -> int:
    return 96 if draft.theme.large else _ICON


def _card_height(card: EntryCard, draft: Draft, width: float) -> float:
    return max(_card_text(card, draft, width).y, _icon_size(draft)) + 48


def _card(card: EntryCard, draft: Draft, width: float, height: float) -> Node:
    palette = draft.theme.palette
    stack = _card_text(card, draft, width)
    top = round((height - stack.y) / 2)
    icon = _icon_size(draft)
    marks = (
        card_plate(draft, width, height),
        Glyph(Box(24, round((height - icon) / 2), icon, icon), card.icon, palette.accent),
        *(lowered(mark, top) for mark in stack.marks),
        Glyph(
            Box(width - _CHEVRON - 12, round((height - _CHEVRON) / 2), _CHEVRON, _CHEVRON),
            "forward",
            palette.secondary,
        ),
    )
    name = joined(card.title, card.help)
    return Node(Role.BUTTON, name, Box(0, 0, width, height), marks, card.press, spoken=card.spoken or name)
