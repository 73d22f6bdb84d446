"""Answers to choose from: full-width cards, or short ones beside one another."""

from __future__ import annotations

from typing import Final

from kiosk.flow.blocks import Choice, Choices
from kiosk.screens.drawing import Box, Glyph, Mark, Node, Plate, Role
from kiosk.screens.layout.draft import Draft, Piece, lines, lowered
from kiosk.screens.layout.lists import row_icon
from kiosk.screens.theme import BODY, RADIUS_CARD, TARGET

_PADDING: Final = 24
_SIGN_BESIDE: Final = 12
_GAP: Final = 16
_SIGN_GAP: Final = 20
_COLUMNS: Final = 2
_COLUMNS_FROM: Final = 9
"""So many short answers stand in two columns: under one another they would need a second page."""
_DENSE_FROM: Final = 4
"""The same where other questions stand on the page."""


def choices_pieces(choices: Choices, draft: Draft) -> tuple[Piece, ...]:
    count = len(choices.choices)
    if choices.beside and _fit(choices, count, draft, _SIGN_BESIDE):
        return (_beside(choices, draft),)
    dense = count >= (_DENSE_FROM if choices.dense else _COLUMNS_FROM)
    if dense and _fit(choices, _COLUMNS, draft, _SIGN_GAP):
        return _in_columns(choices, draft)
    return tuple(
        _choice_piece(choice, draft, several=choices.several, gap=_GAP if number else 24)
        for number, choice in enumerate(choices.choices)
    )


def _column_width(columns: int, draft: Draft) -> float:
    return (draft.width - _GAP * (columns - 1)) / columns


def _fit(choices: Choices, columns: int, draft: Draft, sign_gap: float) -> bool:
    """Whether each answer stands on one line when so many are beside one another."""
    room = _column_width(columns, draft) - 2 * _PADDING - row_icon(draft) - sign_gap
    return all(draft.measure(choice.title, BODY) <= room for choice in choices.choices)


def _in_columns(choices: Choices, draft: Draft) -> tuple[Piece, ...]:
    """Two answers a row, in reading order."""
    column = draft.narrowed(_column_width(_COLUMNS, draft))
    pieces = []
    for first in range(0, len(choices.choices), _COLUMNS):
        row = [
            _choice_piece(choice, column, several=choices.several, gap=_GAP if first else 24)
            for choice in choices.choices[first : first + _COLUMNS]
        ]
        nodes = tuple(
            node.moved(round(number * (column.width + _GAP)), 0)
            for number, piece in enumerate(row)
            for node in piece.nodes
        )
        pieces.append(Piece(nodes, row[0].height, row[0].gap))
    return tuple(pieces)


def _height(draft: Draft, tall: float) -> float:
    return max(TARGET, tall + 40) + draft.extra


def _beside(choices: Choices, draft: Draft) -> Piece:
    width, height = _column_width(len(choices.choices), draft), _height(draft, draft.theme.line(BODY))
    nodes = []
    for number, choice in enumerate(choices.choices):
        icon = row_icon(draft)
        text = draft.measure(choice.title, BODY)
        left = round((width - icon - _SIGN_BESIDE - text) / 2)
        words = Box(left + icon + _SIGN_BESIDE, round((height - draft.theme.line(BODY)) / 2), text + 1, 0)
        marks: tuple[Mark, ...] = (
            _plate(choice, draft, width, height),
            _sign(choice, draft, Box(left, round((height - icon) / 2), icon, icon), choices.several),
            *lines(draft, choice.title, BODY, draft.theme.palette.ink, words),
        )
        box = Box(round(number * (width + _GAP)), 0, width, height)
        nodes.append(_node(choice, box, marks))
    return Piece(tuple(nodes), height, gap=_GAP)


def _choice_piece(choice: Choice, draft: Draft, *, several: bool, gap: float) -> Piece:
    icon = row_icon(draft)
    left = _PADDING + icon + _SIGN_GAP
    room = Box(left, 0, draft.width - left - _PADDING, 0)
    text = lines(draft, choice.title, BODY, draft.theme.palette.ink, room)
    tall = draft.theme.line(BODY) * len(text)
    height = _height(draft, tall)
    top = round((height - tall) / 2)
    marks: tuple[Mark, ...] = (
        _plate(choice, draft, draft.width, height),
        _sign(choice, draft, Box(_PADDING, round((height - icon) / 2), icon, icon), several),
        *(lowered(mark, top) for mark in text),
    )
    return Piece((_node(choice, Box(0, 0, draft.width, height), marks),), height, gap)


def _plate(choice: Choice, draft: Draft, width: float, height: float) -> Plate:
    palette = draft.theme.palette
    return Plate(
        Box(0, 0, width, height),
        palette.tint if choice.selected else palette.surface,
        palette.accent if choice.selected else palette.border,
        4 if choice.selected else draft.theme.stroke,
        RADIUS_CARD,
    )


def _sign(choice: Choice, draft: Draft, box: Box, several: bool) -> Glyph:
    """A ring or, where several may be chosen, a box; filled or ticked when it is chosen."""
    palette = draft.theme.palette
    chosen, open_ = ("box_checked", "box") if several else ("chosen", "not_chosen")
    if choice.selected:
        return Glyph(box, chosen, palette.accent)
    return Glyph(box, choice.icon or open_, palette.accent if choice.icon else palette.border)


def _node(choice: Choice, box: Box, marks: tuple[Mark, ...]) -> Node:
    return Node(
        Role.CHOICE,
        choice.title,
        box,
        marks,
        choice.press,
        ("selected",) if choice.selected else (),
        choice.spoken or choice.title,
    )
