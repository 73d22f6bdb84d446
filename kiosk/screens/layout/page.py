"""The whole screen of a view: the frame, one page of what flows, the tool, the buttons, the dialog."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from devices.values import Value
from kiosk.flow.blocks import Block, Choices, EntryGrid, Hero, Notice, Title, TouchTest
from kiosk.flow.entry_blocks import Keyboard, NumberPad
from kiosk.flow.views import View
from kiosk.screens.drawing import Box, Drawing, Node, Role
from kiosk.screens.layout.actions import Place, action_pieces, foot_height, foot_nodes
from kiosk.screens.layout.blocks import flowing_pieces, tool_of
from kiosk.screens.layout.cards import hero_beside_grid
from kiosk.screens.layout.composed import column_of, composed_pieces, fall, is_composed, on_quiet_panel
from kiosk.screens.layout.dialog import dialog_nodes
from kiosk.screens.layout.draft import Draft, Piece, ScreenWords
from kiosk.screens.layout.frame import Frame, frame_of
from kiosk.screens.layout.paging import column_height, divided, placed
from kiosk.screens.layout.tool import Worktop, worktop_of
from kiosk.screens.panel import Panel
from kiosk.screens.text import Ruler
from kiosk.screens.theme import theme_for

_FOOT_GAP = 24
_MOST_FOOT = 0.3
"""What the buttons may take of a page, with the pager above them where there is one."""
_TWO_PAGES = Place(0, 2)
_HERO_SHARES = (0.34, 0.3, 0.27)
"""What the invitation takes of a wide page: less where the words of the cards need more."""
_MOST_ANSWER_GROWTH = 32
_MOST_GROWTH = 96
"""The invitation and the entry cards may each grow by so much to fill a page."""


def lay_out(view: View, panel: Panel, ruler: Ruler, words: ScreenWords, page: int = 0) -> Drawing:
    """Everything that `view` shows on `panel`, its page number `page` (clamped to what there is)."""
    if any(isinstance(block, TouchTest) for block in view.blocks):
        # The whole glass is tested, so nothing is enlarged or lowered.
        view = _unenlarged(view)
    theme = theme_for(view.header.comfort)
    draft = Draft(theme, ruler, words, panel.width, panel.height)
    frame = frame_of(view, panel, draft)
    draft = replace(
        draft,
        width=frame.content.width,
        height=frame.content.height,
        beside=panel.landscape,
        spread=not view.bar,
    )
    body = _body(view, draft, frame, page)
    screen = Box(0, 0, panel.width, panel.height)
    plates, dialog = dialog_nodes(view, draft, screen, _reachable(frame, screen))
    return Drawing(
        theme.palette.ground,
        (*frame.header, *body.nodes, *frame.bar),
        dialog,
        plates,
        body.place.page,
        body.place.pages,
    )


def _unenlarged(view: View) -> View:
    comfort = replace(view.header.comfort, large=False, low_reach=False)
    return replace(view, header=replace(view.header, comfort=comfort))


class _Body(Value):
    nodes: tuple[Node, ...]
    place: Place


def _reachable(frame: Frame, screen: Box) -> Box:
    """Where a dialog may stand: anywhere, or below the quiet panel."""
    if frame.upper is None:
        return screen
    return Box(0, frame.upper.bottom, screen.width, screen.height - frame.upper.bottom)


def _body(view: View, draft: Draft, frame: Frame, page: int) -> _Body:
    if is_composed(view):
        return _composed(view, draft, frame, page)
    above, flowing = _upper(view, draft, frame)
    tool = tool_of(view.blocks)
    if tool is None:
        return _flow(view, draft, frame.content, flowing, above, page)
    top = worktop_of(tool, view.actions, draft, frame.content, flowing)
    if top.room_above < column_height(flowing) and frame.upper is not None:
        # Low reach with large text: what is only read goes to the quiet panel.
        above, flowing = _on_quiet_panel(view, draft, frame.upper), ()
    elif top.room_above < column_height(flowing):
        flowing = _without_paging(view, draft, flowing, top.room_above)
    if isinstance(tool, Keyboard):
        flowing = _first_found(flowing, top.room_above)
    return _with_tool(view, draft, frame.content, flowing, above, top, page)


def _without_paging(view: View, draft: Draft, pieces: tuple[Piece, ...], room: float) -> tuple[Piece, ...]:
    """What is wrong with what was typed is not left to a second page: it stands in place of the title."""
    if not any(isinstance(block, Notice) for block in view.blocks):
        return pieces
    untitled = tuple(block for block in view.blocks if not isinstance(block, Title))
    for blocks in (untitled, _what_must_be_read(view)):
        fewer = flowing_pieces(blocks, draft)
        if column_height(fewer) <= room:
            return fewer
    return flowing_pieces(untitled, draft)


def _first_found(pieces: Sequence[Piece], room: float) -> tuple[Piece, ...]:
    """What has room above the keys of what was found while one types; «Готово» shows all of it.

    A pager there would take the room of the rows.
    """
    shown = tuple(pieces)
    while column_height(shown) > room and _is_found(shown[-1]):
        shown = shown[:-1]
    return shown if any(_is_found(piece) for piece in shown) else tuple(pieces)


def _is_found(piece: Piece) -> bool:
    return any(node.press is not None for node in piece.nodes)


def _composed(view: View, draft: Draft, frame: Frame, page: int) -> _Body:
    """Picture and words in the optical middle; in low reach as much of them as goes on the quiet panel."""
    column = column_of(frame.content, draft)
    above, blocks = on_quiet_panel(view, draft, frame.upper) if frame.upper else ([], view.blocks)
    draft = replace(draft, width=column.width, spread=True)
    foot = foot_height(view.actions, None, draft)
    room = frame.content.height - (foot + _FOOT_GAP if foot else 0)
    pieces = composed_pieces(blocks, draft, room)
    return _flow(view, draft, column, pieces, above, page)


def _upper(view: View, draft: Draft, frame: Frame) -> tuple[list[Node], tuple[Piece, ...]]:
    """The title on the quiet panel if it has room there, and all the rest."""
    pieces = _pieces(view, draft, frame)
    if frame.upper is None or not isinstance(next(iter(view.blocks), None), Title):
        return [], pieces
    title = pieces[0]
    if title.height > frame.upper.height:
        return [], pieces
    return placed((title,), frame.upper.x, frame.upper.y), pieces[1:]


def _pieces(view: View, draft: Draft, frame: Frame) -> tuple[Piece, ...]:
    """What flows; where there is room, the invitation and the entry cards take all of the page."""
    pieces = flowing_pieces(view.blocks, draft)
    grid = next((block for block in view.blocks if isinstance(block, EntryGrid)), None)
    foot = foot_height(view.actions, None, draft)
    room = frame.content.height - (foot + _FOOT_GAP if foot else 0)
    if grid is None and not draft.theme.large:
        return _with_larger_answers(view, draft, pieces, room)
    if grid is None or len(grid.cards) <= draft.columns or draft.theme.large:
        return pieces
    hero = next((block for block in view.blocks if isinstance(block, Hero) and block.reader), None)
    if draft.beside and hero:
        others = tuple(block for block in view.blocks if block not in (hero, grid))
        for share in _HERO_SHARES:
            column = draft.narrowed(round(draft.width * share))
            above = flowing_pieces(others, column)
            if both := hero_beside_grid(hero, grid, draft, column.width, room, above):
                return (both,)
        return pieces
    spare = room - column_height(pieces)
    growing = max(1, len(grid.cards) // draft.columns) + (hero is not None)
    if spare <= 0:
        return pieces
    return flowing_pieces(view.blocks, replace(draft, extra=min(_MOST_GROWTH, int(spare / growing))))


def _with_larger_answers(
    view: View, draft: Draft, pieces: tuple[Piece, ...], room: float
) -> tuple[Piece, ...]:
    """Where few answers leave a page room, each is a larger target; too many go closer together."""
    answers = sum(node.role is Role.CHOICE for piece in pieces for node in piece.nodes[:1])
    spare = room - column_height(pieces)
    if not answers:
        return pieces
    if spare < 0:
        closer = (
            replace(block, dense=True) if isinstance(block, Choices) else block for block in view.blocks
        )
        dense = flowing_pieces(tuple(closer), draft)
        return dense if divided(dense, room).count < divided(pieces, room).count else pieces
    return flowing_pieces(view.blocks, replace(draft, extra=min(_MOST_ANSWER_GROWTH, int(spare / answers))))


def _on_quiet_panel(view: View, draft: Draft, room: Box) -> list[Node]:
    """All that flows; if it has no room there, without enlargement, and then without the title."""
    plain = replace(draft, theme=replace(draft.theme, large=False))
    fewest = _what_must_be_read(view)
    small = tuple(replace(b, compact=True, code="") if isinstance(b, Notice) else b for b in fewest)
    tries = ((view.blocks, draft), (view.blocks, plain), (fewest, plain), (small, plain))
    pieces: Sequence[Piece] = ()
    for blocks, one in tries:
        pieces = flowing_pieces(blocks, replace(one, width=room.width))
        if column_height(pieces) <= room.height:
            break
    while pieces and column_height(pieces) > room.height:
        pieces = pieces[:-1]  # rows found while one types; «Готово» shows them all
    # What is out of reach cannot be pressed there.
    return [replace(node, press=None) for node in placed(pieces, room.x, room.y)]


def _what_must_be_read(view: View) -> tuple[Block, ...]:
    """What is wrong, or of a question the question itself; of a PIN pad all but the title."""
    if isinstance(tool_of(view.blocks), NumberPad):
        wrong = tuple(block for block in view.blocks if isinstance(block, Notice))
        return wrong or tuple(block for block in view.blocks if isinstance(block, Title))
    return tuple(block for block in view.blocks if not isinstance(block, Title))


def _flow(
    view: View, draft: Draft, room: Box, pieces: Sequence[Piece], above: list[Node], page: int
) -> _Body:
    actions = view.actions
    foot = foot_height(actions, None, draft)
    one_page = column_height(pieces) <= room.height - (foot + _FOOT_GAP if foot else 0)
    paged_foot = foot if one_page else foot_height(actions, _TWO_PAGES, draft)
    if paged_foot > room.height * _MOST_FOOT:
        # Large text on a small page: the buttons flow after the text; the main one stays if it has room.
        main = tuple(button for button in actions if button.primary)
        stays = foot_height(main, None, draft) <= room.height * _MOST_FOOT
        quiet = tuple(button for button in actions if button not in main) if stays else actions
        pieces = [*pieces, *action_pieces(quiet, draft)]
        actions = main if stays else ()
        foot = foot_height(actions, None, draft)
    pages = divided(pieces, room.height - (foot + _FOOT_GAP if foot else 0))
    place = None
    if pages.count > 1:
        # The pager's own height does not depend on the number it shows.
        foot = foot_height(actions, Place(0, pages.count), draft)
        pages = divided(pieces, room.height - foot - _FOOT_GAP)
        place = Place(max(0, min(page, pages.count - 1)), pages.count)
    shown = pages.pages[place.page if place else 0]
    lowered = fall(shown, room, foot + _FOOT_GAP if foot else 0) if is_composed(view) and not place else 0
    nodes = [
        *above,
        *placed(shown, room.x, room.y + lowered),
        *foot_nodes(actions, place, draft, room.x, room.bottom),
    ]
    return _Body(tuple(nodes), place or Place(0, 1))


def _with_tool(
    view: View,
    draft: Draft,
    room: Box,
    pieces: Sequence[Piece],
    above: list[Node],
    top: Worktop,
    page: int,
) -> _Body:
    pages = divided(pieces, top.room_above)
    place = None
    pager = 0.0
    if pages.count > 1:
        pager = foot_height((), Place(0, pages.count), draft) + 16
        pages = divided(pieces, top.room_above - pager)
        place = Place(max(0, min(page, pages.count - 1)), pages.count)
    shown = pages.pages[place.page if place else 0]
    nodes = [*above, *placed(shown, room.x, room.y)]
    if place:
        nodes += foot_nodes((), place, draft, room.x, room.y + top.room_above)
    used = top.room_above if place else column_height(shown)
    return _Body((*nodes, *top.nodes(used)), place or Place(0, 1))
