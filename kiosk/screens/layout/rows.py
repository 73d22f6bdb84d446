"""Rows of a list: title and help, with sign, value and chip."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from devices.values import Value
from kiosk.flow.blocks import Chip, Row, Rows
from kiosk.screens.drawing import Box, Glyph, Mark, Node, Role
from kiosk.screens.layout.draft import Draft, Piece, Stack, card_plate, joined, lines, lowered
from kiosk.screens.layout.lists import empty_pieces, row_icon
from kiosk.screens.layout.signs import chip_marks, chip_size
from kiosk.screens.theme import HEADLINE, SMALL, STRONG, TARGET

_PADDING = 24
_EDGE = 16
"""Above and below the words of a row."""
_CHEVRON = 40
_WIDEST_VALUE = 0.45
"""A value that would take more of the row than this stands below the title."""


def rows_pieces(rows: Rows, draft: Draft) -> tuple[Piece, ...]:
    """The rows of a list, their chips all under the titles or all on the right, whichever is lower."""
    if not rows.rows:
        return empty_pieces(rows.empty, rows.empty_icon, draft)
    ways = [_all_words(rows.rows, draft, chip_aside=aside) for aside in (True, False)]
    chosen = min((way for way in ways if way), key=lambda way: sum(words.height for words in way))
    return tuple(
        _row_piece(row, words, draft, gap=16 if number else 24)
        for number, (row, words) in enumerate(zip(rows.rows, chosen, strict=True))
    )


class _Words(Value):
    """What stands in a row, from 0 on."""

    marks: tuple[Mark, ...]
    height: float


def _all_words(rows: Sequence[Row], draft: Draft, *, chip_aside: bool) -> list[_Words] | None:
    """The words of every row; None where a chip has no room on the right."""
    found = [_words_of(row, draft, chip_aside=chip_aside) for row in rows]
    whole = [words for words in found if words is not None]
    return whole if len(whole) == len(found) else None


def _words_of(row: Row, draft: Draft, *, chip_aside: bool) -> _Words | None:
    """The words of a row, its value on the right if that makes the title no longer."""
    chip = row.chip if chip_aside else None
    beside = _flush_right(row.value, chip, row, draft)
    if beside is None and chip is not None:
        return None
    under = replace(row, chip=None) if chip_aside else row
    left = _words_beside(replace(under, value=""), beside, draft) if beside else None
    if chip is not None and left is not None:
        return left
    below = _words_beside(under, _Aside((), 0, 0), draft)
    alone = _words_beside(replace(under, value=""), _Aside((), 0, 0), draft)
    longest = max(alone.height, beside.height) if beside else 0
    return left if left is not None and left.height <= longest else below


def _words_beside(row: Row, aside: _Aside, draft: Draft) -> _Words:
    """Title, value, help and chip under one another, `aside` on the right of them."""
    palette = draft.theme.palette
    left, right = _edges(row, draft)
    stack = Stack(draft, left, 0, right - left - (aside.width + 24 if aside.width else 0))
    stack.text(row.title, HEADLINE, palette.ink)
    whole = None
    if aside.height - stack.y <= _EDGE and (row.value or row.help):
        # What stands under value and chip has the whole width again.
        whole = right - left
        stack.y = max(stack.y, aside.height)
    stack.text(row.value, STRONG, palette.ink, gap=4, width=whole)
    stack.text(row.help, SMALL, palette.secondary, gap=2, width=whole)
    if row.chip:
        _, high = chip_size(row.chip, draft, stack.width)
        stack.marks += chip_marks(row.chip, draft, left, stack.y + 8, stack.width)
        stack.y += high + 8
    height = max(stack.y, aside.height)
    down = round((height - stack.y) / 2)
    return _Words((*(lowered(mark, down) for mark in stack.marks), *aside.marks), height)


class _Aside(Value):
    """What stands on the right of a row's title."""

    marks: tuple[Mark, ...]
    width: float
    height: float


def _edges(row: Row, draft: Draft) -> tuple[float, float]:
    """Where the words of a row begin and end."""
    left = _PADDING + (row_icon(draft) + 20 if row.icon else 0)
    return left, draft.width - _PADDING - (_CHEVRON if row.press else 0)


def _flush_right(value: str, chip: Chip | None, row: Row, draft: Draft) -> _Aside | None:
    """Value and chip, one under the other; None where they leave the title too little."""
    left, right = _edges(row, draft)
    value_wide = draft.measure(value, HEADLINE) if value else 0
    chip_wide, chip_high = chip_size(chip, draft, draft.width) if chip else (0, 0)
    width = max(value_wide, chip_wide)
    longest = max(draft.measure(word, HEADLINE) for word in row.title.split(" "))
    if width > draft.width * _WIDEST_VALUE or longest > right - left - width - 24:
        return None
    marks: list[Mark] = []
    height = 0.0
    if value:
        box = Box(right - value_wide - 8, 0, value_wide + 1, 0)
        marks += lines(draft, value, HEADLINE, draft.theme.palette.ink, box, 1)
        height = draft.theme.line(HEADLINE)
    if chip:
        height += 6 if value else 0
        marks += chip_marks(chip, draft, round(right - chip_wide - 8), height, chip_wide)
        height += chip_high
    return _Aside(tuple(marks), width, height)


def _row_piece(row: Row, words: _Words, draft: Draft, gap: float) -> Piece:
    palette, icon = draft.theme.palette, row_icon(draft)
    height = max(words.height + 2 * _EDGE, TARGET)
    drop = round((height - words.height) / 2)
    marks: list[Mark] = [card_plate(draft, draft.width, height, pressable=row.press is not None)]
    marks += [lowered(mark, drop) for mark in words.marks]
    if row.icon:
        sign = Box(_PADDING, round((height - icon) / 2), icon, icon)
        marks.append(Glyph(sign, row.icon, palette.accent))
    if row.press:
        chevron = Box(draft.width - _CHEVRON - 12, round((height - _CHEVRON) / 2), _CHEVRON, _CHEVRON)
        marks.append(Glyph(chevron, "forward", palette.secondary))
    name = joined(row.title, row.value, row.help, row.chip.text if row.chip else "")
    node = Node(
        Role.BUTTON if row.press else Role.LIST,
        name,
        Box(0, 0, draft.width, height),
        tuple(marks),
        row.press,
        spoken=row.spoken or name,
    )
    return Piece((node,), height, gap)
