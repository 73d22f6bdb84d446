"""A bill with its code for a telephone: beside what is to be paid where the page is wide, else under it."""

from __future__ import annotations

from typing import Final

from msgspec.structs import replace

from kiosk.flow.blocks import Paragraph, PaymentCode
from kiosk.screens.drawing import Box, Mark, Modules, Node, Plate, Role
from kiosk.screens.layout.draft import Draft, Piece, lines
from kiosk.screens.layout.figures import figure_pieces
from kiosk.screens.layout.paper import QUIET_ZONE, qr_rows
from kiosk.screens.layout.prose import paragraph_pieces
from kiosk.screens.theme import RADIUS_CARD, SMALL

_LARGEST: Final = 720
_OF_PAGE: Final = 0.5
_OF_SHARED_PAGE: Final = 0.32
_OF_WIDE_PAGE: Final = 0.52
_WIDE: Final = 1200
_SMALLEST_MODULE: Final = 2
_GAP: Final = 32


def payment_code_pieces(code: PaymentCode, draft: Draft) -> tuple[Piece, ...]:
    """What is to be paid and the code: one piece on a wide page, two on an upright one."""
    if draft.width < _WIDE or draft.theme.large:
        share = _OF_SHARED_PAGE if code.small else _OF_PAGE
        return (*_figure_above(code, draft), _code_piece(code, draft, draft.height * share))
    side = min(draft.height * _OF_WIDE_PAGE, draft.width / 2)
    right = _code_piece(code, draft.narrowed(round(side)), side)
    (left,) = figure_pieces(code.figure, draft.narrowed(draft.width - round(side) - _GAP))
    nodes = (*left.nodes, *(node.moved(draft.width - round(side), 0) for node in right.nodes))
    return (Piece(nodes, max(left.height, right.height), gap=24),)


def _figure_above(code: PaymentCode, draft: Draft) -> tuple[Piece, ...]:
    """Enlarged, its note flows by itself: a card with all of it would not fit one page."""
    if not draft.theme.large:
        return figure_pieces(code.figure, draft)
    note = paragraph_pieces(Paragraph(code.figure.note), draft)
    return (*figure_pieces(replace(code.figure, note=""), draft), *note)


def _code_piece(code: PaymentCode, draft: Draft, most: float) -> Piece:
    """Dark modules on white, whatever the theme: a telephone reads nothing else surely."""
    palette = draft.theme.palette
    rows = qr_rows(code.data)
    across = len(rows) + 2 * QUIET_ZONE
    module = max(_SMALLEST_MODULE, int(min(draft.width, most, _LARGEST) // across))
    side = module * across
    quiet = module * QUIET_ZONE
    left = round((draft.width - side) / 2)
    marks: list[Mark] = [
        Plate(Box(left, 0, side, side), palette.paper, palette.hairline, 2, RADIUS_CARD),
        Modules(Box(left + quiet, quiet, side - 2 * quiet, side - 2 * quiet), rows, palette.on_paper),
    ]
    caption = lines(draft, code.caption, SMALL, palette.secondary, Box(0, side + 12, draft.width, 0), 0.5)
    height = side + 12 + draft.theme.line(SMALL) * len(caption)
    node = Node(
        Role.IMAGE,
        code.caption,
        Box(0, 0, draft.width, height),
        (*marks, *caption),
        spoken=code.caption,
    )
    return Piece((node,), height, gap=24)
