"""The question over the page: everything else is dimmed and cannot be pressed."""

from __future__ import annotations

from typing import Final

from msgspec.structs import replace

from kiosk.flow.views import View
from kiosk.screens.drawing import Box, Node, Plate, Role
from kiosk.screens.layout.actions import foot_height, foot_nodes
from kiosk.screens.layout.blocks import flowing_pieces
from kiosk.screens.layout.draft import Draft
from kiosk.screens.layout.paging import column_height, placed
from kiosk.screens.theme import RADIUS_CARD

_PADDING: Final = 48
_PADDING_LARGE: Final = 32
_WIDEST: Final = 1080
_WIDEST_LARGE: Final = 1480


def dialog_nodes(
    view: View, draft: Draft, screen: Box, reachable: Box
) -> tuple[tuple[Node, ...], tuple[Node, ...]]:
    """The scrim and card, and what stands on the card; in the middle of `reachable`."""
    if not view.dialog and not view.dialog_actions:
        return (), ()
    palette = draft.theme.palette
    padding = _PADDING_LARGE if draft.theme.large else _PADDING
    wide = min(reachable.width - 32, _WIDEST_LARGE if draft.theme.large else _WIDEST)
    inner = replace(draft.narrowed(wide - 2 * padding), spread=False)
    pieces = flowing_pieces(view.dialog, inner)
    body = column_height(pieces)
    foot = foot_height(view.dialog_actions, None, inner)
    high = body + (40 + foot if foot else 0) + 2 * padding
    x = round(reachable.x + (reachable.width - wide) / 2)
    y = round(reachable.y + max(0, (reachable.height - high) / 2))
    card = Plate(Box(0, 0, wide, high), palette.surface, palette.border, draft.theme.stroke, RADIUS_CARD)
    plates = (
        Node(Role.IMAGE, "", screen, (Plate(screen, palette.scrim),), moves=False),
        Node(Role.IMAGE, "", Box(x, y, wide, high), (card,), moves=False),
    )
    nodes = [
        *placed(pieces, x + padding, y + padding),
        *foot_nodes(view.dialog_actions, None, inner, x + padding, y + high - padding),
    ]
    return plates, tuple(nodes)
