"""What every layout is given, and the pieces it gives back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from msgspec.structs import replace

from devices.values import Value
from kiosk.screens.drawing import Box, Glyph, Line, Mark, Node, Plate, Role
from kiosk.screens.text import Ruler, reads_well, wrap
from kiosk.screens.theme import BODY, LEAD, Colour, Theme, TypeStyle

ScreenWords = Callable[..., str]
"""The few words a screen has of its own (keys `screen.…`): `content.i18n.Words` or a stand-in."""

_BALANCE_STEP = 16
READING_WIDTH = 30
"""The reading column in multiples of the body size: about 60 characters of PT Sans."""


class Draft(Value):
    """The ground a layout draws on: theme, ruler, words, and the column's width in pixels."""

    theme: Theme
    ruler: Ruler
    words: ScreenWords
    width: float
    height: float  # of a page of the column
    columns: int = 2  # of entry cards
    beside: bool = False  # the invitation stands on the left of the entry cards
    spread: bool = False  # the page's buttons take the whole width
    composed: bool = False  # all words stand in the middle, under an emblem
    emblem: int = 0  # how large it is
    extra: float = 0  # what the hero, the rows of the entry grid and answers may grow by to fill the page

    def narrowed(self, width: float) -> Draft:
        return replace(self, width=width)

    def measure(self, text: str, style: TypeStyle) -> float:
        return self.ruler.width(text, style, self.theme.size(style))

    def wrap(self, text: str, width: float, style: TypeStyle) -> tuple[str, ...]:
        return wrap(text, width, style, self.theme.size(style), self.ruler)

    def balanced(self, text: str, width: float, style: TypeStyle) -> float:
        """The least width that breaks `text` into no more lines than `width` does, and well if it can be."""
        count = len(self.wrap(text, width, style))
        if count == 1:
            return width
        longest = max(self.measure(word, style) for word in text.split(" "))
        low, high = min(width, max(width / count, longest + 1)), width
        while high - low > _BALANCE_STEP:
            middle = (low + high) / 2
            if len(self.wrap(text, middle, style)) <= count:
                high = middle
            else:
                low = middle
        wider = (high + step for step in range(0, int(width - high) + 1, _BALANCE_STEP))
        return next((one for one in wider if reads_well(self.wrap(text, one, style))), high)

    @property
    def lead(self) -> TypeStyle:
        """The type of a page's few words; enlarged, the body is large enough."""
        return BODY if self.theme.large else LEAD

    def reading(self, style: TypeStyle) -> float:
        return min(self.width, self.theme.size(style) * READING_WIDTH)


class Piece(Value):
    """A part of a block that is not divided between pages; nodes stand from (0, 0) on."""

    nodes: tuple[Node, ...]
    height: float
    gap: float = 24  # above it, unless it is the first on the page
    keeps_next: bool = False  # a heading does not end a page
    holds_next: bool = False  # the same as long as all that is held together fits one page
    stays: bool = False  # repeated on every page: title and tabs
    head: Piece | None = None  # drawn above it when it begins a page: the head of a table
    band: bool = False  # a slice of a card that runs on over several pieces


@dataclass
class Stack:
    """Marks laid from top to bottom, collecting the words drawn."""

    draft: Draft
    x: float
    y: float
    width: float
    marks: list[Mark] = field(default_factory=list)

    def text(
        self,
        text: str,
        style: TypeStyle,
        colour: Colour,
        *,
        align: float = 0,
        gap: float = 0,
        width: float | None = None,
    ) -> None:
        """Add `text` in lines; `align` 0 is left, 0.5 centred, 1 right; `gap` stands above it."""
        if not text:
            return
        self.y += gap
        room = self.width if width is None else width
        marks = lines(self.draft, text, style, colour, Box(self.x, self.y, room, 0), align)
        self.marks += marks
        self.y += self.draft.theme.line(style) * len(marks)


def lines(
    draft: Draft, text: str, style: TypeStyle, colour: Colour, box: Box, align: float = 0
) -> tuple[Line, ...]:
    """The lines of `text` from the top of `box` on, within its width."""
    size, height = draft.theme.size(style), draft.theme.line(style)
    marks = []
    for number, line in enumerate(draft.wrap(text, box.width, style)):
        width = draft.ruler.width(line, style, size)
        x = box.x + (box.width - width) * align
        marks.append(Line(Box(round(x), box.y + number * height, width, height), line, style, colour, size))
    return tuple(marks)


def centred(
    draft: Draft, text: str, style: TypeStyle, colour: Colour, top: float = 0, most: float = 0
) -> tuple[Line, ...]:
    """The lines of `text` in the middle of the column, of about the same length."""
    width = draft.balanced(text, min(draft.width, most or draft.width, draft.reading(style)), style)
    return lines(draft, text, style, colour, Box(round((draft.width - width) / 2), top, width + 1, 0), 0.5)


def line_centred(draft: Draft, text: str, style: TypeStyle, colour: Colour, box: Box) -> tuple[Line, ...]:
    """The lines of `text` in the middle of `box`, both ways."""
    flat = lines(draft, text, style, colour, Box(box.x, 0, box.width, 0), 0.5)
    top = round(box.y + (box.height - draft.theme.line(style) * len(flat)) / 2)
    return tuple(replace(line, box=line.box.moved(0, top)) for line in flat)


def glyph_centred(icon: str, colour: Colour, size: float, box: Box) -> Glyph:
    x, y = box.x + (box.width - size) / 2, box.y + (box.height - size) / 2
    return Glyph(Box(round(x), round(y), size, size), icon, colour)


def joined(*texts: str) -> str:
    """Texts as one name: with a full stop between them where none stands."""
    said = [text.strip() for text in texts if text.strip()]
    return " ".join(text if text[-1] in ".:!?…" or text is said[-1] else f"{text}." for text in said)


def text_node(
    role: Role, name: str, width: float, height: float, marks: tuple[Mark, ...], spoken: str
) -> Node:
    return Node(role, name, Box(0, 0, width, height), marks, spoken=spoken or name)


def card_plate(draft: Draft, width: float, height: float, *, pressable: bool = True) -> Plate:
    """The ground of a card: bordered if it can be pressed, hairlined if not."""
    palette = draft.theme.palette
    return Plate(
        Box(0, 0, width, height),
        palette.surface,
        palette.border if pressable else palette.hairline,
        draft.theme.stroke,
        16,
        lifted=pressable and draft.theme.lifted,
    )


def lowered(mark: Mark, by: float) -> Mark:
    return replace(mark, box=mark.box.moved(0, by))
