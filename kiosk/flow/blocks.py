"""What a view is made of, from top to bottom, as frozen values: titles, lists, notices, pads, papers.

Words are already in the language of the screen, amounts already formatted, and every block carries
what is read aloud for it (`spoken`). A press answers with the event the block carries.
"""

from __future__ import annotations

from enum import StrEnum

from devices.values import Value
from kiosk.flow.entry_blocks import Keyboard, NumberPad, Settled
from kiosk.flow.events import Event
from kiosk.flow.hall_blocks import Counter, HallParts, SeatPlan
from kiosk.flow.time_blocks import CellGrid


class Tone(StrEnum):
    """State is never colour alone: each tone has its own sign beside the word."""

    NEUTRAL = "neutral"
    INFO = "info"
    GOOD = "good"
    ATTENTION = "attention"
    TROUBLE = "trouble"


class Chip(Value):
    """A short state: sign and word."""

    text: str
    tone: Tone


class Title(Value):
    """The heading of a page; `crumb` is the small line above it that says where one is."""

    text: str
    crumb: str = ""
    spoken: str = ""


class Section(Value):
    """A heading within a page."""

    text: str
    spoken: str = ""


class Paragraph(Value):
    """Running text; `small` for the legal basis and notes."""

    text: str
    small: bool = False
    spoken: str = ""


class Bullets(Value):
    """A list; `checks` draws boxes to tick instead of dots (what to bring)."""

    items: tuple[str, ...]
    checks: bool = False
    spoken: str = ""


class Emblem(Value):
    """The large picture of what happened, over the words in the middle of their page.

    It says nothing that the words do not say: it is not read aloud.
    """

    picture: str  # "paper_out", "insert", "lay", "tap", with "_out" the card that leaves; or an icon
    tone: Tone
    badge: bool = False  # the tone's own sign in the corner of an icon
    since: float | None = None  # walk time of a wait: a ring turns around the picture


class Hero(Value):
    """The invitation to use the card: large words and a quiet animated sign of where the reader is."""

    title: str
    help: str
    reader: str  # "insert", "lay", "tap": which movement the sign shows; "" shows none
    spoken: str = ""
    press: Event | None = None  # the whole hero is a target: «Войти по социальной карте»


class EntryCard(Value):
    """A large way on: icon, title, one line of help, chevron. The whole card is the target."""

    title: str
    help: str
    icon: str  # a name in kiosk/screens/icons.py
    press: Event
    spoken: str = ""


class EntryGrid(Value):
    """Entry cards, two a row where the width allows; seven at most."""

    cards: tuple[EntryCard, ...]


class Row(Value):
    """A line of a list: title, one line of help, optional chip, value right-aligned."""

    title: str
    press: Event | None
    help: str = ""
    value: str = ""
    chip: Chip | None = None
    icon: str = ""
    spoken: str = ""


class Rows(Value):
    """A list, paged by buttons when it is longer than the screen; `empty` is said when it is empty."""

    rows: tuple[Row, ...]
    empty: str = ""
    empty_icon: str = "article"  # over these words: what the list would hold


class Notice(Value):
    """What happened and what to do; stays until it is read."""

    tone: Tone
    title: str
    text: str = ""
    code: str = ""  # small, for the phone call to the technician
    spoken: str = ""
    icon: str = ""  # instead of the sign of its tone
    compact: bool = False  # small, where other things matter more


class Figure(Value):
    """The one figure that a page is about: «12 345 ₽ в месяц», its state, and what belongs to it."""

    text: str
    label: str = ""
    note: str = ""
    chip: Chip | None = None
    spoken: str = ""
    tone: Tone = Tone.NEUTRAL  # of the figure itself, where it is a state: then it has its sign
    huge: bool = False  # read while walking on: a room to go to


class PaymentCode(Value):
    """What is to be paid, and a code for a telephone to look at, as large as it fits."""

    data: str
    caption: str  # with what it is to be looked at
    figure: Figure
    small: bool = False  # where other things stand on the page


class Tile(Value):
    """A count: sign, large number, word."""

    icon: str
    count: int
    title: str
    spoken: str = ""


class Tiles(Value):
    """Counts beside one another: two a row, four where the width allows."""

    tiles: tuple[Tile, ...]


class Pair(Value):
    label: str
    value: str
    chip: Chip | None = None
    spoken: str = ""
    small: bool = False  # the legal basis


class Summary(Value):
    """Label left, value right."""

    pairs: tuple[Pair, ...]


class Table(Value):
    """A real table with a head; cells are words already."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    empty: str = ""
    spoken: str = ""
    empty_icon: str = "document"


class Tab(Value):
    title: str
    selected: bool
    press: Event
    count: str = ""  # how much it holds, under its title


class Tabs(Value):
    tabs: tuple[Tab, ...]


class Choice(Value):
    """A filter or an answer: a full-width button that can be chosen."""

    title: str
    selected: bool
    press: Event
    spoken: str = ""
    icon: str = ""  # in place of the ring while it is not chosen: what is written and not picked


class Choices(Value):
    """Answers under one another; short ones `beside` one another where they have room.

    `dense` where other questions stand on the page: then few short ones already stand in two columns.
    """

    choices: tuple[Choice, ...]
    several: bool = False  # more than one may be chosen: boxes to tick
    beside: bool = False
    dense: bool = False


class PinPad(Value):
    """A fixed layout of digits. The digits go to the device's PIN buffer, never into the walk."""

    count: int  # how many digits are entered
    length: int  # how many dots are drawn
    tries: str  # «Осталось три попытки», "" when nothing was tried
    enabled: bool
    spoken: str = ""
    tone: Tone = Tone.NEUTRAL  # of `tries`; neutral while nothing went wrong, and then without a sign


class Progress(Value):
    """A wait: words at once, a ring after a second, a way out after five."""

    text: str
    since: float  # walk time, seconds
    spoken: str = ""


class Countdown(Value):
    """A bar that runs out, with words: time-outs and, later, holds."""

    text: str
    seconds_left: int
    seconds_total: int
    spoken: str = ""


class PaperLine(Value):
    """A line of the paper preview; `kind`: text, bold, large, pair, check, rule, space, qr, cut."""

    kind: str
    text: str = ""
    value: str = ""
    centred: bool = False  # head and foot of the paper


class PaperPreview(Value):
    """What will be printed, drawn as the paper will look."""

    lines: tuple[PaperLine, ...]
    spoken: str = ""


class TouchTest(Value):
    """The technician's touch test: a grid of fields to be touched one by one; a field posts FieldTouched."""

    columns: int
    rows: int
    touched: frozenset[int]


Block = (
    Title | Section | Paragraph | Bullets | Emblem | Hero | EntryGrid | Rows | Notice | Figure | Tiles
    | Summary | Table | Tabs | Choices | PinPad | Keyboard | Progress | Countdown | PaperPreview | TouchTest
    | NumberPad | Settled | CellGrid | SeatPlan | HallParts | Counter | PaymentCode
)  # fmt: skip
