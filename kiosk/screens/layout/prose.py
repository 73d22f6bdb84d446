"""Headings, running text and lists."""

from __future__ import annotations

from itertools import pairwise

from kiosk.flow.blocks import (
    Bullets,
    Paragraph,
    Section,
    Title,
)
from kiosk.screens.drawing import Box, Glyph, Mark, Node, Plate, Role
from kiosk.screens.layout.draft import Draft, Piece, Stack, centred, joined, lines, text_node
from kiosk.screens.theme import BODY, SECTION, SMALL, TITLE

WHOLE_LINES = 4
"""A paragraph of so many lines is not divided between pages."""


def title_pieces(title: Title, draft: Draft) -> tuple[Piece, ...]:
    palette = draft.theme.palette
    if draft.composed:
        return _centred_title(title, draft)
    stack = Stack(draft, 0, 0, draft.width)
    stack.text(title.crumb, SMALL, palette.secondary)
    stack.text(title.text, TITLE, palette.ink, gap=4 if title.crumb else 0)
    name = joined(title.crumb, title.text)
    node = text_node(Role.HEADING, name, draft.width, stack.y, tuple(stack.marks), title.spoken)
    return (Piece((node,), stack.y, gap=0, keeps_next=True, stays=True),)


def _centred_title(title: Title, draft: Draft) -> tuple[Piece, ...]:
    palette = draft.theme.palette
    crumb = centred(draft, title.crumb, SMALL, palette.secondary) if title.crumb else ()
    top = draft.theme.line(SMALL) * len(crumb)
    marks = (*crumb, *centred(draft, title.text, TITLE, palette.ink, top))
    height = top + draft.theme.line(TITLE) * (len(marks) - len(crumb))
    name = joined(title.crumb, title.text)
    node = text_node(Role.HEADING, name, draft.width, height, marks, title.spoken)
    return (Piece((node,), height, gap=40, keeps_next=True),)


def section_pieces(section: Section, draft: Draft) -> tuple[Piece, ...]:
    marks = lines(draft, section.text, SECTION, draft.theme.palette.ink, Box(0, 0, draft.width, 0))
    height = draft.theme.line(SECTION) * len(marks)
    node = text_node(Role.HEADING, section.text, draft.width, height, marks, section.spoken)
    return (Piece((node,), height, gap=48, keeps_next=True),)


def paragraph_pieces(paragraph: Paragraph, draft: Draft) -> tuple[Piece, ...]:
    style, colour = (
        (SMALL, draft.theme.palette.secondary) if paragraph.small else (BODY, draft.theme.palette.ink)
    )
    if draft.composed and not paragraph.small:
        return _centred_paragraph(paragraph, draft)
    width = draft.reading(style)
    broken = draft.wrap(paragraph.text, width, style)
    if len(broken) <= WHOLE_LINES:
        groups = [paragraph.text]
    else:
        cuts = [*range(0, len(broken) - 2, 2), len(broken)]
        groups = ["\n".join(broken[a:b]) for a, b in pairwise(cuts)]
    pieces = []
    for number, group in enumerate(groups):
        marks = lines(draft, group, style, colour, Box(0, 0, width + 1, 0))
        height = draft.theme.line(style) * len(marks)
        name = group.replace("\n", " ")
        spoken = (paragraph.spoken or paragraph.text) if number == 0 else ""
        node = Node(Role.TEXT, name, Box(0, 0, draft.width, height), marks, spoken=spoken)
        pieces.append(Piece((node,), height, gap=16 if number == 0 else 0))
    return tuple(pieces)


def _centred_paragraph(paragraph: Paragraph, draft: Draft) -> tuple[Piece, ...]:
    marks = centred(draft, paragraph.text, draft.lead, draft.theme.palette.ink)
    height = draft.theme.line(draft.lead) * len(marks)
    node = text_node(Role.TEXT, paragraph.text, draft.width, height, marks, paragraph.spoken)
    return (Piece((node,), height, gap=24),)


def bullet_pieces(bullets: Bullets, draft: Draft) -> tuple[Piece, ...]:
    palette, line = draft.theme.palette, draft.theme.line(BODY)
    sign = round(draft.theme.size(BODY) * (1.05 if bullets.checks else 0.36))
    indent = round(draft.theme.size(BODY) * 1.5)
    pieces = []
    for number, item in enumerate(bullets.items):
        text = lines(draft, item, BODY, palette.ink, Box(indent, 0, draft.reading(BODY) - indent, 0))
        box = Box(0 if bullets.checks else 6, round((line - sign) / 2), sign, sign)
        mark: Mark = (
            Glyph(box, "box", palette.secondary)
            if bullets.checks
            else Plate(box, palette.accent, radius=sign / 2)
        )
        spoken = bullets.spoken if number == 0 and bullets.spoken else item
        node = Node(Role.LIST, item, Box(0, 0, draft.width, line * len(text)), (mark, *text), spoken=spoken)
        pieces.append(Piece((node,), line * len(text), gap=16 if number == 0 else 12))
    return tuple(pieces)
