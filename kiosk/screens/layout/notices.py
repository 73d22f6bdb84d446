"""Notices, waits and clocks that run out."""

from __future__ import annotations

from kiosk.flow.views import Countdown, Notice, Progress, Tone
from kiosk.screens.drawing import Box, Glyph, Mark, Node, Plate, Ring, Role
from kiosk.screens.icons import TONE_ICON
from kiosk.screens.layout.draft import Draft, Piece, Stack, joined, lowered, text_node
from kiosk.screens.theme import BODY, CONTRAST, RADIUS_CARD, SECTION, SMALL, STRONG

_PADDING = 28
_RING = 128


def notice_pieces(notice: Notice, draft: Draft) -> tuple[Piece, ...]:
    """A tinted card: the sign of its tone, what happened, what to do, and the code for the telephone."""
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
        Glyph(Box(_PADDING - 2, 22, icon, icon), TONE_ICON[notice.tone], tint.sign),
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


def progress_pieces(progress: Progress, draft: Draft) -> tuple[Piece, ...]:
    """Words at once, in the middle; the ring keeps its place from the start so that nothing jumps."""
    palette = draft.theme.palette
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
