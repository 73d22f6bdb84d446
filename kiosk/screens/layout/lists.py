"""Tabs and choices, and what an empty list says."""

from __future__ import annotations

from kiosk.flow.blocks import (
    Tab,
    Tabs,
)
from kiosk.screens.drawing import Box, Glyph, Mark, Node, Plate, Role
from kiosk.screens.layout.draft import (
    Draft,
    Piece,
    line_centred,
    lines,
    lowered,
    text_node,
)
from kiosk.screens.theme import (
    BODY,
    RADIUS_BUTTON,
    STRONG,
    TARGET,
)

_PADDING = 24
_ROW_ICON = 48
_TAB_LINES = 3


def empty_pieces(text: str, icon: str, draft: Draft) -> tuple[Piece, ...]:
    if not text:
        return ()
    palette, sign = draft.theme.palette, 72
    flat = lines(draft, text, BODY, palette.secondary, Box(0, 0, draft.reading(BODY), 0))
    height = sign + 16 + draft.theme.line(BODY) * len(flat)
    marks: tuple[Mark, ...] = (
        Glyph(Box(0, 0, sign, sign), icon, palette.secondary),
        *(lowered(mark, sign + 16) for mark in flat),
    )
    return (Piece((text_node(Role.TEXT, text, draft.width, height, marks, ""),), height, gap=48),)


def row_icon(draft: Draft) -> int:
    """The size of the sign that a row or a choice begins with."""
    return 80 if draft.theme.large else _ROW_ICON


def tabs_pieces(tabs: Tabs, draft: Draft) -> tuple[Piece, ...]:
    """Tabs beside one another; below one another where they would need more than two lines."""
    count = len(tabs.tabs)
    width = (draft.width - 16 * (count - 1)) / count
    fits = all(_fits(tab, draft, width - 48) for tab in tabs.tabs)
    high = max(_tab_height(tab, draft, width) for tab in tabs.tabs) if fits else 0
    if fits:
        nodes = [
            _tab_node(tab, draft, Box(round(at * (width + 16)), 0, width, high))
            for at, tab in enumerate(tabs.tabs)
        ]
        return (Piece(tuple(nodes), high, gap=24, keeps_next=True, stays=True),)
    pieces = []
    for at, tab in enumerate(tabs.tabs):
        height = _tab_height(tab, draft, draft.width)
        node = _tab_node(tab, draft, Box(0, 0, draft.width, height))
        pieces.append(Piece((node,), height, gap=16 if at else 24))
    return tuple(pieces)


def _fits(tab: Tab, draft: Draft, room: float) -> bool:
    """In a few lines and with every word whole."""
    whole = all(draft.measure(word, STRONG) <= room for word in tab.title.split(" "))
    return whole and len(draft.wrap(tab.title, room, STRONG)) <= _TAB_LINES


def _tab_height(tab: Tab, draft: Draft, width: float) -> float:
    broken = draft.wrap(tab.title, width - 48, STRONG)
    return max(TARGET, draft.theme.line(STRONG) * len(broken) + 32)


def _tab_node(tab: Tab, draft: Draft, box: Box) -> Node:
    palette = draft.theme.palette
    flat = Box(0, 0, box.width, box.height)
    fill, ink, border = (
        (palette.tint, palette.on_tint, palette.accent)
        if tab.selected
        else (palette.surface, palette.ink, palette.border)
    )
    marks: tuple[Mark, ...] = (
        Plate(flat, fill, border, 6 if tab.selected else draft.theme.stroke, RADIUS_BUTTON),
        *line_centred(draft, tab.title, STRONG, ink, Box(24, 0, box.width - 48, box.height)),
    )
    states = ("selected",) if tab.selected else ()
    return Node(Role.TAB, tab.title, box, marks, tab.press, states, tab.title)
