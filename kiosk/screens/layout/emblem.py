"""The large picture of what happened: an icon, a card or a paper that moves, on the tint of its tone."""

from __future__ import annotations

from typing import Final

from kiosk.flow.blocks import Emblem
from kiosk.screens.drawing import Box, Glyph, Mark, Node, PaperSign, Plate, ReaderSign, Ring, Role
from kiosk.screens.icons import TONE_ICON
from kiosk.screens.layout.draft import Draft, Piece
from kiosk.screens.theme import CONTRAST, Colour, Tint

PAPER_OUT: Final = "paper_out"
_OUT: Final = "_out"
_MOVEMENTS: Final = frozenset({"insert", "lay", "tap"})
_ICON_SHARE: Final = 0.52
_BADGE_SHARE: Final = 0.27
_RING_GAP: Final = 28
_SIGN_WIDTH: Final = 230
_SIGN_HEIGHT: Final = 262
_TAP_HEIGHT: Final = 330
"""What a moving sign is drawn in; it is scaled from there."""


def emblem_pieces(emblem: Emblem, draft: Draft) -> tuple[Piece, ...]:
    """The picture in the middle of the column; nothing where the words leave it no room."""
    size = draft.emblem
    if not size:
        return ()
    palette = draft.theme.palette
    tint = palette.tones[emblem.tone]
    rim = _RING_GAP if emblem.since is not None else 0
    outer = size + 2 * rim
    disc = Box(rim, rim, size, size)
    border = tint.sign if palette is CONTRAST else None
    marks: list[Mark] = [Plate(disc, tint.ground, border, draft.theme.stroke, size / 2)]
    if emblem.since is not None:
        marks.append(Ring(Box(0, 0, outer, outer), palette.accent, palette.hairline, emblem.since))
    marks += _picture(emblem, disc, tint, draft)
    node = Node(Role.IMAGE, "", Box(round((draft.width - outer) / 2), 0, outer, outer), tuple(marks))
    return (Piece((node,), outer, gap=0, keeps_next=True),)


def _picture(emblem: Emblem, disc: Box, tint: Tint, draft: Draft) -> list[Mark]:
    if emblem.picture == PAPER_OUT:
        box, scale = _sign_box(disc, _SIGN_HEIGHT)
        faint = _mixed(tint.sign, draft.theme.palette.surface, 0.35)
        return [PaperSign(box, draft.theme.palette.paper, faint, tint.sign, tint.ground, scale)]
    movement = emblem.picture.removesuffix(_OUT)
    if movement in _MOVEMENTS:
        box, scale = _sign_box(disc, _TAP_HEIGHT if movement == "tap" else _SIGN_HEIGHT)
        reader = _mixed(tint.sign, tint.ground, 0.45)
        leaving = emblem.picture.endswith(_OUT)
        return [ReaderSign(box, movement, tint.ground, tint.sign, tint.ground, reader, scale, leaving)]
    return _icon(emblem, disc, tint, draft)


def _sign_box(disc: Box, height: float) -> tuple[Box, float]:
    """Where a moving sign stands in the disc, and its scale."""
    high = disc.height * 0.8
    scale = high / height
    wide = _SIGN_WIDTH * scale
    return Box(disc.x + (disc.width - wide) / 2, disc.y + disc.height * 0.06, wide, high), scale


def _icon(emblem: Emblem, disc: Box, tint: Tint, draft: Draft) -> list[Mark]:
    icon = round(disc.width * _ICON_SHARE)
    inset = round((disc.width - icon) / 2)
    marks: list[Mark] = [Glyph(Box(disc.x + inset, disc.y + inset, icon, icon), emblem.picture, tint.sign)]
    if emblem.badge:
        badge = round(disc.width * _BADGE_SHARE)
        ring = badge + 20
        corner = Box(disc.right - ring, disc.bottom - ring, ring, ring)
        marks += [
            Plate(corner, draft.theme.palette.ground, radius=ring / 2),
            Glyph(
                Box(corner.x + 10, corner.y + 10, badge, badge),
                TONE_ICON[emblem.tone],
                tint.sign,
            ),
        ]
    return marks


def _mixed(one: Colour, other: Colour, share: float) -> Colour:
    """An opaque colour between two: `share` of the first."""
    red, green, blue = (a * share + b * (1 - share) for a, b in zip(one[:3], other[:3], strict=True))
    return red, green, blue, 1.0
