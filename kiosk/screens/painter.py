"""From marks to Kivy's canvas instructions; one group a node, so that a press moves only that node."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Final

from kivy.graphics import (
    Color,
    InstructionGroup,
    Mesh,
    PopMatrix,
    PushMatrix,
    Rectangle,
    Scale,
    SmoothLine,
    SmoothRoundedRectangle,
)
from kivy.graphics.texture import Texture

from kiosk.screens.drawing import (
    Box,
    Glyph,
    Line,
    Mark,
    Modules,
    Node,
    PaperSign,
    Plate,
    ReaderSign,
    Ring,
    Tear,
    Window,
)
from kiosk.screens.icons import glyph
from kiosk.screens.moving import MovingReader, TurningRing
from kiosk.screens.moving_paper import RisingPaper
from kiosk.screens.ruler import Typesetter
from kiosk.screens.theme import FOCUS_GAP, FOCUS_WIDTH, PRESSED_SCALE, Colour, Face

_SHADOWS: Final = ((3, 0, 0.05), (6, 1, 0.03))
"""The one soft elevation: fall, spread and opacity of each layer."""
_PRESSED_TINT: Final = 0.16
_TOOTH: Final = 14
_LIT: Final = (1.0, 0.82, 0.36, 1.0)
"""The lit pane of our mark; a picture, not a carrier of meaning."""


@dataclass
class Pressable:
    """What a press changes on a node that is drawn: its scale and its tint, which lies over it only then."""

    scale: Scale
    tint: Color
    layer: InstructionGroup
    shape: Callable[[], Rectangle | SmoothRoundedRectangle]

    def press(self) -> None:
        self.scale.xyz = (PRESSED_SCALE, PRESSED_SCALE, 1)
        self.tint.a = _PRESSED_TINT
        self.layer.clear()
        self.layer.add(self.tint)
        self.layer.add(self.shape())

    def release(self) -> None:
        self.scale.xyz = (1, 1, 1)
        self.tint.a = 0
        self.layer.clear()


@dataclass
class Painted:
    """The handles to what was painted: pressables by node, and what moves by itself."""

    pressables: dict[int, Pressable] = field(default_factory=dict)  # by id of the node
    signs: list[MovingReader | RisingPaper] = field(default_factory=list)
    rings: list[tuple[Ring, TurningRing]] = field(default_factory=list)


class Painter:
    """Paints nodes for a panel `height` pixels high into instruction groups."""

    def __init__(self, typesetter: Typesetter, height: float) -> None:
        self._typesetter = typesetter
        self._height = height
        self._paints: Final[Mapping[type, Callable[[InstructionGroup, Any, Box, Painted], None]]] = {
            Plate: self._plate,
            Line: self._line,
            Glyph: self._glyph,
            ReaderSign: self._reader,
            PaperSign: self._rising_paper,
            Ring: self._ring,
            Modules: self._modules,
            Tear: self._tear,
            Window: self._window,
        }

    def ground(self, colour: Colour, width: float) -> InstructionGroup:
        group = InstructionGroup()
        group.add(Color(*colour))
        group.add(Rectangle(pos=(0, 0), size=(width, self._height)))
        return group

    def node(self, node: Node, painted: Painted, tint: Colour) -> InstructionGroup:
        """The group of `node`; a pressable one is noted in `painted`, with `tint` over it when pressed."""
        group = InstructionGroup()
        if not node.focusable:
            self._marks(group, node, painted)
            return group
        box = node.box
        scale = Scale(1, 1, 1, origin=(box.x + box.width / 2, self._flip(box.y + box.height / 2)))
        layer = InstructionGroup()
        group.add(PushMatrix())
        group.add(scale)
        self._marks(group, node, painted)
        group.add(layer)
        group.add(PopMatrix())
        painted.pressables[id(node)] = Pressable(
            scale, Color(*tint[:3], 0), layer, partial(self._shape, box, _radii(node))
        )
        return group

    def focus_ring(self, box: Box, colour: Colour) -> InstructionGroup:
        """A ring of 6 px around `box` with a gap of 4."""
        reach = FOCUS_GAP + FOCUS_WIDTH / 2
        group = InstructionGroup()
        group.add(Color(*colour))
        x, y = box.x - reach, self._flip(box.bottom) - reach
        size = (box.width + 2 * reach, box.height + 2 * reach)
        group.add(SmoothLine(rounded_rectangle=(x, y, *size, 16, 24), width=FOCUS_WIDTH / 2))
        return group

    def _marks(self, group: InstructionGroup, node: Node, painted: Painted) -> None:
        for mark in node.marks:
            self._paint(group, mark, mark.box.moved(node.box.x, node.box.y), painted)

    def _paint(self, group: InstructionGroup, mark: Mark, box: Box, painted: Painted) -> None:
        self._paints[type(mark)](group, mark, box, painted)

    def _flip(self, y: float) -> float:
        return self._height - y

    def _shape(self, box: Box, radii: tuple[float, float]) -> Rectangle | SmoothRoundedRectangle:
        pos, size = (box.x, self._flip(box.bottom)), (box.width, box.height)
        if not any(radii):
            return Rectangle(pos=pos, size=size)
        above, below = radii
        return SmoothRoundedRectangle(pos=pos, size=size, radius=[above, above, below, below], segments=10)

    def _plate(self, group: InstructionGroup, plate: Plate, box: Box, _: Painted) -> None:
        radii = plate.corners or (plate.radius, plate.radius)
        if plate.lifted:
            self._shadows(group, box, plate.radius)
        if plate.border and plate.stroke:
            # Half of the line lies over the fill: a full plate beneath would paint every pixel twice.
            half = plate.stroke / 2
            box = Box(box.x + half, box.y + half, box.width - plate.stroke, box.height - plate.stroke)
            radii = (max(0, radii[0] - half), max(0, radii[1] - half))
        group.add(Color(*plate.fill))
        group.add(self._shape(box, radii))
        if plate.border and plate.stroke:
            group.add(Color(*plate.border))
            group.add(self._outline(box, radii, plate.stroke))

    def _shadows(self, group: InstructionGroup, box: Box, radius: float) -> None:
        """What is seen of them: the strip below the plate."""
        for fall, spread, alpha in _SHADOWS:
            group.add(Color(0.04, 0.12, 0.2, alpha))
            height = min(box.height, 2 * radius)
            strip = Box(box.x - spread, box.bottom - height, box.width + 2 * spread, height + fall + spread)
            group.add(self._shape(strip, (0, radius + spread)))

    def _outline(self, box: Box, radii: tuple[float, float], stroke: float) -> SmoothLine:
        above, below = radii
        x, y = box.x, self._flip(box.bottom)
        if not any(radii):
            return SmoothLine(rectangle=(x, y, box.width, box.height), width=(stroke + 1) / 2, joint="miter")
        corners = (above, above, below, below)
        return SmoothLine(
            rounded_rectangle=(x, y, box.width, box.height, *corners, 24), width=(stroke + 1) / 2
        )

    def _line(self, group: InstructionGroup, line: Line, box: Box, _: Painted) -> None:
        texture = self._typesetter.texture(line.text, line.style.face, line.size)
        self._image(group, texture, line.colour, Box(box.x, box.y, texture.width, box.height))

    def _glyph(self, group: InstructionGroup, mark: Glyph, box: Box, _: Painted) -> None:
        texture = self._typesetter.texture(glyph(mark.icon), Face.ICONS, round(box.height))
        self._image(group, texture, mark.colour, box)

    def _image(self, group: InstructionGroup, texture: Texture, colour: Colour, box: Box) -> None:
        """`texture` in the middle of `box`, on whole pixels so that type stays sharp."""
        x = round(box.x + (box.width - texture.width) / 2)
        y = round(self._flip(box.y + (box.height + texture.height) / 2))
        group.add(Color(*colour))
        group.add(Rectangle(texture=texture, pos=(x, y), size=texture.size))

    def _reader(self, group: InstructionGroup, sign: ReaderSign, box: Box, painted: Painted) -> None:
        painted.signs.append(MovingReader(sign, group, box.x, self._flip(box.bottom)))

    def _rising_paper(self, group: InstructionGroup, sign: PaperSign, box: Box, painted: Painted) -> None:
        painted.signs.append(RisingPaper(sign, group, box.x, self._flip(box.bottom)))

    def _ring(self, group: InstructionGroup, ring: Ring, box: Box, painted: Painted) -> None:
        painted.rings.append((ring, TurningRing(ring, group, box.x, self._flip(box.bottom))))

    def _modules(self, group: InstructionGroup, code: Modules, box: Box, _: Painted) -> None:
        side = len(code.rows)
        texture = Texture.create(size=(side, side), colorfmt="rgba")
        texture.mag_filter = texture.min_filter = "nearest"
        dark = bytes(round(part * 255) for part in code.dark)
        pixels = b"".join(dark if dot else bytes(4) for row in reversed(code.rows) for dot in row)
        texture.blit_buffer(pixels, colorfmt="rgba", bufferfmt="ubyte")
        group.add(Color(1, 1, 1, 1))
        group.add(
            Rectangle(texture=texture, pos=(box.x, self._flip(box.bottom)), size=(box.width, box.height))
        )

    def _tear(self, group: InstructionGroup, tear: Tear, box: Box, _: Painted) -> None:
        teeth = max(1, round(box.width / _TOOTH))
        step = box.width / teeth
        base = self._flip(box.y if tear.downwards else box.bottom)
        tip = self._flip(box.bottom if tear.downwards else box.y)
        vertices: list[float] = []
        for tooth in range(teeth):
            x = box.x + tooth * step
            vertices += [x, base, 0, 0, x + step, base, 0, 0, x + step / 2, tip, 0, 0]
        group.add(Color(*tear.fill))
        group.add(Mesh(vertices=vertices, indices=list(range(teeth * 3)), mode="triangles"))

    def _window(self, group: InstructionGroup, window: Window, box: Box, _: Painted) -> None:
        group.add(Color(*window.frame))
        group.add(self._shape(box, (16, 16)))
        edge, gap = box.width * 0.17, box.width * 0.08
        pane = (box.width - 2 * edge - gap) / 2
        for column in (0, 1):
            for row in (0, 1):
                lit = (column, row) == (1, 0)
                group.add(Color(*(_LIT if lit else window.pane)))
                corner = Box(
                    box.x + edge + column * (pane + gap), box.y + edge + row * (pane + gap), pane, pane
                )
                group.add(self._shape(corner, (4, 4)))


def _radii(node: Node) -> tuple[float, float]:
    plate = next((mark for mark in node.marks if isinstance(mark, Plate)), None)
    return (plate.radius, plate.radius) if plate else (0, 0)
