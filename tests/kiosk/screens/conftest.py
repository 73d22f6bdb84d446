"""A window off screen, for tests that look and touch."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

# Read when Kivy is imported and when the window opens.
os.environ.setdefault("SDL_VIDEODRIVER", "offscreen")
# Off screen nothing waits for a frame, and Mesa's threads pile up gigabytes of frames to come.
os.environ.setdefault("LP_NUM_THREADS", "0")

from kiosk.screens import environment  # noqa: I001
from kivy.base import EventLoop, runTouchApp, stopTouchApp

from kiosk.flow.events import Event
from kiosk.screens.fonts import font_files
from kiosk.screens.panel import Panel
from kiosk.screens.screen import Screen
from tests.kiosk.screens.fingers import Finger, Pad, frames
from tests.kiosk.worlds import WORDS

PANEL = Panel(fullscreen=False)


class Glass:
    """A screen in a real window, the events it posted, and a finger for it."""

    def __init__(self, screen: Screen, posted: list[Event], pin: Pad) -> None:
        self.screen = screen
        self.posted = posted
        self.pin = pin
        self.finger = Finger(screen, PANEL)


@pytest.fixture
def glass() -> Iterator[Glass]:
    environment.configure(PANEL)
    posted: list[Event] = []
    pin = Pad()
    EventLoop.ensure_window()
    screen = Screen(PANEL, font_files(), WORDS, posted.append, pin)
    runTouchApp(screen, embedded=True)
    frames(3)
    yield Glass(screen, posted, pin)
    EventLoop.window.remove_widget(screen)
    stopTouchApp()
