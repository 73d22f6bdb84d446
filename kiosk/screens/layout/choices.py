"""Answers to choose from: full-width cards, or short ones beside one another."""

from __future__ import annotations

from typing import Final

from kiosk.flow.blocks import Choice, Choices
from kiosk.screens.drawing import Box, Glyph, Mark, Node, Plate, Role
from kiosk.screens.layout.draft import Draft, Piece, lines, lowered
from kiosk.screens.layout.lists import row_icon
from kiosk.screens.theme import BODY, RADIUS_CARD, TARGET

_PADDING: Final = 24
_GAP: Final = 16
_SIGN_GAP: Final = 20
_BESIDE_HEIGHT: Final = 112


def choices_pieces(choices: Choices, draft: Draft) -> tuple[Piece, ...]:
    if choices.beside and _fit_beside(choices, draft):
        return (_beside(choices, draft),)
    return tuple(
        _choice_piece(choice, draft, several=choices.several, gap=_GAP if number else 24)
        for number, choice in enumerate(choices.choices)
    )


def _width_beside(choices: Choices, draft: Draft) -> float:
    count = len(choices.choices)
    return (draft.width - _GAP * (count - 1)) / count


def _fit_beside(choices: Choices, draft: Draft) -> bool:
    taken = 2 * _PADDING + row_icon(draft) + 12
    room = _width_beside(choices, draft) - taken
    return all(draft.measure(choice.title, BODY) <= room for choice in choices.choices)


def _beside(choices: Choices, draft: Draft) -> Piece:
    width, height = _width_beside(choices, draft), max(_BESIDE_HEIGHT, draft.theme.line(BODY) + 40)
    nodes = []
    for number, choice in enumerate(choices.choices):
        icon = row_icon(draft)
        text = draft.measure(choice.title, BODY)
        left = round((width - icon - 12 - text) / 2)
        words = Box(left + icon + 12, round((height - draft.theme.line(BODY)) / 2), text + 1, 0)
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
    height = max(TARGET, tall + 40)
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
    return Glyph(box, open_, palette.border)


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
