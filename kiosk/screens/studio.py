"""Pictures of views without anybody in front: one hidden window, one framebuffer a panel."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from typing import Final

from kiosk.screens import environment  # isort: skip  (Kivy reads its environment when it is imported)

from kivy.base import EventLoop
from kivy.graphics import ClearBuffers, ClearColor, Fbo
from PIL import Image

from kiosk.flow.events import Event
from kiosk.flow.views import View
from kiosk.screens.drawing import Drawing
from kiosk.screens.fonts import font_files
from kiosk.screens.layout.draft import ScreenWords
from kiosk.screens.panel import Panel
from kiosk.screens.screen import Screen

_MOST_PAGES: Final = 12


class NoPin:
    """The PIN keys of a picture: nobody presses them."""

    def press(self, digit: int) -> int:
        return 0

    def erase(self) -> int:
        return 0


def _ignore(_: Event) -> None:
    return None


class Studio:
    """Draws views for one panel and takes their pictures."""

    def __init__(self, panel: Panel, words: Mapping[str, ScreenWords]) -> None:
        if "DISPLAY" not in os.environ:
            os.environ.setdefault("SDL_VIDEODRIVER", "offscreen")
        environment.configure(Panel(panel.width, panel.height, fullscreen=False))
        EventLoop.ensure_window()
        self._panel, self._words = panel, words
        self._fonts = font_files()

    def pictures(self, view: View) -> Iterator[tuple[Drawing, Image.Image]]:
        """Each page of `view` as it is laid out and as it looks."""
        screen = Screen(self._panel, self._fonts, self._words, _ignore, NoPin())
        screen.draw(view)
        yield screen.drawing, self._picture(screen)
        while screen.drawing.page + 1 < min(screen.drawing.pages, _MOST_PAGES):
            screen.turn(1)
            yield screen.drawing, self._picture(screen)

    def _picture(self, screen: Screen) -> Image.Image:
        fbo = Fbo(size=(self._panel.width, self._panel.height))
        with fbo:
            ClearColor(0, 0, 0, 1)
            ClearBuffers()
        fbo.add(screen.canvas)
        fbo.draw()
        picture = Image.frombytes("RGBA", fbo.size, fbo.texture.pixels)
        fbo.remove(screen.canvas)
        # OpenGL counts rows from below.
        return picture.convert("RGB").transpose(Image.Transpose.FLIP_TOP_BOTTOM)
