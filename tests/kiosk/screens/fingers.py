"""Fingers on the glass: touches that go through Kivy's own window, and time that goes by."""

from __future__ import annotations

import time

from kivy.base import EventLoop
from kivy.tests.common import UnitTestTouch

from kiosk.screens.drawing import Node
from kiosk.screens.panel import Panel
from kiosk.screens.screen import Screen


def frames(count: int) -> None:
    for _ in range(count):
        EventLoop.idle()


def pause(seconds: float) -> None:
    """Let the GUI loop run for so long."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        EventLoop.idle()


class Finger:
    """One finger; places are given by the words that stand there."""

    def __init__(self, screen: Screen, panel: Panel) -> None:
        self._screen = screen
        self._height = panel.height

    def find(self, words: str) -> Node:
        found = [n for n in self._screen.drawing.active if n.press is not None and n.name.startswith(words)]
        assert found, f"nothing to press says {words!r}"
        return min(found, key=lambda node: len(node.name))

    def down(self, words: str) -> UnitTestTouch:
        return self.down_at(*self._middle(self.find(words)))

    def down_at(self, x: float, y: float) -> UnitTestTouch:
        touch = UnitTestTouch(int(x), int(self._height - y))
        touch.touch_down()
        frames(1)
        return touch

    def press(self, words: str) -> None:
        """Down and up, long enough after the last press not to be a double strike."""
        pause(0.55)
        self.strike(words)

    def strike(self, words: str) -> None:
        """Down and up at once."""
        touch = self.down(words)
        touch.touch_up()
        frames(1)

    def bounce(self, words: str) -> None:
        """A finger that trembles: down and up twice within one frame."""
        for _ in range(2):
            x, y = self._middle(self.find(words))
            touch = UnitTestTouch(int(x), int(self._height - y))
            touch.touch_down()
            touch.touch_up()

    @staticmethod
    def _middle(node: Node) -> tuple[float, float]:
        return node.box.x + node.box.width / 2, node.box.y + node.box.height / 2


class Pad:
    """A PIN buffer for tests: counts, and remembers what was pressed for the test to see."""

    def __init__(self) -> None:
        self.digits: list[int] = []

    def press(self, digit: int) -> int:
        self.digits.append(digit)
        return len(self.digits)

    def erase(self) -> int:
        if self.digits:
            self.digits.pop()
        return len(self.digits)
