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
_TAB_LINES = 2
_TAB_GAP = 16
_MOST_OF_PAGE = 0.35
_TWO_ROWS_FROM = 4
"""So many tabs, where they have no room in one row, stand in two."""


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
    """Tabs beside one another, of one width or as their words need it; otherwise below one another."""
    widths = _widths(tabs, draft)
    if widths:
        high = max(_tab_height(tab, draft, width) for tab, width in zip(tabs.tabs, widths, strict=True))
        nodes = []
        x = 0.0
        for tab, width in zip(tabs.tabs, widths, strict=True):
            nodes.append(_tab_node(tab, draft, Box(round(x), 0, round(width), high)))
            x += width + _TAB_GAP
        return (Piece(tuple(nodes), high, gap=24, keeps_next=True, stays=True),)
    if len(tabs.tabs) >= _TWO_ROWS_FROM and (rows := _in_two_rows(tabs, draft)):
        return rows
    pieces = []
    for at, tab in enumerate(tabs.tabs):
        height = _tab_height(tab, draft, draft.width)
        node = _tab_node(tab, draft, Box(0, 0, draft.width, height))
        pieces.append(Piece((node,), height, gap=16 if at else 24))
    return tuple(pieces)


def _in_two_rows(tabs: Tabs, draft: Draft) -> tuple[Piece, ...]:
    """Two tabs a row, on every page; none where a title is not whole or little of the page is left."""
    width = (draft.width - _TAB_GAP) / 2
    if not all(_fits(tab, draft, width - 2 * _PADDING) for tab in tabs.tabs):
        return ()
    high = max(_tab_height(tab, draft, width) for tab in tabs.tabs)
    rows = (len(tabs.tabs) + 1) // 2
    height = rows * high + (rows - 1) * _TAB_GAP
    if height > draft.height * _MOST_OF_PAGE:
        return ()
    nodes = []
    for at, tab in enumerate(tabs.tabs):
        x, y = (at % 2) * (width + _TAB_GAP), (at // 2) * (high + _TAB_GAP)
        nodes.append(_tab_node(tab, draft, Box(round(x), y, round(width), high)))
    return (Piece(tuple(nodes), height, gap=24, keeps_next=True, stays=True),)


def _widths(tabs: Tabs, draft: Draft) -> list[float] | None:
    """The widths with which all titles stand in a few lines; None where there are none."""
    count = len(tabs.tabs)
    room = draft.width - _TAB_GAP * (count - 1)
    equal = room / count
    if all(_fits(tab, draft, equal - 2 * _PADDING) for tab in tabs.tabs):
        return [equal] * count
    needs = [_need(tab, draft, room) + 2 * _PADDING for tab in tabs.tabs]
    spare = (room - sum(needs)) / count
    return [need + spare for need in needs] if spare >= 0 else None


def _fits(tab: Tab, draft: Draft, room: float) -> bool:
    """In a few lines and with every word whole."""
    whole = all(draft.measure(word, STRONG) <= room for word in tab.title.split(" "))
    return whole and len(draft.wrap(tab.title, room, STRONG)) <= _TAB_LINES


def _need(tab: Tab, draft: Draft, most: float) -> float:
    """The least room in which the title stands in a few lines."""
    parts = tab.title.split(" ")
    cuts = [(parts[:at], parts[at:]) for at in range(1, len(parts))] or [(parts, [])]
    halves = (max(draft.measure(" ".join(part), STRONG) for part in cut) for cut in cuts)
    return min(most, min(halves) + 2)


def _tab_lines(tab: Tab, draft: Draft, width: float) -> tuple[str, ...]:
    """The title and, under it, how much there is; on one line where tabs stand below one another."""
    if tab.count and width == draft.width:
        return (_tab_name(tab),)
    broken = draft.wrap(tab.title, width - 2 * _PADDING, STRONG)
    return (*broken, tab.count) if tab.count else broken


def _tab_name(tab: Tab) -> str:
    return f"{tab.title}: {tab.count}" if tab.count else tab.title


def _tab_height(tab: Tab, draft: Draft, width: float) -> float:
    return max(TARGET, draft.theme.line(STRONG) * len(_tab_lines(tab, draft, width)) + 32)


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
        *line_centred(
            draft,
            "\n".join(_tab_lines(tab, draft, box.width)),
            STRONG,
            ink,
            Box(_PADDING - 1, 0, box.width - 2 * _PADDING + 2, box.height),
        ),
    )
    states = ("selected",) if tab.selected else ()
    name = _tab_name(tab)
    return Node(Role.TAB, name, box, marks, tab.press, states, name)
