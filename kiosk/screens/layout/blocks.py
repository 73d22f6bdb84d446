"""Which layout draws which block that flows down the page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from msgspec.structs import replace

from kiosk.flow import blocks
from kiosk.flow.entry_blocks import Keyboard, NumberPad, Settled
from kiosk.flow.hall_blocks import Counter, HallParts, SeatPlan
from kiosk.flow.time_blocks import CellGrid
from kiosk.screens.drawing import Role
from kiosk.screens.layout import (
    cards,
    cells,
    choices,
    counter,
    emblem,
    figures,
    hall,
    lists,
    notices,
    paper,
    payment_code,
    prose,
    rows,
    seats,
    settled,
    tables,
)
from kiosk.screens.layout.draft import Draft, Piece

# Each layout takes its own kind of block, which a mapping cannot say; a test draws one of each.
_LAYOUTS: Final[Mapping[type, Callable[[Any, Draft], tuple[Piece, ...]]]] = {
    blocks.Title: prose.title_pieces,
    blocks.Section: prose.section_pieces,
    blocks.Paragraph: prose.paragraph_pieces,
    blocks.Bullets: prose.bullet_pieces,
    blocks.Emblem: emblem.emblem_pieces,
    blocks.Hero: cards.hero_pieces,
    blocks.EntryGrid: cards.grid_pieces,
    blocks.Rows: rows.rows_pieces,
    blocks.Tabs: lists.tabs_pieces,
    blocks.Choices: choices.choices_pieces,
    blocks.Notice: notices.notice_pieces,
    blocks.Progress: notices.progress_pieces,
    blocks.Countdown: notices.countdown_pieces,
    blocks.Figure: figures.figure_pieces,
    blocks.Tiles: figures.tiles_pieces,
    blocks.Summary: tables.summary_pieces,
    blocks.Table: tables.table_pieces,
    blocks.PaperPreview: paper.paper_pieces,
    Settled: settled.settled_pieces,
    CellGrid: cells.cell_pieces,
    SeatPlan: seats.seat_plan_pieces,
    HallParts: hall.hall_parts_pieces,
    Counter: counter.counter_pieces,
    blocks.PaymentCode: payment_code.payment_code_pieces,
}

Tool = blocks.PinPad | Keyboard | blocks.TouchTest | NumberPad
"""A block that is worked with: it keeps its place at the foot of the page and is never paged away."""


def flowing_pieces(blocks: tuple[blocks.Block, ...], draft: Draft) -> tuple[Piece, ...]:
    """The pieces of all blocks that flow, top to bottom."""
    pieces: list[Piece] = []
    for part in _parts(blocks):
        of_part = [piece for block in part for piece in _LAYOUTS[type(block)](block, draft)]
        _keep_heading(part, of_part)
        if _is_question(part):
            of_part[:-1] = [replace(piece, holds_next=True) for piece in of_part[:-1]]
        pieces += of_part
    return tuple(pieces)


def _keep_heading(part: list[blocks.Block], pieces: list[Piece]) -> None:
    """Whose times they are does not end a page: they begin on the next one under their name."""
    if not isinstance(part[-1] if part else None, CellGrid) or not isinstance(part[0], blocks.Section):
        return
    first = next(at for at, piece in enumerate(pieces) if piece.nodes[0].role is Role.CHOICE)
    pieces[:first] = [replace(piece, keeps_next=True) for piece in pieces[:first]]


def _parts(shown: tuple[blocks.Block, ...]) -> list[list[blocks.Block]]:
    """What flows, parted where a heading within the page begins."""
    parts: list[list[blocks.Block]] = [[]]
    for block in shown:
        if isinstance(block, blocks.Section):
            parts.append([])
        if not isinstance(block, Tool):
            parts[-1].append(block)
    return parts


def _is_question(part: list[blocks.Block]) -> bool:
    """A heading with answers under it, which are not torn from it."""
    answers = any(isinstance(block, blocks.Choices) for block in part)
    return answers and isinstance(part[0], blocks.Section)


def tool_of(blocks: tuple[blocks.Block, ...]) -> Tool | None:
    return next((block for block in blocks if isinstance(block, Tool)), None)
