"""The window of the kiosk: opens it, shows the view of the moment, hands on what is touched.

Everything runs on the thread that calls `run`; only `show` and `close` may be called from any other.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from kiosk.screens import environment  # isort: skip  (Kivy reads its environment when it is imported)

from kivy.app import App
from kivy.base import EventLoop
from kivy.clock import Clock

from kiosk.flow.blocks import Block, Progress
from kiosk.flow.events import Event
from kiosk.flow.views import View
from kiosk.screens.fonts import font_files
from kiosk.screens.layout.draft import ScreenWords
from kiosk.screens.panel import Panel
from kiosk.screens.screen import PinKeys, Screen

_PULSE_SECONDS: Final = 1.0
_WAIT_DRAWN_AFTER: Final = 0.15
"""Seconds. Most waits for card and line are over by then; drawing them would hold up what follows."""


def _nothing() -> None:
    return None


def _nothing_shown(_: View) -> None:
    return None


def _has(view: View, kind: type[Block]) -> bool:
    return any(isinstance(block, kind) for block in view.blocks)


class KioskApp(App):  # type: ignore[misc]
    """Draws `first_view` and whatever `show` gets after it.

    `post` takes each event of the screen; `pin` takes the digits of a PIN. `words` gives the screen's
    own words by language. `on_pulse` is called each second by the GUI loop, for the watchdog;
    `on_shown` after the frame in which a view first stands on the glass.
    Raises kiosk.screens.fonts.FontsMissingError.
    """

    def __init__(
        self,
        first_view: View,
        post: Callable[[Event], None],
        pin: PinKeys,
        words: Mapping[str, ScreenWords],
        panel: Panel,
        *,
        on_pulse: Callable[[], None] = _nothing,
        on_shown: Callable[[View], None] = _nothing_shown,
    ) -> None:
        environment.configure(panel)
        super().__init__()
        self._latest = first_view
        self._drawn: View | None = None
        self._screen = Screen(panel, font_files(), words, post, pin)
        self._on_pulse = on_pulse
        self._on_shown = on_shown
        self._pulse: Any = None
        self._wake = Clock.create_trigger(self._draw_latest)
        self._wake_later = Clock.create_trigger(self._draw_latest, _WAIT_DRAWN_AFTER)
        self._rest = Clock.create_trigger(lambda _: self._screen.rest())

    @property
    def screen(self) -> Screen:
        return self._screen

    def show(self, view: View) -> None:
        """Show `view` with the next frame, instead of any that still waits; from any thread.

        A view that only tells of waiting is shown a moment later, unless it is over by then; what moves
        on the glass rests meanwhile, and a PIN pad takes no digits. Only a page of a person who has left
        goes at once: a wait of their own, as for the card to check the PIN, would be drawn at its cost.
        """
        self._latest = view
        if _has(view, Progress) and not self._shows_who_has_left(view):
            self._rest()
            self._wake_later()
        else:
            self._wake()

    def _shows_who_has_left(self, view: View) -> bool:
        on_glass = self._screen.view
        return on_glass is not None and on_glass.personal and not view.personal

    def close(self) -> None:
        """End the GUI loop; from any thread."""
        Clock.schedule_once(lambda _: self.stop())

    def build(self) -> Screen:
        self._screen.draw(self._latest)
        return self._screen

    def on_start(self) -> None:
        window = EventLoop.window
        window.bind(on_key_down=self._key_down, on_request_close=self._refuse_close, on_flip=self._flipped)
        self._drawn = self._screen.view
        self._pulse = Clock.schedule_interval(lambda _: self._on_pulse(), _PULSE_SECONDS)

    def on_stop(self) -> None:
        # Kivy calls this twice.
        if self._pulse is not None:
            self._pulse.cancel()
            self._pulse = None

    def open_settings(self, *_: Any) -> None:
        """Kivy would open its settings on F1; a kiosk has none."""

    def _draw_latest(self, _: float) -> None:
        self._screen.draw(self._latest)
        self._drawn = self._screen.view

    def _flipped(self, _: Any) -> None:
        if self._drawn is not None:
            view, self._drawn = self._drawn, None
            self._on_shown(view)

    def _key_down(self, _: Any, key: int, __: int, ___: str | None, modifiers: list[str]) -> bool:
        return self._screen.on_key(key, "shift" in modifiers)

    def _refuse_close(self, *_: Any, **__: Any) -> bool:
        return True
