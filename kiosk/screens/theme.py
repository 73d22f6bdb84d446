"""The look as numbers: palette, type, measures. Every pair of colours that meets is tested for contrast."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from devices.values import Value
from kiosk.flow.blocks import Tone
from kiosk.flow.views import Comfort

Colour = tuple[float, float, float, float]


def colour(code: str, alpha: float = 1.0) -> Colour:
    """«#0B1F33» as red, green, blue, alpha, each 0 to 1."""
    red, green, blue = (int(code[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue, alpha


class Tint(Value):
    """The colours of a tone: its sign and word on its own ground."""

    sign: Colour
    ground: Colour


class Palette(Value):
    """Colours by what they are for."""

    ground: Colour
    surface: Colour
    ink: Colour
    secondary: Colour
    accent: Colour
    on_accent: Colour
    tint: Colour  # the quiet ground of what is chosen or pressed
    on_tint: Colour
    hairline: Colour
    border: Colour  # of everything that can be pressed
    disabled: Colour
    focus: Colour
    hero: Colour
    on_hero: Colour
    hero_soft: Colour
    card_face: Colour
    scrim: Colour
    paper: Colour
    on_paper: Colour
    tones: Mapping[Tone, Tint]


LIGHT: Final = Palette(
    ground=colour("#F3F6FA"),
    surface=colour("#FFFFFF"),
    ink=colour("#0B1F33"),
    secondary=colour("#4A5B6E"),
    accent=colour("#0B57D0"),
    on_accent=colour("#FFFFFF"),
    tint=colour("#E3EDFD"),
    on_tint=colour("#0B57D0"),
    hairline=colour("#D5DDE6"),
    border=colour("#6B7C90"),
    disabled=colour("#5F7083"),
    focus=colour("#0B57D0"),
    hero=colour("#0B57D0"),
    on_hero=colour("#FFFFFF"),
    hero_soft=colour("#0A4BB5"),
    card_face=colour("#FFFFFF"),
    scrim=colour("#0B1F33", 0.62),
    paper=colour("#FFFFFF"),
    on_paper=colour("#0B1F33"),
    tones={
        Tone.NEUTRAL: Tint(colour("#4A5B6E"), colour("#E9EEF4")),
        Tone.INFO: Tint(colour("#0B57D0"), colour("#E3EDFD")),
        Tone.GOOD: Tint(colour("#0A6B43"), colour("#E4F4EC")),
        Tone.ATTENTION: Tint(colour("#8A4B00"), colour("#FFF1DC")),
        Tone.TROUBLE: Tint(colour("#B3122A"), colour("#FDE7EA")),
    },
)

_BLACK: Final = colour("#000000")
_WHITE: Final = colour("#FFFFFF")
_YELLOW: Final = colour("#FFE100")

CONTRAST: Final = Palette(
    ground=_BLACK,
    surface=_BLACK,
    ink=_WHITE,
    secondary=_WHITE,
    accent=_YELLOW,
    on_accent=_BLACK,
    tint=colour("#333000"),
    on_tint=_YELLOW,
    hairline=colour("#8A8A8A"),
    border=_WHITE,
    disabled=colour("#B0B0B0"),
    focus=_YELLOW,
    hero=_BLACK,
    on_hero=_WHITE,
    hero_soft=colour("#1F1F1F"),
    card_face=_YELLOW,
    scrim=colour("#000000", 0.8),
    paper=_WHITE,
    on_paper=_BLACK,
    tones={
        Tone.NEUTRAL: Tint(_WHITE, _BLACK),
        Tone.INFO: Tint(colour("#7FD6FF"), _BLACK),
        Tone.GOOD: Tint(colour("#7CF0B4"), _BLACK),
        Tone.ATTENTION: Tint(_YELLOW, _BLACK),
        Tone.TROUBLE: Tint(colour("#FF9CA8"), _BLACK),
    },
)


class Face(StrEnum):
    """The cuts of type in use."""

    REGULAR = "regular"
    BOLD = "bold"
    MONO = "mono"
    MONO_BOLD = "mono_bold"
    ICONS = "icons"


class TypeStyle(Value):
    """A size of type at 100 %; `fixed` type stays as it is when the person asks for larger text."""

    size: int
    face: Face = Face.REGULAR
    leading: float = 1.3
    fixed: bool = False


SIGN: Final = TypeStyle(200, Face.BOLD, leading=1.05, fixed=True)
"""What is read from some steps away: the room one goes to."""
DISPLAY: Final = TypeStyle(72, Face.BOLD, leading=1.12)
COUNT: Final = TypeStyle(96, Face.BOLD, leading=1.05)
TITLE: Final = TypeStyle(56, Face.BOLD, leading=1.16)
SECTION: Final = TypeStyle(44, Face.BOLD, leading=1.2)
LEAD: Final = TypeStyle(44)  # the few words of a page that has no others
BODY: Final = TypeStyle(38)
STRONG: Final = TypeStyle(38, Face.BOLD)
HEADLINE: Final = TypeStyle(38, Face.BOLD, leading=1.16)  # of cards and rows
SMALL: Final = TypeStyle(32, leading=1.25)
SMALL_STRONG: Final = TypeStyle(32, Face.BOLD, leading=1.25)
RAIL: Final = TypeStyle(32, leading=1.12)  # the bar at the bottom
CONTROL: Final = TypeStyle(32, leading=1.12, fixed=True)  # the header does not grow
PLACE: Final = TypeStyle(34, Face.BOLD, leading=1.16, fixed=True)
CLOCK: Final = TypeStyle(56, Face.BOLD, leading=1.16, fixed=True)
KEY: Final = TypeStyle(44, Face.BOLD, leading=1.16, fixed=True)
DIGIT: Final = TypeStyle(64, Face.BOLD, leading=1.16, fixed=True)
FIGURE: Final = TypeStyle(56, Face.BOLD, leading=1.16, fixed=True)  # being entered: large for everybody
PAPER: Final = TypeStyle(32, Face.MONO, leading=1.25)
PAPER_STRONG: Final = TypeStyle(32, Face.MONO_BOLD, leading=1.25)
PAPER_LARGE: Final = TypeStyle(56, Face.MONO_BOLD, leading=1.25)

SMALLEST_TYPE: Final = 32
TARGET: Final = 96
TARGET_FLOOR_MM: Final = 15.0
TARGET_GAP: Final = 16
KEY_GAP_FLOOR_MM: Final = 3.0
"""Eleven keys of 84 px a row leave 13 px between them on a portrait panel: EN 301 549 asks for 3 mm."""
RADIUS_CARD: Final = 16
RADIUS_BUTTON: Final = 12
FOCUS_WIDTH: Final = 6
FOCUS_GAP: Final = 4
PRESSED_SCALE: Final = 0.96
SLIDE_SECONDS: Final = 0.18
SLIDE_PIXELS: Final = 120


class Theme(Value):
    """The look for one person: palette, whether the text is enlarged, whether anything may move."""

    palette: Palette
    large: bool
    moving: bool

    def size(self, style: TypeStyle) -> int:
        return style.size * 2 if self.large and not style.fixed else style.size

    def line(self, style: TypeStyle) -> int:
        """The height of a line of `style`."""
        return round(self.size(style) * style.leading)

    @property
    def stroke(self) -> int:
        """The border of what can be pressed."""
        return 4 if self.palette is CONTRAST else 2

    @property
    def lifted(self) -> bool:
        """Whether cards cast their one soft shadow: on black there is nothing to see."""
        return self.palette is not CONTRAST


def theme_for(comfort: Comfort) -> Theme:
    accessible = comfort.large or comfort.contrast or comfort.low_reach or comfort.voice
    return Theme(
        palette=CONTRAST if comfort.contrast else LIGHT,
        large=comfort.large,
        moving=not accessible,
    )
