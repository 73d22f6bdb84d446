"""What a screen shows and says, as frozen values: a view of blocks, drawn by `kiosk.screens`.

A view is complete: the screen adds nothing and decides nothing.
"""

from __future__ import annotations

from devices.values import Value
from kiosk.flow.blocks import Block
from kiosk.flow.events import Event


class Button(Value):
    """A button of the action row or the bar at the bottom; the verb comes first."""

    title: str
    press: Event
    icon: str = ""
    primary: bool = False
    enabled: bool = True
    spoken: str = ""
    selected: bool = False  # a switch that is on: «Контраст»


class Comfort(Value):
    """The settings of the person in front of the screen; the screen draws itself by them."""

    language: str = "ru"  # "ru", "en"
    large: bool = False  # 200 % text
    contrast: bool = False  # high contrast
    low_reach: bool = False  # content in the lower part, for a wheelchair
    voice: bool = False  # the screen is read aloud


class Header(Value):
    """Two rows that never jump: place, region and clock; then the comfort buttons."""

    place: str
    region: str
    clock: str
    who: str  # «Мария И.» inside a session, "" otherwise
    comfort: Comfort
    buttons: tuple[Button, ...]  # language, larger, contrast, low reach, voice; same order always
    clock_held: Event | None = None  # posted by a long press (3 s) of the clock: the technician's door


class View(Value):
    """One screen. `name` is stable and public (gallery, tests); `depth` gives the slide its direction."""

    name: str
    header: Header
    blocks: tuple[Block, ...]
    actions: tuple[Button, ...]  # the page's own buttons; at most one is primary, it comes last
    bar: tuple[Button, ...]  # «Назад», «В начало раздела», «На главную», «Закончить»
    spoken: str = ""  # the whole page read aloud, in order
    depth: int = 0
    personal: bool = False  # shows something of a person: spoken to a headset only
    dialog: tuple[Block, ...] = ()  # a question over the page (time-out warning), with its own buttons
    dialog_actions: tuple[Button, ...] = ()
