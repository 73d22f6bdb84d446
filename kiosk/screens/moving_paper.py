"""The paper that comes out of the printer, once and quietly."""

from __future__ import annotations

from typing import Final

from kivy.graphics import Color, InstructionGroup, Mesh, PopMatrix, PushMatrix, Scale, Translate

from kiosk.screens.drawing import PaperSign
from kiosk.screens.moving import once, rounded
from kiosk.screens.theme import Colour

_PAPER_WIDTH: Final = 136
_PAPER_HEIGHT: Final = 178
_PRINTER_HEIGHT: Final = 84
_PRINTER_WIDTH: Final = 208
_TEETH: Final = 8
_TOOTH_HEIGHT: Final = 10
_WORDS: Final = ((0.72, 34), (0.56, 58), (0.66, 82), (0.4, 106))
"""Lines of print: share of the paper's width, distance from its upper edge."""
_MOUTH: Final = 14
_TRAVEL: Final = _PRINTER_HEIGHT - _MOUTH
"""The paper begins no lower than the printer hides it."""


class RisingPaper:
    """The sign drawn into `group`; `move(t)` puts the paper where it is at second t."""

    def __init__(self, sign: PaperSign, group: InstructionGroup, left: float, bottom: float) -> None:
        """(left, bottom) is the lower left corner of the sign's box in Kivy's coordinates."""
        self._group = group
        middle = sign.box.width / sign.scale / 2
        group.add(PushMatrix())
        group.add(Translate(left, bottom))
        group.add(Scale(sign.scale, sign.scale, 1))
        group.add(PushMatrix())
        self._shift = Translate(0, 0)
        group.add(self._shift)
        self._paper(sign, middle - _PAPER_WIDTH / 2, _PRINTER_HEIGHT - _MOUTH)
        group.add(PopMatrix())
        self._plate(sign.printer, middle - _PRINTER_WIDTH / 2, 0, _PRINTER_WIDTH, _PRINTER_HEIGHT)
        self._plate(sign.ink, middle - 30, 34, 60, 12)
        group.add(PopMatrix())

    def move(self, seconds: float | None) -> None:
        """None shows the paper lying ready, for those who asked that nothing moves."""
        hidden = 0.0 if seconds is None else 1 - once(seconds)
        shift = round(-_TRAVEL * hidden)
        if self._shift.y != shift:
            self._shift.y = shift

    def _plate(self, colour: Colour, x: float, y: float, width: float, height: float) -> None:
        self._group.add(Color(*colour))
        self._group.add(rounded(x, y, width, height, 18))

    def _paper(self, sign: PaperSign, x: float, y: float) -> None:
        group = self._group
        group.add(Color(*sign.paper))
        group.add(rounded(x, y, _PAPER_WIDTH, _PAPER_HEIGHT, 1))
        step, top = _PAPER_WIDTH / _TEETH, y + _PAPER_HEIGHT - 1
        vertices: list[float] = []
        for tooth in range(_TEETH):
            at = x + tooth * step
            vertices += [at, top, 0, 0, at + step, top, 0, 0, at + step / 2, top + _TOOTH_HEIGHT, 0, 0]
        group.add(Mesh(vertices=vertices, indices=list(range(_TEETH * 3)), mode="triangles"))
        group.add(Color(*sign.words))
        for share, down in _WORDS:
            group.add(rounded(x + 18, top - down, (_PAPER_WIDTH - 36) * share, 10, 5))
