"""Cutting a card that is taller than a page between its lines, for very large text on a small page."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from msgspec.structs import replace

from kiosk.screens.drawing import Glyph, Mark, Node, Plate
from kiosk.screens.layout.draft import Piece

_EDGE: Final = 16
"""What a cut card keeps between its words and the place of the cut."""


def cut(piece: Piece, height: float) -> tuple[Piece, ...]:
    """`piece` in parts of at most `height`, each a whole card that does what the whole one does.

    A piece that fits, that holds several nodes, or whose first line alone is taller stays as it is.
    """
    if piece.height <= height or len(piece.nodes) != 1:
        return (piece,)
    node = piece.nodes[0]
    edges = _edges(node, height - 2 * _EDGE)
    if len(edges) < 3:
        return (piece,)
    parts = []
    for number, (top, bottom) in enumerate(pairwise(edges)):
        part = _part(node, top, bottom, first=number == 0, last=number == len(edges) - 2)
        whole = replace(part, spoken=node.spoken if number == 0 else "")
        gap = piece.gap if number == 0 else 0
        last = number == len(edges) - 2
        parts.append(
            replace(
                piece,
                nodes=(whole,),
                height=whole.box.height,
                gap=gap,
                stays=False,
                keeps_next=last and piece.keeps_next,
            )
        )
    return tuple(parts)


def _edges(node: Node, height: float) -> list[float]:
    """Where to cut, from 0 to the node's height: never through a line. A sign moves to its part."""
    solid = sorted(
        (mark.box.y, mark.box.bottom)
        for mark in node.marks
        if not (_is_ground(mark, node) or isinstance(mark, Glyph))
    )
    edges = [0.0]
    for top, bottom in solid:
        crossed = any(start < top < end for start, end in solid)
        if bottom - edges[-1] > height and not crossed and top > edges[-1]:
            edges.append(top)
    return [*edges, node.box.height]


def _is_ground(mark: Mark, node: Node) -> bool:
    return isinstance(mark, Plate) and mark.box.height >= node.box.height - 1


def _part(node: Node, top: float, bottom: float, *, first: bool, last: bool) -> Node:
    above, below = (0 if first else _EDGE), (0 if last else _EDGE)
    height = bottom - top + above + below
    marks: list[Mark] = []
    for mark in node.marks:
        if _is_ground(mark, node):
            marks.append(replace(mark, box=replace(mark.box, height=height)))
        elif isinstance(mark, Glyph):
            if top <= mark.box.y + mark.box.height / 2 < bottom:
                y = min(max(mark.box.y + above - top, 0), height - mark.box.height)
                marks.append(replace(mark, box=replace(mark.box, y=y)))
        elif top <= mark.box.y < bottom:
            marks.append(replace(mark, box=mark.box.moved(0, above - top)))
    return replace(node, box=replace(node.box, height=height), marks=tuple(marks))
