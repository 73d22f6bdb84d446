"""Lists of rows, tabs and choices: what one looks through and picks from."""

from __future__ import annotations

from kiosk.flow.views import Choice, Choices, Row, Rows, Tab, Tabs
from kiosk.screens.drawing import Box, Glyph, Mark, Node, Plate, Role
from kiosk.screens.layout.draft import (
    Draft,
    Piece,
    Stack,
    card_plate,
    joined,
    line_centred,
    lines,
    lowered,
    text_node,
)
from kiosk.screens.layout.signs import chip_marks, chip_size
from kiosk.screens.theme import (
    BODY,
    HEADLINE,
    RADIUS_BUTTON,
    RADIUS_CARD,
    SMALL,
    STRONG,
    TARGET,
)

_PADDING = 24
_EDGE = 16
"""Above and below the words of a row."""
_ROW_ICON = 48
_CHEVRON = 40
_TAB_LINES = 2
_WIDEST_VALUE = 0.45
"""A value that would take more of the row than this stands below the title."""


def rows_pieces(rows: Rows, draft: Draft) -> tuple[Piece, ...]:
    if not rows.rows:
        return empty_pieces(rows.empty, draft)
    return tuple(
        _row_piece(row, draft, gap=24 if number == 0 else 16) for number, row in enumerate(rows.rows)
    )


def empty_pieces(text: str, draft: Draft) -> tuple[Piece, ...]:
    if not text:
        return ()
    palette, sign = draft.theme.palette, 72
    flat = lines(draft, text, BODY, palette.secondary, Box(0, 0, draft.reading(BODY), 0))
    height = sign + 16 + draft.theme.line(BODY) * len(flat)
    marks: tuple[Mark, ...] = (
        Glyph(Box(0, 0, sign, sign), "search", palette.secondary),
        *(lowered(mark, sign + 16) for mark in flat),
    )
    return (Piece((text_node(Role.TEXT, text, draft.width, height, marks, ""),), height, gap=48),)


def _row_piece(row: Row, draft: Draft, gap: float) -> Piece:
    palette = draft.theme.palette
    left = _PADDING + (_icon(draft) + 20 if row.icon else 0)
    right = draft.width - _PADDING - (_CHEVRON if row.press else 0)
    value_width = draft.measure(row.value, STRONG) if row.value else 0
    beside = bool(row.value) and value_width <= draft.width * _WIDEST_VALUE
    if draft.theme.large:
        beside = beside and draft.measure(row.title, HEADLINE) + 24 + value_width <= right - left
    stack = Stack(draft, left, _EDGE, right - left)
    stack.text(row.title, HEADLINE, palette.ink, width=right - left - (value_width + 24 if beside else 0))
    if row.value and not beside:
        stack.text(row.value, STRONG, palette.ink, gap=4)
    stack.text(row.help, SMALL, palette.secondary, gap=2)
    if row.chip:
        _, high = chip_size(row.chip, draft, right - left)
        stack.marks += chip_marks(row.chip, draft, left, stack.y + 8, right - left)
        stack.y += high + 8
    height = max(stack.y + _EDGE, TARGET)
    drop = round((height - stack.y - _EDGE) / 2)
    marks: list[Mark] = [card_plate(draft, draft.width, height, pressable=row.press is not None)]
    marks += [lowered(mark, drop) for mark in stack.marks]
    if beside:
        value_box = Box(right - value_width - 8, _EDGE + drop, value_width + 1, 0)
        marks += lines(draft, row.value, STRONG, palette.ink, value_box, 1)
    if row.icon:
        marks.append(
            Glyph(
                Box(_PADDING, round((height - _icon(draft)) / 2), _icon(draft), _icon(draft)),
                row.icon,
                palette.accent,
            )
        )
    if row.press:
        chevron = Box(draft.width - _CHEVRON - 12, round((height - _CHEVRON) / 2), _CHEVRON, _CHEVRON)
        marks.append(Glyph(chevron, "forward", palette.secondary))
    name = joined(row.title, row.value, row.help, row.chip.text if row.chip else "")
    node = Node(
        Role.BUTTON if row.press else Role.LIST,
        name,
        Box(0, 0, draft.width, height),
        tuple(marks),
        row.press,
        spoken=row.spoken or name,
    )
    return Piece((node,), height, gap)


def _icon(draft: Draft) -> int:
    return 80 if draft.theme.large else _ROW_ICON


def tabs_pieces(tabs: Tabs, draft: Draft) -> tuple[Piece, ...]:
    """Tabs beside one another; below one another where they would need more than two lines."""
    count = len(tabs.tabs)
    width = (draft.width - 16 * (count - 1)) / count
    fits = all(len(draft.wrap(tab.title, width - 48, STRONG)) <= _TAB_LINES for tab in tabs.tabs)
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


def choices_pieces(choices: Choices, draft: Draft) -> tuple[Piece, ...]:
    return tuple(
        _choice_piece(choice, draft, gap=24 if number == 0 else 16)
        for number, choice in enumerate(choices.choices)
    )


def _choice_piece(choice: Choice, draft: Draft, gap: float) -> Piece:
    palette = draft.theme.palette
    icon = _icon(draft)
    left = _PADDING + icon + 20
    text = lines(draft, choice.title, BODY, palette.ink, Box(left, 0, draft.width - left - _PADDING, 0))
    tall = draft.theme.line(BODY) * len(text)
    height = max(TARGET, tall + 40)
    top = round((height - tall) / 2)
    plate = Plate(
        Box(0, 0, draft.width, height),
        palette.tint if choice.selected else palette.surface,
        palette.accent if choice.selected else palette.border,
        4 if choice.selected else draft.theme.stroke,
        RADIUS_CARD,
    )
    sign = Glyph(
        Box(_PADDING, round((height - icon) / 2), icon, icon),
        "chosen" if choice.selected else "not_chosen",
        palette.accent if choice.selected else palette.border,
    )
    node = Node(
        Role.CHOICE,
        choice.title,
        Box(0, 0, draft.width, height),
        (plate, sign, *(lowered(mark, top) for mark in text)),
        choice.press,
        ("selected",) if choice.selected else (),
        choice.spoken or choice.title,
    )
    return Piece((node,), height, gap)
