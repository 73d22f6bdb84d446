"""The invitation and the entry cards of the home page."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from kiosk.flow.blocks import EntryCard, EntryGrid, Hero
from kiosk.screens.drawing import Box, Glyph, Mark, Node, Plate, ReaderSign, Role
from kiosk.screens.layout.controls import ACTION_HEIGHT
from kiosk.screens.layout.draft import Draft, Piece, Stack, card_plate, joined, lines, lowered
from kiosk.screens.theme import BODY, CONTRAST, DISPLAY, HEADLINE, RADIUS_BUTTON, RADIUS_CARD, SMALL

_ICON = 64
_CARD_PADDING = 22
_CHEVRON = 36
_GAP = 16
_SIGN_LEAST = 240
_PAGER = ACTION_HEIGHT + 24
"""What the foot of a page with large text always takes."""
_SIGN_SHARE = 0.33
_HERO_PADDING = 48
_PILL_PADDING = 24
_HERO_PADDING_TALL = 36
_HERO_PADDING_FLAT = 32
_HERO_PADDING_LARGE = 32


def hero_pieces(hero: Hero, draft: Draft) -> tuple[Piece, ...]:
    """Words on the left, the moving sign on the right; below one another where the text is large."""
    if draft.theme.large:
        text = _hero_text(hero, draft, draft.width - 2 * _HERO_PADDING_LARGE, _HERO_PADDING_LARGE)
        height = text.y + _HERO_PADDING_LARGE
        if hero.reader and height + _SIGN_LEAST <= draft.height - _PAGER:
            height += _SIGN_LEAST
        return (Piece((_tall_hero(hero, draft, text, height),), height, gap=24),)
    sign = round(draft.width * _SIGN_SHARE) if hero.reader else 0
    padding = _HERO_PADDING if hero.reader else _HERO_PADDING_FLAT
    text = _hero_text(hero, draft, draft.width - 2 * padding - sign, padding)
    least = 360 if hero.reader else 0
    height = max(text.y + padding, least) + (draft.extra if hero.reader else 0)
    top = round((height - text.y - padding) / 2)
    marks = [lowered(mark, top) for mark in text.marks]
    if hero.reader:
        marks.append(_sign(hero, draft, Box(draft.width - sign - 8, 24, sign - 24, height - 48)))
    return (Piece((_hero_node(hero, draft, draft.width, height, marks),), height, gap=24),)


def hero_beside_grid(
    hero: Hero, grid: EntryGrid, draft: Draft, width: float, height: float, above: Sequence[Piece]
) -> Piece | None:
    """The invitation as a tall card, `width` wide, on the left of the entry cards; `above` it what else
    there is. None where `height` is too little.
    """
    taken = sum(piece.height + _GAP for piece in above)
    text = _hero_text(hero, draft, width - 2 * _HERO_PADDING_TALL, _HERO_PADDING_TALL)
    cards = draft.narrowed(draft.width - width - 2 * _GAP)
    pieces = grid_pieces(grid, cards)
    spare = height - sum(piece.height for piece in pieces) - _GAP * (len(pieces) - 1)
    if spare < 0 or text.y + _HERO_PADDING_TALL > height - taken:
        return None
    nodes: list[Node] = []
    y = 0.0
    for piece in above:
        nodes += [node.moved(0, y) for node in piece.nodes]
        y += piece.height + _GAP
    nodes.append(_tall_hero(hero, draft.narrowed(width), text, height - taken).moved(0, y))
    y = 0.0
    growing = max(1, sum(len(piece.nodes) > 1 for piece in pieces))
    for piece in grid_pieces(grid, replace(cards, extra=int(spare / growing))):
        nodes += [node.moved(width + 2 * _GAP, y) for node in piece.nodes]
        y += piece.height + _GAP
    return Piece(tuple(nodes), height, gap=24)


def _hero_text(hero: Hero, draft: Draft, width: float, padding: float) -> Stack:
    stack = Stack(draft, padding, padding, width)
    stack.text(hero.title, DISPLAY, draft.theme.palette.on_hero)
    if hero.press and draft.measure(hero.help, BODY) + 2 * _PILL_PADDING <= width:
        _pill(hero.help, stack)
    else:
        stack.text(hero.help, BODY, draft.theme.palette.on_hero, gap=20)
    return stack


def _pill(text: str, stack: Stack) -> None:
    """The words as a button of their own look; the target is the whole invitation."""
    draft, palette = stack.draft, stack.draft.theme.palette
    width, line = draft.measure(text, BODY), draft.theme.line(BODY)
    stack.y += 28
    box = Box(stack.x, stack.y, width + 2 * _PILL_PADDING, line + 32)
    stack.marks.append(Plate(box, palette.on_hero, radius=RADIUS_BUTTON))
    words = Box(stack.x + _PILL_PADDING, stack.y + 16, width + 1, 0)
    stack.marks += lines(draft, text, BODY, palette.hero, words)
    stack.y += box.height


def _tall_hero(hero: Hero, draft: Draft, text: Stack, height: float) -> Node:
    """Words above, the sign in what is left below."""
    marks = list(text.marks)
    if hero.reader and height - text.y >= _SIGN_LEAST:
        marks.append(_sign(hero, draft, Box(text.x, text.y + 24, text.width, height - text.y - 48)))
    return _hero_node(hero, draft, draft.width, height, marks)


def _hero_node(hero: Hero, draft: Draft, width: float, height: float, marks: list[Mark]) -> Node:
    palette = draft.theme.palette
    border = palette.accent if palette is CONTRAST else None
    plate = Plate(Box(0, 0, width, height), palette.hero, border, draft.theme.stroke, RADIUS_CARD)
    name = joined(hero.title, hero.help)
    return Node(
        Role.BUTTON if hero.press else Role.HEADING,
        name,
        Box(0, 0, width, height),
        (plate, *marks),
        hero.press,
        spoken=hero.spoken or name,
    )


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
        # Rows of one height are calmer; a card that stands alone keeps what it needs.
        alone = len(row) == 1
        height = heights[number] if alone else max(heights) + draft.extra
        nodes = tuple(
            _card(card, draft, width, height).moved(column * (width + _GAP), 0)
            for column, card in enumerate(row)
        )
        pieces.append(Piece(nodes, height, gap=32 if number == 0 else _GAP))
    return tuple(pieces)


def _card_text(card: EntryCard, draft: Draft, width: float) -> Stack:
    left = _CARD_PADDING + _icon_size(draft) + 18
    stack = Stack(draft, left, 0, width - left - _CHEVRON - 10)
    stack.text(card.title, HEADLINE, draft.theme.palette.ink)
    stack.text(card.help, SMALL, draft.theme.palette.secondary, gap=6)
    return stack


def _icon_size(draft: Draft) -> int:
    return 96 if draft.theme.large else _ICON


def _card_height(card: EntryCard, draft: Draft, width: float) -> float:
    return max(_card_text(card, draft, width).y, _icon_size(draft)) + 2 * _CARD_PADDING


def _card(card: EntryCard, draft: Draft, width: float, height: float) -> Node:
    palette = draft.theme.palette
    stack = _card_text(card, draft, width)
    top = round((height - stack.y) / 2)
    icon = _icon_size(draft)
    marks = (
        card_plate(draft, width, height),
        Glyph(Box(_CARD_PADDING, round((height - icon) / 2), icon, icon), card.icon, palette.accent),
        *(lowered(mark, top) for mark in stack.marks),
        Glyph(
            Box(width - _CHEVRON - 8, round((height - _CHEVRON) / 2), _CHEVRON, _CHEVRON),
            "forward",
            palette.secondary,
        ),
    )
    name = joined(card.title, card.help)
    return Node(Role.BUTTON, name, Box(0, 0, width, height), marks, card.press, spoken=card.spoken or name)
