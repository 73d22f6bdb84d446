"""Dividing what flows into pages, by buttons and never by dragging."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from kiosk.screens.drawing import Node
from kiosk.screens.layout.cutting import cut
from kiosk.screens.layout.draft import Piece

_STAYING_SHARE: Final = 0.4
"""Title and tabs are repeated on every page only while they leave most of it to the rest."""

_LARGEST_GAP: Final = 32


@dataclass(frozen=True, slots=True)
class Pages:
    """The pieces of each page; what stays is on every one of them."""

    pages: tuple[tuple[Piece, ...], ...]

    @property
    def count(self) -> int:
        return len(self.pages)


def column_height(pieces: Iterable[Piece]) -> float:
    """The height of pieces below one another; the first has no gap above it."""
    height = 0.0
    for number, piece in enumerate(pieces):
        height += piece.height + (piece.gap if number else 0)
    return height


def divided(pieces: Sequence[Piece], height: float) -> Pages:
    """Pages of at most `height`; a piece that is taller is cut between its lines."""
    if column_height(pieces) <= height:
        return Pages((tuple(pieces),))
    staying = _staying(pieces, height)
    room = height - column_height(staying) - (_LARGEST_GAP if staying else 0)
    pieces = [*staying, *(part for piece in pieces[len(staying) :] for part in cut(piece, room))]
    pages: list[tuple[Piece, ...]] = []
    page: list[Piece] = list(staying)
    for number, piece in enumerate(pieces[len(staying) :], start=len(staying)):
        needed = [piece, *_kept_with(pieces, number)]
        if len(page) > len(staying) and column_height([*page, *needed]) > height:
            pages.append(tuple(page))
            page = [*staying]
        if piece.head and len(page) == len(staying):
            page.append(piece.head)
        page.append(piece)
    return Pages((*pages, tuple(page)))


def _staying(pieces: Sequence[Piece], height: float) -> tuple[Piece, ...]:
    count = 0
    while count < len(pieces) and pieces[count].stays:
        count += 1
    staying = tuple(pieces[:count])
    return staying if column_height(staying) <= height * _STAYING_SHARE else ()


def _kept_with(pieces: Sequence[Piece], number: int) -> list[Piece]:
    kept = []
    while pieces[number].keeps_next and number + 1 < len(pieces):
        number += 1
        kept.append(pieces[number])
    return kept


def placed(pieces: Iterable[Piece], x: float, y: float) -> list[Node]:
    """The nodes of pieces below one another from (x, y) on."""
    nodes: list[Node] = []
    for number, piece in enumerate(pieces):
        y += piece.gap if number else 0
        nodes += [node.moved(x, y) for node in piece.nodes]
        y += piece.height
    return nodes
