"""Dividing what flows into pages, by buttons and never by dragging."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from msgspec.structs import replace

from devices.values import Value
from kiosk.screens.drawing import Node, Plate, Role
from kiosk.screens.layout.cutting import cut
from kiosk.screens.layout.draft import Piece
from kiosk.screens.theme import RADIUS_CARD

_STAYING_SHARE: Final = 0.28
"""Title and tabs are repeated on every page only while they leave most of it to the rest."""

_MOST_BALANCED: Final = 4
_ENOUGH: Final = 0.5
_SHARES: Final = (0.9, 0.8, 0.72, 0.65, 0.6)
"""A page is at least so full when the last page borrows from it, until that one is half full."""

_LEAST_GAP: Final = 24
"""Between what stays and what a page begins with."""


class Pages(Value):
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
    """Pages of at most `height`; a piece that is taller is cut between its lines.

    A text with headings, or a table, is spread over its pages: the last one does not hold a leftover.
    """
    if column_height(pieces) <= height:
        return Pages((tuple(pieces),))
    full = _filled(pieces, height)
    if any(piece.holds_next for piece in pieces):
        return full  # a lower page would tear a question from its answers
    divisible = any((piece.keeps_next and not piece.stays) or piece.band for piece in pieces)
    if full.count > _MOST_BALANCED or not divisible:
        return full
    last = column_height(full.pages[-1])
    best = full
    for share in _SHARES:
        if last >= height * _ENOUGH:
            break
        tried = _filled(pieces, height * share)
        if tried.count > full.count:
            break
        best, last = tried, column_height(tried.pages[-1])
    return best


def _filled(pieces: Sequence[Piece], height: float) -> Pages:
    """Each page as full as it gets."""
    staying = _staying(pieces, height)
    room = height - column_height(staying) - (_LEAST_GAP if staying else 0)
    parts = [part for piece in pieces[len(staying) :] for part in cut(piece, room)]
    parts = _begun_under_headings(parts, room)
    pieces = [*staying, *_released(parts, room)]
    pages: list[tuple[Piece, ...]] = []
    page: list[Piece] = list(staying)
    for number, piece in enumerate(pieces[len(staying) :], start=len(staying)):
        needed = [piece, *_kept_with(pieces, number)]
        if len(page) > len(staying) and column_height([*page, *needed]) > height:
            pages.append(tuple(page))
            page = [*staying]
        begins = len(page) == len(staying)
        if piece.head and begins:
            page.append(replace(piece.head, gap=_LEAST_GAP))
        page.append(replace(piece, gap=_LEAST_GAP) if begins and not piece.head else piece)
    return Pages(tuple(_bands_rounded(page) for page in (*pages, tuple(page))))


def _bands_rounded(page: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """A card that runs on over pages looks whole on each of them."""
    pieces = list(page)
    for number, piece in enumerate(page):
        before = page[number - 1] if number else None
        after = page[number + 1] if number + 1 < len(page) else None
        if piece.band and not (before and before.band and not piece.gap):
            pieces[number] = _with_corners(pieces[number], above=True)
        if piece.band and not (after and after.band and not after.gap):
            pieces[number] = _with_corners(pieces[number], above=False)
    return tuple(pieces)


def _with_corners(piece: Piece, *, above: bool) -> Piece:
    node, *others = piece.nodes
    plate, *marks = node.marks
    assert isinstance(plate, Plate), "a band begins with its ground"
    top, bottom = plate.corners or (0, 0)
    corners = (RADIUS_CARD, bottom) if above else (top, RADIUS_CARD)
    rounded = replace(node, marks=(replace(plate, corners=corners), *marks))
    return replace(piece, nodes=(rounded, *others))


def _staying(pieces: Sequence[Piece], height: float) -> tuple[Piece, ...]:
    count = 0
    while count < len(pieces) and pieces[count].stays:
        count += 1
    staying = tuple(pieces[:count])
    return staying if column_height(staying) <= height * _STAYING_SHARE else ()


def _kept_with(pieces: Sequence[Piece], number: int) -> list[Piece]:
    kept = []
    while (pieces[number].keeps_next or pieces[number].holds_next) and number + 1 < len(pieces):
        number += 1
        kept.append(pieces[number])
    return kept


def _released(pieces: Sequence[Piece], room: float) -> list[Piece]:
    """The pieces with nothing held together that one page does not hold."""
    released: list[Piece] = []
    while len(released) < len(pieces):
        first = len(released)
        whole = [pieces[first], *_kept_with(pieces, first)]
        fits = column_height(whole) <= room
        released += whole if fits else _held_to_first_answer(whole, room)
    return released


def _held_to_first_answer(question: Sequence[Piece], room: float) -> Iterator[Piece]:
    """A question larger than a page: its first answer stands under the words that have room."""
    answers = (at for at, piece in enumerate(question) if any(n.role is Role.CHOICE for n in piece.nodes[:1]))
    first = next(answers, len(question) - 1)
    for at, piece in enumerate(question):
        headed = at - len(_headings_above(question, at))
        held = at < first and column_height(question[headed : first + 1]) <= room
        yield replace(piece, holds_next=held)


def _begun_under_headings(pieces: Sequence[Piece], room: float) -> list[Piece]:
    """A card that leaves its heading alone on a page begins under it."""
    begun: list[Piece] = []
    for at, piece in enumerate(pieces):
        headings = _headings_above(pieces, at)
        left = room - column_height(headings) - piece.gap
        alone = headings and piece.height > left >= room * _ENOUGH
        parts = cut(piece, left) if alone and not any(node.press for node in piece.nodes) else (piece,)
        begun += parts if len(parts) == 2 else (piece,)
    return begun


def _headings_above(pieces: Sequence[Piece], at: int) -> Sequence[Piece]:
    first = at
    while first and pieces[first - 1].keeps_next:
        first -= 1
    return pieces[first:at]


def placed(pieces: Iterable[Piece], x: float, y: float) -> list[Node]:
    """The nodes of pieces below one another from (x, y) on."""
    nodes: list[Node] = []
    for number, piece in enumerate(pieces):
        y += piece.gap if number else 0
        nodes += [node.moved(x, y) for node in piece.nodes]
        y += piece.height
    return nodes
