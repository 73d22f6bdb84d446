"""What must hold for every screen there is: found by arithmetic on the drawing, without a pixel."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from kiosk.flow.views import Comfort
from kiosk.screens.drawing import Box, Digit, Drawing, EraseDigit, Glyph, Line, Node, Plate, Role, Window
from kiosk.screens.icons import GLYPHS
from kiosk.screens.layout.frame import LOW_REACH_SHARE, LOW_REACH_SHARE_LANDSCAPE
from kiosk.screens.panel import Panel
from kiosk.screens.theme import (
    KEY_GAP_FLOOR_MM,
    SMALLEST_TYPE,
    TARGET,
    TARGET_FLOOR_MM,
    TARGET_GAP,
    Colour,
    theme_for,
)

LETTER_KEY = 84
ROUNDING = 1.01
"""Boxes are rounded to whole pixels one by one."""


def faults(drawing: Drawing, panel: Panel, comfort: Comfort) -> Iterator[str]:
    """Every fault of the drawing in words, with the node it was found in."""
    yield from _places(drawing, panel)
    yield from _texts(drawing, panel, comfort)
    yield from _targets(drawing, panel, comfort)
    yield from _overlaps(drawing)


def _places(drawing: Drawing, panel: Panel) -> Iterator[str]:
    screen = Box(0, 0, panel.width, panel.height)
    for node in (*drawing.nodes, *drawing.dialog, *drawing.dialog_plates):
        if not _encloses(screen, node.box):
            yield f"off the screen: {_called(node)}"
        for mark in node.marks:
            inner = Box(0, 0, node.box.width, node.box.height)
            if isinstance(mark, Line | Glyph) and not _encloses(inner, mark.box, slack=6):
                yield f"sticks out of its node: {mark} in {_called(node)}"


def _texts(drawing: Drawing, panel: Panel, comfort: Comfort) -> Iterator[str]:
    theme = theme_for(comfort)
    share = LOW_REACH_SHARE_LANDSCAPE if panel.landscape else LOW_REACH_SHARE
    quiet = panel.height * (1 - share) if comfort.low_reach else 0
    for node in (*drawing.nodes, *drawing.dialog):
        words = _squeezed(node.name)
        for mark in node.marks:
            if isinstance(mark, Glyph) and mark.icon not in GLYPHS:
                yield f"unknown sign: {mark.icon} in {_called(node)}"
            if not isinstance(mark, Line):
                continue
            # The quiet panel of low reach may say in plain size what has no room there enlarged.
            sizes = {theme.size(mark.style), mark.style.size if node.box.bottom <= quiet else 0}
            if mark.size not in sizes or mark.size < SMALLEST_TYPE:
                yield f"wrong size {mark.size}: {mark.text}"
            if _squeezed(mark.text.removesuffix("-")) not in words:
                yield f"drawn but not named: {mark.text!r} in {_called(node)}"
            ratio = contrast(mark.colour, _ground_of(mark, node, drawing))
            if ratio < (7 if comfort.contrast else 4.5) and node.enabled:
                yield f"contrast {ratio:.1f}: {mark.text!r} in {_called(node)}"
        if node.press is not None and not node.name:
            yield f"a target without a name: {node}"


def _targets(drawing: Drawing, panel: Panel, comfort: Comfort) -> Iterator[str]:
    targets = [node for node in drawing.active if node.focusable]
    share = LOW_REACH_SHARE_LANDSCAPE if panel.landscape else LOW_REACH_SHARE
    top = panel.height * (1 - share)
    for node in targets:
        narrowest = LETTER_KEY if node.role is Role.KEY else TARGET
        if node.box.height < TARGET - ROUNDING or node.box.width < narrowest - ROUNDING:
            yield f"small target {node.box}: {_called(node)}"
        if panel.millimetres(min(node.box.width, node.box.height)) < TARGET_FLOOR_MM:
            yield f"target under 15 mm: {_called(node)}"
        if comfort.low_reach and not drawing.dialog and node.box.y < top - ROUNDING:
            yield f"out of reach: {_called(node)}"
    for one, other in combinations(targets, 2):
        keys = one.role is Role.KEY and other.role is Role.KEY
        least = KEY_GAP_FLOOR_MM * panel.density - ROUNDING if keys else TARGET_GAP - ROUNDING
        if _gap(one.box, other.box) < least:
            yield f"{_gap(one.box, other.box):.0f} px between {_called(one)} and {_called(other)}"


def _overlaps(drawing: Drawing) -> Iterator[str]:
    for nodes in (drawing.nodes, drawing.dialog):
        named = [node for node in nodes if node.name or any(isinstance(m, Window) for m in node.marks)]
        for one, other in combinations(named, 2):
            if _shrunk(one.box).overlaps(_shrunk(other.box)):
                yield f"overlap: {_called(one)} and {_called(other)}"


def _called(node: Node) -> str:
    pin = isinstance(node.press, Digit | EraseDigit)
    return f"{node.role.value} {'(key)' if pin else node.name[:40]!r} {tuple(map(round, _sides(node.box)))}"


def _sides(box: Box) -> tuple[float, ...]:
    return box.x, box.y, box.right, box.bottom


def _squeezed(text: str) -> str:
    return text.replace(" ", "").replace("\u00a0", "").casefold()


def _encloses(outer: Box, inner: Box, slack: float = ROUNDING) -> bool:
    return Box(outer.x - slack, outer.y - slack, outer.width + 2 * slack, outer.height + 2 * slack).encloses(
        inner
    )


def _shrunk(box: Box) -> Box:
    return Box(box.x + ROUNDING, box.y + ROUNDING, box.width - 2 * ROUNDING, box.height - 2 * ROUNDING)


def _gap(one: Box, other: Box) -> float:
    across = max(one.x - other.right, other.x - one.right)
    down = max(one.y - other.bottom, other.y - one.bottom)
    return max(across, down)


def _ground_of(line: Line, node: Node, drawing: Drawing) -> Colour:
    """The colour under a line: the last plate under it in its node, else whatever stands behind the node."""
    at = node.marks.index(line)
    plates = [m for m in node.marks[:at] if isinstance(m, Plate) and m.box.overlaps(line.box)]
    if plates:
        return plates[-1].fill
    place = line.box.moved(node.box.x, node.box.y)
    behind = drawing.ground
    for other in (*drawing.nodes, *(drawing.dialog_plates if node in drawing.dialog else ())):
        if other is node:
            break
        for mark in other.marks:
            box = mark.box.moved(other.box.x, other.box.y)
            if isinstance(mark, Plate) and mark.fill[3] == 1 and box.overlaps(place):
                behind = mark.fill
    return behind


def contrast(one: Colour, other: Colour) -> float:
    """WCAG 2.2's contrast ratio."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: Colour) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour[:3]
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
