"""Seats seen from above: rows under the stage, each state and kind of a shape and sign of its own."""

from __future__ import annotations

from typing import Final

from kiosk.flow.hall_blocks import LegendEntry, PlanRow, PlanSeat, SeatKind, SeatLook, SeatPlan
from kiosk.screens.drawing import Box, Mark, Node, Plate, Role
from kiosk.screens.layout.draft import Draft, Piece, glyph_centred, line_centred, lines, lowered
from kiosk.screens.theme import SMALL, SMALL_STRONG, STRONG, TARGET, Colour

SEAT_GAP: Final = 16
_STAGE: Final = 64
_SIGN: Final = 40
_SAMPLE: Final = 56
_LABEL_GAP: Final = 12
_FRONT, _BACK = 10, 30
"""Radius of a seat's corners towards the stage and at its back."""
_SQUARE: Final = 4
_ROUND: Final = 44


def seat_plan_pieces(plan: SeatPlan, draft: Draft) -> tuple[Piece, ...]:
    """The stage, a piece a row, what the signs mean."""
    label = max((draft.measure(row.label, SMALL) for row in plan.rows), default=0) + _LABEL_GAP
    cell = _cell(plan, draft)
    most = max(1, int((draft.width - label + SEAT_GAP) // (cell + SEAT_GAP)))
    left = label
    if plan.columns <= most:  # the plan stands in the middle, its labels beside it
        used = plan.columns * (cell + SEAT_GAP) - SEAT_GAP
        left = round(max(label, (draft.width - used) / 2))
    pieces = [*stage_pieces(plan.stage, draft)]
    for row in plan.rows:
        pieces += _row_pieces(row, plan, draft, Box(left, 0, cell, most))
    return (*pieces, *_legend_pieces(plan, draft))


def stage_pieces(words: str, draft: Draft) -> tuple[Piece, ...]:
    """The edge of the stage: where one looks."""
    if not words:
        return ()
    palette = draft.theme.palette
    height = max(_STAGE, draft.theme.line(SMALL_STRONG) + 20)
    flat = Box(0, 0, draft.width, height)
    plate = Plate(flat, palette.ink, None, 0, 0, corners=(8, min(48, height / 2)))
    marks: tuple[Mark, ...] = (plate, *line_centred(draft, words, SMALL_STRONG, palette.surface, flat))
    return (Piece((Node(Role.TEXT, words, flat, marks, spoken=words),), height, gap=20, keeps_next=True),)


def _cell(plan: SeatPlan, draft: Draft) -> int:
    """The width of a seat: a finger's, or what the longest number needs."""
    widest = max((draft.measure(seat.text, STRONG) for row in plan.rows for seat in row.seats), default=0)
    return max(TARGET, round(widest + 2 * _FRONT))


def _height(draft: Draft) -> int:
    return max(TARGET, _sign(draft) + draft.theme.line(SMALL_STRONG) + 8)


def _sign(draft: Draft) -> int:
    return _SIGN * 2 if draft.theme.large else _SIGN


def _row_pieces(row: PlanRow, plan: SeatPlan, draft: Draft, first: Box) -> list[Piece]:
    """A row as it stands, or, enlarged beyond the panel's width, its seats in several lines.

    `first`: where its seats begin and how wide one is; its height says how many have room.
    """
    most, step, high = int(first.height), first.width + SEAT_GAP, _height(draft)
    whole = plan.columns <= most
    parts = [row.seats] if whole else [row.seats[at : at + most] for at in range(0, len(row.seats), most)]
    pieces = []
    for number, part in enumerate(parts):
        nodes = [] if number else [_label(row, draft, first.x, high)]
        for at, seat in enumerate(part):
            x = round(first.x + (seat.at if whole else at) * step)
            nodes.append(_seat_node(seat, plan.companion, draft, Box(x, 0, first.width, high)))
        last = number + 1 == len(parts)
        pieces.append(Piece(tuple(nodes), high, gap=SEAT_GAP, keeps_next=not last))
    return pieces


def _label(row: PlanRow, draft: Draft, right: float, height: float) -> Node:
    line = draft.theme.line(SMALL)
    width = draft.measure(row.label, SMALL)
    box = Box(0, round((height - line) / 2), round(right) - _LABEL_GAP, line)
    text = lines(
        draft, row.label, SMALL, draft.theme.palette.secondary, Box(box.width - width - 1, 0, width + 1, 0)
    )
    return Node(Role.TEXT, row.spoken, box, text, spoken=row.spoken)


def _seat_node(seat: PlanSeat, companion: str, draft: Draft, box: Box) -> Node:
    flat = Box(0, 0, box.width, box.height)
    marks = _seat_marks(seat.look, seat.kind, draft, flat)
    if seat.look is not SeatLook.TAKEN:
        ink = _ink(seat.look, draft)
        marks += _signs(seat, companion, draft, flat, ink)
    states = ("selected",) if seat.look is SeatLook.CHOSEN else ()
    return Node(Role.SEAT, seat.spoken, box, tuple(marks), seat.press, states, seat.spoken)


def _ink(look: SeatLook, draft: Draft) -> Colour:
    palette = draft.theme.palette
    return palette.on_accent if look is SeatLook.CHOSEN else palette.ink


def _seat_marks(look: SeatLook, kind: SeatKind, draft: Draft, box: Box) -> list[Mark]:
    """The shape: a seat has a round back, room for a wheelchair is square, a companion's seat is round."""
    palette = draft.theme.palette
    if look is SeatLook.TAKEN:
        size = round(box.width * 0.5)
        sign = glyph_centred("taken", palette.disabled, size, box)
        small = Box(box.x + 12, box.y + 12, box.width - 24, box.height - 24)
        return [Plate(small, palette.ground, palette.hairline, 2, 12), sign]
    corners = {
        SeatKind.ORDINARY: (_FRONT, _BACK),
        SeatKind.WHEELCHAIR: (_SQUARE, _SQUARE),
        SeatKind.COMPANION: (_ROUND, _ROUND),
    }[kind]
    half = min(box.width, box.height) / 2
    above, below = (min(radius, half) for radius in corners)
    chosen = look is SeatLook.CHOSEN
    fill, border = (palette.accent, palette.accent) if chosen else (palette.surface, palette.border)
    return [Plate(box, fill, border, 4 if chosen else draft.theme.stroke, 0, corners=(above, below))]


def _signs(seat: PlanSeat, companion: str, draft: Draft, box: Box, ink: Colour) -> list[Mark]:
    """The number; over it a tick where it is chosen, a sign or letter where the seat is a special one."""
    icon = (
        "done" if seat.look is SeatLook.CHOSEN else "wheelchair" if seat.kind is SeatKind.WHEELCHAIR else ""
    )
    letter = companion if seat.kind is SeatKind.COMPANION and not icon else ""
    if not icon and not letter:
        return [*line_centred(draft, seat.text, STRONG, ink, box)]
    size, line = _sign(draft), draft.theme.line(SMALL_STRONG)
    top = box.y + round((box.height - size - line) / 2)
    over = Box(box.x, top, box.width, size)
    sign: list[Mark] = (
        [glyph_centred(icon, ink, size, over)]
        if icon
        else [*line_centred(draft, letter, SMALL_STRONG, ink, over)]
    )
    under = Box(box.x, top + size, box.width, line)
    return [*sign, *line_centred(draft, seat.text, SMALL_STRONG, ink, under)]


def _legend_pieces(plan: SeatPlan, draft: Draft) -> tuple[Piece, ...]:
    """Samples with words, beside one another as long as they have room."""
    pieces: list[Piece] = []
    nodes: list[Node] = []
    x = 0.0
    for entry in plan.legend:
        node = _legend_node(entry, plan.companion, draft)
        if nodes and x + node.box.width > draft.width:
            pieces.append(Piece(tuple(nodes), max(each.box.height for each in nodes), gap=SEAT_GAP))
            nodes, x = [], 0.0
        nodes.append(node.moved(round(x), 0))
        x += node.box.width + 2 * SEAT_GAP
    if nodes:
        pieces.append(Piece(tuple(nodes), max(each.box.height for each in nodes), gap=SEAT_GAP))
    return tuple(pieces)


def _legend_node(entry: LegendEntry, companion: str, draft: Draft) -> Node:
    sample = _SAMPLE * 2 if draft.theme.large else _SAMPLE
    box = Box(0, 0, sample, sample)
    marks = _seat_marks(entry.look, entry.kind, draft, box)
    size = round(sample * 0.64)
    if entry.look is SeatLook.CHOSEN:
        marks.append(glyph_centred("done", draft.theme.palette.on_accent, size, box))
    elif entry.look is SeatLook.FREE and entry.kind is SeatKind.WHEELCHAIR:
        marks.append(glyph_centred("wheelchair", draft.theme.palette.ink, size, box))
    letter = companion if entry.kind is SeatKind.COMPANION else ""
    if letter:
        marks += line_centred(draft, letter, SMALL_STRONG, draft.theme.palette.ink, box)
    left = sample + 12
    flat = lines(draft, entry.text, SMALL, draft.theme.palette.secondary, Box(left, 0, draft.width - left, 0))
    tall = draft.theme.line(SMALL) * len(flat)
    height = max(sample, tall)
    width = left + max((mark.box.width for mark in flat), default=0) + 2
    top = round((height - tall) / 2)
    words = tuple(lowered(mark, top) for mark in flat)
    name = f"{letter} {entry.text}".strip()
    return Node(
        Role.TEXT, name, Box(0, 0, min(width, draft.width), height), (*marks, *words), spoken=entry.text
    )
