"""A hand at a live screen: touches what carries a wording, waits for pages, takes pictures.

For the tour, the tests and the benchmarks; it works from a thread of its own while the GUI loop runs,
and reaches the screen only through the glass.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from threading import Event
from time import monotonic, sleep
from typing import Final, TypeVar

from kiosk.screens import environment  # noqa: F401  # isort: skip  (Kivy reads it when it is imported)

from kivy.base import EventLoop
from kivy.clock import Clock
from kivy.input.motionevent import MotionEvent

from kiosk.screens.drawing import Node, Role, Turn
from kiosk.screens.screen import Screen
from kiosk.screens.touching import DEBOUNCE_SECONDS, KEY_DEBOUNCE_SECONDS

PATIENCE_SECONDS: Final = 20.0
LOOK_SECONDS: Final = 0.02
HELD_SECONDS: Final = 0.08
"""How long a finger rests on the glass: a quick tap of a person."""
Result = TypeVar("Result")


class WaitedInVain(Exception):
    """What was waited for did not come; the message says what, and where the screen was."""


class Finger(MotionEvent):  # type: ignore[misc]
    """One touch at (x, y) of the window in pixels, y running up, as a touchscreen's driver reports it."""

    def __init__(self, x: float, y: float) -> None:
        window = EventLoop.window
        share = {"x": x / (window.width - 1), "y": y / (window.height - 1)}
        super().__init__("hand", 1, share, is_touch=True, type_id="touch")
        self.profile = ["pos"]

    def depack(self, args: dict[str, float]) -> None:
        self.sx, self.sy = args["x"], args["y"]
        super().depack(args)


class Hand:
    """Works the screen of a running kiosk from another thread."""

    def __init__(self, screen: Screen, patience: float = PATIENCE_SECONDS) -> None:
        self._screen = screen
        self._patience = patience
        self._touched_at = 0.0

    @property
    def page(self) -> str:
        view = self._screen.view
        return view.name if view else ""

    @property
    def language(self) -> str:
        view = self._screen.view
        return view.header.comfort.language if view else "ru"

    def arrive(self, *pages: str) -> None:
        """Wait until one of these pages is shown."""
        self._until(lambda: self.page in pages, " or ".join(pages))

    def touch(self, title: str) -> None:
        """Touch what begins with this title, turning the pages of a long list until it is found."""
        self._until(lambda: self._touch_or_turn(title), f"«{title}»")

    def shows(self, text: str) -> bool:
        """Whether anything on the screen, on this page of it, contains the text."""
        return self.on_gui(lambda: any(text in node.name for node in self._screen.drawing.active))

    def photograph(self, path: Path) -> None:
        self.on_gui(lambda: self._screen.export_to_png(str(path)))

    def on_gui(self, act: Callable[[], Result]) -> Result:
        """Run on the GUI thread and return what it returned."""
        done = Event()
        results: list[Result] = []

        def now(_: float) -> None:
            try:
                results.append(act())
            finally:
                done.set()

        Clock.schedule_once(now)
        if not done.wait(self._patience) or not results:
            raise WaitedInVain(f"the window does not answer on {self.page}")
        return results[0]

    def _touch_or_turn(self, title: str) -> bool:
        target, found = self.on_gui(lambda: self._target(title))
        if target is None or monotonic() - self._touched_at < pause_before(target):
            return False
        finger = self.on_gui(lambda: self._put_down(target))
        sleep(HELD_SECONDS)
        self.on_gui(lambda: EventLoop.post_dispatch_input("end", finger))
        self._touched_at = monotonic()
        return found

    def _target(self, title: str) -> tuple[Node | None, bool]:
        """What carries the title, or else what turns the page to it; and whether it is the former."""
        nodes = [node for node in self._screen.drawing.active if node.pressable]
        found = next((node for node in nodes if node.name == title), None) or next(
            (node for node in nodes if node.name.startswith(title)), None
        )
        onward = next((node for node in nodes if isinstance(node.press, Turn)), None)
        return found or onward, found is not None

    def _put_down(self, node: Node) -> Finger:
        box = node.box
        finger = Finger(box.x + box.width / 2, self._screen.height - box.y - box.height / 2)
        EventLoop.post_dispatch_input("begin", finger)
        return finger

    def _until(self, holds: Callable[[], bool], what: str) -> None:
        until = monotonic() + self._patience
        while not holds():
            if monotonic() > until:
                raise WaitedInVain(f"waited in vain for {what}; the screen shows {self.page}")
            sleep(LOOK_SECONDS)


def pause_before(node: Node) -> float:
    """How long after the last touch another one on this node counts, in seconds."""
    return KEY_DEBOUNCE_SECONDS if node.role is Role.KEY else DEBOUNCE_SECONDS
