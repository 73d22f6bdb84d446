"""The page's own buttons and the pager, at the foot of the page; the primary one at the lower right."""

from __future__ import annotations

from typing import Final

from msgspec.structs import replace

from devices.values import Value
from kiosk.flow.events import Touched
from kiosk.flow.views import Button
from kiosk.screens.drawing import Box, Node, Role, Turn
from kiosk.screens.layout.controls import (
    ACTION_HEIGHT,
    action_button,
    action_height,
    action_width,
    sign_button,
)
from kiosk.screens.layout.draft import Draft, Piece, lines
from kiosk.screens.theme import STRONG

_GAP: Final = 16
_LONE_PRIMARY_BESIDE: Final = 480
"""The one thing to do next is as wide as an upright page; a page on its side would make it a beam."""


class Place(Value):
    """A page of several, 0 the first."""

    page: int
    pages: int


def foot_height(actions: tuple[Button, ...], place: Place | None, draft: Draft) -> float:
    """The height of pager and buttons together, 0 for neither."""
    return _foot(actions, place, draft, 0, 0)[1]


def foot_nodes(
    actions: tuple[Button, ...], place: Place | None, draft: Draft, x: float, bottom: float
) -> list[Node]:
    """Pager on the left and buttons on the right of one row; in rows of their own where they need it."""
    _, height = _foot(actions, place, draft, 0, 0)
    return _foot(actions, place, draft, x, bottom - height)[0]


def _foot(
    actions: tuple[Button, ...], place: Place | None, draft: Draft, x: float, y: float
) -> tuple[list[Node], float]:
    nodes: list[Node] = []
    top = y
    if place:
        waits = any(button.primary and not button.enabled for button in actions)
        pager = _pager(place, draft, signs=draft.theme.large, leads=waits)
        one_row = _fitting_one_row(actions, draft, draft.width - pager[-1].box.right - 24)
        if one_row is None:
            short = _pager(place, draft, signs=True, leads=waits)
            one_row = _fitting_one_row(actions, draft, draft.width - short[-1].box.right - 24)
            pager = short if one_row is not None else pager
        if one_row is not None:
            drawn, height = _row(one_row, draft, x, y, spread=False, beside_pager=True)
            height = max(height, ACTION_HEIGHT)
            down = round((height - ACTION_HEIGHT) / 2)
            return [*(node.moved(x, y + down) for node in pager), *drawn], height
        nodes += [node.moved(x, y) for node in pager]
        y += ACTION_HEIGHT + _GAP
    for row in _rows(actions, draft):
        drawn, height = _row(row, draft, x, y, spread=draft.theme.large or draft.spread)
        nodes += drawn
        y += height + _GAP
    return nodes, max(0, y - _GAP - top)


def _fitting_one_row(actions: tuple[Button, ...], draft: Draft, room: float) -> tuple[Button, ...] | None:
    """The buttons as they fit beside the pager, without their signs if need be; None if they do not."""
    for buttons in (actions, tuple(replace(button, icon="") for button in actions)):
        if sum(action_width(button, draft) + _GAP for button in buttons) <= room + _GAP:
            return buttons
    return None


def action_pieces(actions: tuple[Button, ...], draft: Draft) -> list[Piece]:
    """The buttons as pieces that flow, each as wide as the page."""
    pieces = []
    for number, button in enumerate(actions):
        nodes, height = _row((button,), draft, 0, 0, spread=True)
        pieces.append(Piece(tuple(nodes), height, gap=_GAP if number else 32))
    return pieces


def _rows(actions: tuple[Button, ...], draft: Draft) -> list[tuple[Button, ...]]:
    """Buttons in as few rows as they need, filled from the end, where the primary one is."""
    rows: list[tuple[Button, ...]] = []
    for button in reversed(actions):
        if rows:
            longer = (button, *rows[0])
            if sum(action_width(one, draft) + _GAP for one in longer) <= draft.width + _GAP:
                rows[0] = longer
                continue
        rows.insert(0, (button,))
    return rows


def _row(
    row: tuple[Button, ...], draft: Draft, x: float, y: float, *, spread: bool, beside_pager: bool = False
) -> tuple[list[Node], float]:
    widths = [min(draft.width, action_width(button, draft)) for button in row]
    if len(row) == 1 and row[0].primary and not beside_pager:
        widths = [max(widths[0], _LONE_PRIMARY_BESIDE if draft.beside else draft.width)]
    if spread and row:
        spare = (draft.width - sum(widths) - _GAP * (len(row) - 1)) / len(row)
        widths = [width + spare for width in widths]
    height = max((action_height(b, draft, w) for b, w in zip(row, widths, strict=True)), default=0)
    left = x + draft.width - sum(widths) - _GAP * (len(row) - 1)
    nodes = []
    for button, width in zip(row, widths, strict=True):
        nodes.append(action_button(button, draft, Box(round(left), y, round(width), height)))
        left += width + _GAP
    return nodes, height


def _pager(place: Place, draft: Draft, *, signs: bool, leads: bool) -> list[Node]:
    """«Вверх», «2 из 3», «Вниз»; with `signs` the arrows alone, to share a row with the page's buttons.

    While the page's main button waits for what stands further down, «Вниз» `leads` there.
    """
    words = draft.words
    up = Button(words("screen.page.up"), Touched(), icon="up", enabled=place.page > 0)
    more = place.page + 1 < place.pages
    down = Button(words("screen.page.down"), Touched(), icon="down", enabled=more, primary=leads and more)
    text = words("screen.page.of", page=place.page + 1, pages=place.pages)
    # As wide as on the last page: neither the arrows nor the buttons beside them move.
    longest = words("screen.page.of", page=place.pages, pages=place.pages)
    wide = max(draft.measure(one, STRONG) for one in (text, longest))
    high = draft.theme.line(STRONG)
    first = _turning(up, draft, 0, -1, signs)
    label = Node(
        Role.STATUS,
        text,
        Box(first.box.right + _GAP, round((ACTION_HEIGHT - high) / 2), wide, high),
        lines(draft, text, STRONG, draft.theme.palette.ink, Box(0, 0, wide + 1, 0), 0.5),
        spoken=text,
    )
    return [first, label, _turning(down, draft, round(label.box.right) + _GAP, 1, signs)]


def _turning(button: Button, draft: Draft, x: float, by: int, signs: bool) -> Node:
    if signs:
        node = sign_button(button, button.icon, draft, Box(x, 0, ACTION_HEIGHT, ACTION_HEIGHT))
    else:
        node = action_button(button, draft, Box(x, 0, action_width(button, draft) - 6, ACTION_HEIGHT))
    return replace(node, press=Turn(by))
