"""Notices, waits and clocks that run out."""

from __future__ import annotations

from kiosk.flow.blocks import (
    Countdown,
    Notice,
    Progress,
    Tone,
)
from kiosk.screens.drawing import Box, Glyph, Mark, Node, Plate, Ring, Role
from kiosk.screens.icons import TONE_ICON
from kiosk.screens.layout.draft import Draft, Piece, Stack, centred, joined, lines, lowered, text_node
from kiosk.screens.theme import BODY, CONTRAST, RADIUS_CARD, SECTION, SMALL, SMALL_STRONG, STRONG

_PADDING = 28
_RING = 128
_WAIT_LINES = 2


def notice_pieces(notice: Notice, draft: Draft) -> tuple[Piece, ...]:
    """A tinted card: the sign of its tone, what happened, what to do, and the code for the telephone."""
    if draft.composed:
        return _remedy(notice, draft)
    if notice.compact and not draft.theme.large:
        return _compact(notice, draft)
    palette = draft.theme.palette
    tint = palette.tones[notice.tone]
    icon = 72 if draft.theme.large else 56
    beside = not draft.theme.large
    left = _PADDING + (icon + 20 if beside else 0)
    top = 24 if beside else 24 + icon + 8
    stack = Stack(draft, left, top, draft.width - left - _PADDING)
    stack.text(notice.title, STRONG, palette.ink)
    stack.text(notice.text, BODY, palette.ink, gap=4 if notice.title else 0)
    stack.text(notice.code, SMALL, palette.secondary, gap=8)
    height = max(stack.y + 24, icon + 48)
    only_line = beside and stack.y + 24 < icon + 48
    drop = round((height - stack.y - 24) / 2) if only_line else 0
    border = tint.sign if palette is CONTRAST else None
    marks: tuple[Mark, ...] = (
        Plate(Box(0, 0, draft.width, height), tint.ground, border, draft.theme.stroke, RADIUS_CARD),
        Glyph(Box(_PADDING - 2, 22, icon, icon), notice.icon or TONE_ICON[notice.tone], tint.sign),
        *(lowered(mark, drop) for mark in stack.marks),
    )
    name = joined(notice.title, notice.text, notice.code)
    node = Node(
        Role.NOTICE,
        name,
        Box(0, 0, draft.width, height),
        marks,
        states=(notice.tone.value,),
        spoken=notice.spoken or name,
    )
    return (Piece((node,), height, gap=24),)


def _remedy(notice: Notice, draft: Draft) -> tuple[Piece, ...]:
    """Under an emblem, which shows the tone already: a quiet card with what to do, large."""
    palette, padding = draft.theme.palette, 32
    most = draft.width - 2 * padding
    marks: list[Mark] = []
    y = float(padding)
    for text, style, colour, gap in (
        (notice.title, SMALL_STRONG, palette.secondary, 0),
        (notice.text, draft.lead, palette.ink, 8),
        (notice.code, SMALL, palette.secondary, 16),
    ):
        if not text:
            continue
        broken = centred(draft, text, style, colour, y + gap, most)
        y += gap + draft.theme.line(style) * len(broken)
        marks += broken
    height = y + padding
    plate = Plate(
        Box(0, 0, draft.width, height),
        palette.surface,
        palette.hairline,
        draft.theme.stroke,
        RADIUS_CARD,
    )
    name = joined(notice.title, notice.text, notice.code)
    node = Node(
        Role.NOTICE,
        name,
        Box(0, 0, draft.width, height),
        (plate, *marks),
        states=(notice.tone.value,),
        spoken=notice.spoken or name,
    )
    return (Piece((node,), height, gap=40),)


def _compact(notice: Notice, draft: Draft) -> tuple[Piece, ...]:
    """A low band in small type: the sign, what happened and what to do."""
    palette, icon = draft.theme.palette, 40
    tint = palette.tones[notice.tone]
    left = 24 + icon + 16
    stack = Stack(draft, left, 14, draft.width - left - 24)
    stack.text(notice.title, SMALL_STRONG, palette.ink)
    stack.text(notice.text, SMALL, palette.ink)
    if notice.code:
        room = stack.width - draft.measure(notice.text, SMALL)
        code = draft.measure(notice.code, SMALL)
        if code + 24 <= room:
            # Beside the text at the right edge: it is for the telephone and not for reading.
            box = Box(left + stack.width - code, stack.y - draft.theme.line(SMALL), code + 1, 0)
            stack.marks += lines(draft, notice.code, SMALL, palette.secondary, box)
        else:
            stack.text(notice.code, SMALL, palette.secondary)
    height = stack.y + 14
    border = tint.sign if palette is CONTRAST else None
    marks: tuple[Mark, ...] = (
        Plate(Box(0, 0, draft.width, height), tint.ground, border, draft.theme.stroke, RADIUS_CARD),
        Glyph(Box(24, round((height - icon) / 2), icon, icon), TONE_ICON[notice.tone], tint.sign),
        *stack.marks,
    )
    name = joined(notice.title, notice.text, notice.code)
    node = Node(
        Role.NOTICE,
        name,
        Box(0, 0, draft.width, height),
        marks,
        states=(notice.tone.value,),
        spoken=notice.spoken or name,
    )
    return (Piece((node,), height, gap=24),)


def progress_pieces(progress: Progress, draft: Draft) -> tuple[Piece, ...]:
    """Words at once, in the middle; the ring keeps its place from the start so that nothing jumps."""
    palette = draft.theme.palette
    if draft.emblem:
        # The ring turns around the emblem.
        text = centred(draft, progress.text, draft.lead, palette.ink)
        # Room for what is said after five seconds, so that nothing jumps then.
        height = draft.theme.line(draft.lead) * max(_WAIT_LINES, len(text))
        words = text_node(Role.PROGRESS, progress.text, draft.width, height, text, progress.spoken)
        return (Piece((words,), height, gap=24),)
    stack = Stack(draft, 0, _RING + 32, draft.width)
    stack.text(progress.text, SECTION, palette.ink, align=0.5)
    ring = Ring(
        Box(round((draft.width - _RING) / 2), 0, _RING, _RING),
        palette.accent,
        palette.hairline,
        progress.since,
    )
    node = text_node(
        Role.PROGRESS, progress.text, draft.width, stack.y, (ring, *stack.marks), progress.spoken
    )
    return (Piece((node,), stack.y, gap=96),)


def countdown_pieces(countdown: Countdown, draft: Draft) -> tuple[Piece, ...]:
    palette = draft.theme.palette
    tint = palette.tones[Tone.ATTENTION]
    stack = Stack(draft, 0, 0, draft.width)
    stack.text(countdown.text, BODY, palette.ink)
    top, bar = stack.y + 16, 24
    share = min(1, max(0, countdown.seconds_left / max(1, countdown.seconds_total)))
    track = Plate(Box(0, top, draft.width, bar), palette.surface, palette.border, 2, bar / 2)
    left = Plate(Box(0, top, max(bar, draft.width * share), bar), tint.sign, radius=bar / 2)
    node = text_node(
        Role.TIMER, countdown.text, draft.width, top + bar, (*stack.marks, track, left), countdown.spoken
    )
    return (Piece((node,), top + bar, gap=24),)
