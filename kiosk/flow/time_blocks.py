"""Days and times to choose from: small equal cells in rows."""

from __future__ import annotations

from devices.values import Value
from kiosk.flow.events import Event


class Cell(Value):
    """«09:20», or «23 ноя» with «пн» over it. The whole cell is the target."""

    text: str
    press: Event
    note: str = ""  # in small type over the text
    selected: bool = False
    spoken: str = ""


class CellGrid(Value):
    """As many cells a row as have room, all of one size."""

    cells: tuple[Cell, ...]
