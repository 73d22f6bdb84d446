"""Label and value: the summary, and the table that becomes a summary when the text is large."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from kiosk.flow.blocks import Chip, Pair, Summary, Table
from kiosk.screens.drawing import Box, Mark, Node, Plate, Role
from kiosk.screens.layout.draft import Draft, Piece, Stack, joined, lines
from kiosk.screens.layout.lists import empty_pieces
from kiosk.screens.layout.signs import chip_marks, chip_size
from kiosk.screens.theme import RADIUS_CARD, SMALL, SMALL_STRONG, STRONG

_PADDING = 28
_WIDEST_LABEL = 0.38
_NARROWEST_LABEL = 0.22
_CELL_GAP = 24


def summary_pieces(summary: Summary, draft: Draft) -> tuple[Piece, ...]:
    """One card of pairs, which may be divided between pages after any pair."""
    last = len(summary.pairs) - 1
    label = _label_width(summary.pairs, draft)
    return tuple(
        _pair_piece(pair, draft, label, first=number == 0, last=number == last)
        for number, pair in enumerate(summary.pairs)
    )


def _label_width(pairs: Sequence[Pair], draft: Draft) -> float:
    """What the labels beside the values need, within reason."""
    inner = draft.width - 2 * _PADDING
    widest = max((draft.measure(pair.label, SMALL) for pair in pairs), default=0) + 2
    return min(inner * _WIDEST_LABEL, max(inner * _NARROWEST_LABEL, widest))


def _pair_piece(pair: Pair, draft: Draft, label_width: float, *, first: bool, last: bool) -> Piece:
    palette = draft.theme.palette
    inner = draft.width - 2 * _PADDING
    beside = not draft.theme.large
    label = Stack(draft, _PADDING, 20, label_width if beside else inner)
    label.text(pair.label, SMALL, palette.secondary)
    left = _PADDING + label_width + 24 if beside else _PADDING
    value = Stack(draft, left, 16 if beside else label.y + 2, draft.width - left - _PADDING)
    value.text(pair.value, SMALL if pair.small else STRONG, palette.ink)
    if pair.chip:
        _add_chip(pair.chip, value, pair.value)
    height = max(label.y, value.y) + 18
    marks = (*_band(draft, height, first=first, last=last), *label.marks, *value.marks)
    name = joined(pair.label, pair.value, pair.chip.text if pair.chip else "")
    node = Node(Role.CELL, name, Box(0, 0, draft.width, height), marks, spoken=pair.spoken or name)
    return Piece((node,), height, gap=24 if first else 0, band=True)


def _add_chip(chip: Chip, value: Stack, text: str) -> None:
    """The chip flush right on the line of a short value, otherwise under it."""
    draft = value.draft
    wide, high = chip_size(chip, draft, value.width)
    line = draft.theme.line(STRONG)
    if text and draft.measure(text, STRONG) + 24 + wide <= value.width:
        top = round(value.y - line + (line - high) / 2)
        value.marks += chip_marks(chip, draft, round(value.x + value.width - wide), top, value.width)
        return
    space = 10 if text else 0
    value.marks += chip_marks(chip, draft, value.x, value.y + space, value.width)
    value.y += high + space


def _band(draft: Draft, height: float, *, first: bool, last: bool) -> tuple[Mark, ...]:
    """A slice of a card that runs on above and below: round only where the card begins and ends."""
    palette = draft.theme.palette
    corners = (RADIUS_CARD if first else 0, RADIUS_CARD if last else 0)
    plate = Plate(Box(0, 0, draft.width, height), palette.surface, corners=corners)
    if last:
        return (plate,)
    rule = Plate(Box(_PADDING, height - 2, draft.width - 2 * _PADDING, 2), palette.hairline)
    return plate, rule


def table_pieces(table: Table, draft: Draft) -> tuple[Piece, ...]:
    """A table with its head on every page; pairs where a column would be too narrow for its words."""
    if not table.rows:
        return empty_pieces(table.empty, table.empty_icon, draft)
    widths = None if draft.theme.large else _column_widths(table, draft)
    if widths is None:
        return _as_pairs(table, draft)
    head = _table_row(table.head, widths, draft, head=True, last=False, spoken=table.spoken)
    last = len(table.rows) - 1
    body = [
        _table_row(row, widths, draft, head=False, last=number == last, spoken=_row_spoken(table, row))
        for number, row in enumerate(table.rows)
    ]
    first = Piece(
        (*head.nodes, *(node.moved(0, head.height) for node in body[0].nodes)),
        head.height + body[0].height,
        gap=24,
        band=True,
    )
    return first, *(replace(piece, head=head) for piece in body[1:])


def _row_spoken(table: Table, row: tuple[str, ...]) -> str:
    return joined(*(f"{head}: {cell}" for head, cell in zip(table.head, row, strict=True)))


def _column_widths(table: Table, draft: Draft) -> list[float] | None:
    """Widths that let every cell keep its words whole, or None when they cannot."""
    columns = list(zip(table.head, *table.rows, strict=True))
    room = draft.width - 2 * _PADDING - _CELL_GAP * (len(columns) - 1)
    least = [max(_longest_word(cell, draft) for cell in column) for column in columns]
    wished = [max(draft.measure(cell, SMALL_STRONG) for cell in column) for column in columns]
    if sum(least) > room:
        return None
    spare = room - sum(least)
    hunger = [max(0, wish - need) for wish, need in zip(wished, least, strict=True)]
    total = sum(hunger) or 1
    share = min(1, spare / total)
    widths = [need + part * share for need, part in zip(least, hunger, strict=True)]
    widths[-1] += room - sum(widths)
    return widths


def _longest_word(text: str, draft: Draft) -> float:
    return max(draft.measure(word, SMALL_STRONG) for word in text.split(" ")) + 2


def _table_row(
    cells: tuple[str, ...], widths: list[float], draft: Draft, *, head: bool, last: bool, spoken: str
) -> Piece:
    palette = draft.theme.palette
    style, colour = (SMALL_STRONG, palette.secondary) if head else (SMALL, palette.ink)
    marks: list[Mark] = []
    x, height = float(_PADDING), 0.0
    for cell, width in zip(cells, widths, strict=True):
        text = lines(draft, cell, style, colour, Box(x, 20, width + 2, 0))
        marks += text
        height = max(height, 40 + draft.theme.line(style) * len(text))
        x += width + _CELL_GAP
    band = _band(draft, height, first=head, last=last)
    node = Node(
        Role.HEADING if head else Role.CELL,
        joined(*cells),
        Box(0, 0, draft.width, height),
        (*band, *marks),
        spoken=spoken or joined(*cells),
    )
    return Piece((node,), height, gap=0, band=True)


def _as_pairs(table: Table, draft: Draft) -> tuple[Piece, ...]:
    pieces: list[Piece] = []
    for row in table.rows:
        pairs = tuple(Pair(head, cell) for head, cell in zip(table.head, row, strict=True) if cell)
        pieces += summary_pieces(Summary(pairs), draft)
    return tuple(pieces)
