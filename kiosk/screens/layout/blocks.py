"""Which layout draws which block that flows down the page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from kiosk.flow import views
from kiosk.screens.layout import cards, emblem, figures, lists, notices, paper, prose, rows, tables
from kiosk.screens.layout.draft import Draft, Piece

# Each layout takes its own kind of block, which a mapping cannot say; a test draws one of each.
_LAYOUTS: Final[Mapping[type, Callable[[Any, Draft], tuple[Piece, ...]]]] = {
    views.Title: prose.title_pieces,
    views.Section: prose.section_pieces,
    views.Paragraph: prose.paragraph_pieces,
    views.Bullets: prose.bullet_pieces,
    views.Emblem: emblem.emblem_pieces,
    views.Hero: cards.hero_pieces,
    views.EntryGrid: cards.grid_pieces,
    views.Rows: rows.rows_pieces,
    views.Tabs: lists.tabs_pieces,
    views.Choices: lists.choices_pieces,
    views.Notice: notices.notice_pieces,
    views.Progress: notices.progress_pieces,
    views.Countdown: notices.countdown_pieces,
    views.Figure: figures.figure_pieces,
    views.Tiles: figures.tiles_pieces,
    views.Summary: tables.summary_pieces,
    views.Table: tables.table_pieces,
    views.PaperPreview: paper.paper_pieces,
}

Tool = views.PinPad | views.Keyboard | views.TouchTest
"""A block that is worked with: it keeps its place at the foot of the page and is never paged away."""


def flowing_pieces(blocks: tuple[views.Block, ...], draft: Draft) -> tuple[Piece, ...]:
    """The pieces of all blocks that flow, top to bottom."""
    return tuple(
        piece
        for block in blocks
        if not isinstance(block, Tool)
        for piece in _LAYOUTS[type(block)](block, draft)
    )


def tool_of(blocks: tuple[views.Block, ...]) -> Tool | None:
    return next((block for block in blocks if isinstance(block, Tool)), None)
