"""Which touches count: acts on release, once in half a second, one finger at a time. Pure."""

from __future__ import annotations

from typing import Final

from kiosk.screens.drawing import Node, Role

DEBOUNCE_SECONDS: Final = 0.5
"""WCAG 2.2 and EN 301 549 5.8: a double strike is one action."""
KEY_DEBOUNCE_SECONDS: Final = 0.12
"""Writing the same letter twice is meant; only the bounce of a finger is not."""
SLACK: Final = 24
"""A finger may slip so far off a target and still mean it."""

NO_KEY: Final = ("", float("-inf"))
"""The name of a key and the second when it was pressed."""


class Debounce:
    """Remembers when something was last pressed, and says whether another press counts."""

    def __init__(self) -> None:
        self._last_key = NO_KEY
        self._last_press = float("-inf")

    def forget_key(self) -> None:
        """No longer know which key was last pressed: it may have been a digit of a PIN."""
        self._last_key = NO_KEY

    def counts(self, node: Node, now: float) -> bool:
        """Whether a press of `node` at second `now` counts; if so it is remembered."""
        if node.role is Role.KEY:
            name, when = self._last_key
            if node.name == name and now - when < KEY_DEBOUNCE_SECONDS:
                return False
            self._last_key = (node.name, now)
            return True
        if now - self._last_press < DEBOUNCE_SECONDS:
            return False
        self._last_press = now
        return True


def node_at(nodes: tuple[Node, ...], x: float, y: float) -> Node | None:
    """The topmost node that can be pressed at (x, y), y running down."""
    for node in reversed(nodes):
        if node.pressable and node.box.contains(x, y):
            return node
    return None


def still_over(node: Node, x: float, y: float) -> bool:
    box = node.box
    return box.x - SLACK <= x < box.right + SLACK and box.y - SLACK <= y < box.bottom + SLACK


def same_target(one: Node, other: Node) -> bool:
    """Whether a node of the screen before is the one of the screen now."""
    return one.role is other.role and one.name == other.name and one.press == other.press
