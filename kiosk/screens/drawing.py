"""A laid-out screen as values: nodes with a meaning, each with the marks that draw it.

Lengths are pixels, y runs down from the upper left. A mark's box is relative to its node's box, so
that a node moves as one. The same nodes serve eye, finger, keys, voice and tests.
"""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar

from msgspec.structs import replace

from devices.values import Value
from kiosk.flow.events import Event
from kiosk.screens.theme import Colour, TypeStyle


class Box(Value):
    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def bottom(self) -> float:
        return self.y + self.height

    def moved(self, dx: float, dy: float) -> Box:
        return Box(self.x + dx, self.y + dy, self.width, self.height)

    def contains(self, x: float, y: float) -> bool:
        return self.x <= x < self.right and self.y <= y < self.bottom

    def overlaps(self, other: Box) -> bool:
        return (
            self.x < other.right and other.x < self.right and self.y < other.bottom and other.y < self.bottom
        )

    def encloses(self, other: Box) -> bool:
        return (
            self.x <= other.x
            and self.y <= other.y
            and other.right <= self.right
            and other.bottom <= self.bottom
        )


class Plate(Value):
    """A filled shape, with a border drawn inwards when `border` is given."""

    box: Box
    fill: Colour
    border: Colour | None = None
    stroke: float = 0
    radius: float = 0
    lifted: bool = False  # the one soft elevation
    corners: tuple[float, float] | None = None  # radius above and below, where they differ


class Line(Value):
    """One line of text; `box` is exactly its advance width and line height."""

    box: Box
    text: str
    style: TypeStyle
    colour: Colour
    size: int


class Glyph(Value):
    """A sign of the icon face, `box` wide and high."""

    box: Box
    icon: str
    colour: Colour


class ReaderSign(Value):
    """The card meeting the reader; `movement` is insert, lay or tap. It moves, quietly."""

    box: Box
    movement: str
    ink: Colour
    card: Colour
    card_ink: Colour
    reader: Colour
    scale: float = 1
    leaving: bool = False  # the card comes out, once, and stays out


class PaperSign(Value):
    """A paper that rises out of the printer, once, and stays there."""

    box: Box
    paper: Colour
    words: Colour
    printer: Colour
    ink: Colour
    scale: float = 1


class Ring(Value):
    """A turning arc: something is being waited for. It appears a second after `since` was first seen."""

    box: Box
    colour: Colour
    track: Colour
    since: float


class Modules(Value):
    """A QR code: rows of dark (1) and light (0) modules."""

    box: Box
    rows: tuple[bytes, ...]
    dark: Colour


class Tear(Value):
    """The torn edge of a strip of paper."""

    box: Box
    fill: Colour
    downwards: bool


class Window(Value):
    """Our mark: a window of four panes, one of them open."""

    box: Box
    frame: Colour
    pane: Colour


Mark = Plate | Line | Glyph | ReaderSign | PaperSign | Ring | Modules | Tear | Window


class Role(StrEnum):
    """What a node is, for whoever does not see it."""

    HEADING = "heading"
    TEXT = "text"
    LIST = "list"
    BUTTON = "button"
    TAB = "tab"
    CHOICE = "choice"
    KEY = "key"
    SEAT = "seat"
    FIELD = "field"
    CELL = "cell"
    IMAGE = "image"
    NOTICE = "notice"
    STATUS = "status"
    PROGRESS = "progress"
    TIMER = "timer"


class Turn(Value):
    """Turn the page of a long view: +1 down, -1 up."""

    by: int


class Digit(Value):
    """A digit for the PIN buffer; its repr keeps silent."""

    repr_fields: ClassVar[tuple[str, ...]] = ()
    digit: int


class EraseDigit(Value):
    """Take the last digit back."""


class Hold(Value):
    """An event for a finger that stays: the technician's hidden way in."""

    event: Event
    seconds: float


Press = Event | Turn | Digit | EraseDigit | Hold


class Node(Value):
    """A thing on the screen: what it is and says, where it is, how it is drawn, what a press does.

    `name` holds every word that is drawn in the node. `spoken` is what is read aloud for it.
    `enabled` is False for a button that cannot be pressed now.
    """

    role: Role
    name: str
    box: Box
    marks: tuple[Mark, ...] = ()
    press: Press | None = None
    states: tuple[str, ...] = ()
    spoken: str = ""
    enabled: bool = True
    moves: bool = True  # part of the content, which slides when the page changes

    @property
    def pressable(self) -> bool:
        return self.press is not None and self.enabled

    @property
    def focusable(self) -> bool:
        return self.pressable and not isinstance(self.press, Hold)

    def moved(self, dx: float, dy: float) -> Node:
        return replace(self, box=self.box.moved(dx, dy))


class Drawing(Value):
    """Everything on the screen, back to front, which is also the order of reading.

    While `dialog` is not empty, only its nodes can be pressed and are spoken.
    """

    ground: Colour
    nodes: tuple[Node, ...]
    dialog: tuple[Node, ...] = ()
    dialog_plates: tuple[Node, ...] = ()
    page: int = 0
    pages: int = 1

    @property
    def active(self) -> tuple[Node, ...]:
        """The nodes that count now."""
        return self.dialog or self.nodes
