"""The order of focus for keys: the order of reading, going round at the ends. Pure."""

from __future__ import annotations

from typing import Final

from kiosk.screens.drawing import Drawing, Node
from kiosk.screens.touching import same_target

# Key codes as Kivy's window gives them.
_ENTER, _KEYPAD_ENTER, _SPACE, _UP, _DOWN, _RIGHT, _LEFT = 13, 271, 32, 273, 274, 275, 276
TAB_KEY: Final = 9
FORWARD_KEYS: Final = frozenset({_DOWN, _RIGHT})
BACKWARD_KEYS: Final = frozenset({_UP, _LEFT})
PRESSING_KEYS: Final = frozenset({_ENTER, _KEYPAD_ENTER, _SPACE})


def focus_order(drawing: Drawing) -> tuple[Node, ...]:
    return tuple(node for node in drawing.active if node.focusable)


def stepped(drawing: Drawing, focused: Node | None, by: int) -> Node | None:
    """The node `by` steps after `focused`; the first, or the last for a step back, when none has it."""
    order = focus_order(drawing)
    if not order:
        return None
    at = next((i for i, node in enumerate(order) if focused and same_target(node, focused)), None)
    if at is None:
        return order[0 if by > 0 else -1]
    return order[(at + by) % len(order)]


def kept(drawing: Drawing, focused: Node | None) -> Node | None:
    """The focused node as it stands in a new drawing, or None if it is gone."""
    if focused is None:
        return None
    return next((node for node in focus_order(drawing) if same_target(node, focused)), None)
