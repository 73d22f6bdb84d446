"""The window as a whole, in a process of its own, since Kivy reads its settings once."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from kiosk.screens.fonts import FontsMissingError, font_files

ROOT = Path(__file__).parents[3]
RUN_AND_SHOW = """
import sys, threading
from kiosk.app import KioskApp
from kiosk.screens.panel import Panel
assert "kivy.core.window" not in sys.modules, "the window was opened before its settings were known"
from kivy.base import EventLoop
from tests.kiosk.screens.fingers import Pad
from tests.kiosk.screens.sample_views import rows, view
from tests.kiosk.worlds import WORDS

pages = [view(rows(2), name="first"), view(rows(3), name="second", depth=1)]

def shown(view_):
    print("shown", view_.name, flush=True)
    if view_.name == "first":
        threading.Thread(target=app.show, args=(pages[1],)).start()
    else:
        window = EventLoop.window
        print("size", *window.size, "close refused", window.dispatch("on_request_close"))
        window.dispatch("on_key_down", 27, 0, None, [])
        app.open_settings()
        app.close()

app = KioskApp(pages[0], print, Pad(), WORDS, Panel(fullscreen=False), on_shown=shown)
app.run()
print("ended")
"""

WAITS = """
import threading, time
import kiosk.app
from kiosk.flow.blocks import Progress
from kiosk.screens.panel import Panel
from kivy.clock import Clock
from kivy.base import EventLoop
from tests.kiosk.screens.fingers import Pad
from tests.kiosk.screens.sample_views import rows, view
from tests.kiosk.worlds import WORDS

kiosk.app._WAIT_DRAWN_AFTER = 2.0  # long enough for a few frames on a busy machine
app = kiosk.app.KioskApp(view(rows(2), name="first"), print, Pad(), WORDS, Panel(fullscreen=False))
drawn = []

def until(true):
    end = time.monotonic() + 20
    while not true() and time.monotonic() < end:
        time.sleep(0.01)

def play():
    app.show(view(Progress("Читаем карту", 0.0), name="short wait"))
    enough = Clock.frames + 4  # to draw it, were it drawn at once
    until(lambda: Clock.frames >= enough)
    app.show(view(rows(3), name="answer"))
    until(lambda: "answer" in drawn)
    app.show(view(Progress("Проверяем", 0.0), name="long wait"))
    until(lambda: "long wait" in drawn)
    app.close()

def note(_):
    if not drawn:
        threading.Thread(target=play).start()
    if app.screen.view.name not in drawn:
        drawn.append(app.screen.view.name)

Clock.schedule_once(lambda _: EventLoop.window.bind(on_flip=note))
app.run()
print(*drawn, sep=", ")
"""


@pytest.mark.slow
def test_a_wait_is_drawn_only_if_it_lasts(tmp_path: Path) -> None:
    surroundings = os.environ | {"SDL_VIDEODRIVER": "offscreen", "HOME": str(tmp_path)}
    ran = subprocess.run(
        [sys.executable, "-c", WAITS],
        cwd=ROOT, env=surroundings, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert ran.stdout.strip() == "first, answer, long wait", ran.stderr[-2000:]


LEAVES_AT_ONCE = """
import threading, time
from msgspec.structs import replace
import kiosk.app
from kiosk.flow.blocks import PinPad, Progress
from kiosk.screens.panel import Panel
from tests.kiosk.screens.fingers import Pad
from tests.kiosk.screens.sample_views import rows, view
from tests.kiosk.worlds import WORDS

kiosk.app._WAIT_DRAWN_AFTER = 600.0
pages = {
    "nobody's": view(rows(3), name="nobody's"),
    "pin": replace(view(PinPad(count=4, length=8, tries="", enabled=True), name="pin"), personal=True),
    "personal": replace(view(rows(3), name="personal"), personal=True),
}
next_card = view(Progress("Читаем карту", 0.0), name="next card")
checking = replace(view(Progress("Проверяем", 0.0), name="checking"), personal=True)
app = kiosk.app.KioskApp(view(rows(2), name="first"), print, Pad(), WORDS, Panel(fullscreen=False))

def stands(name, seconds):
    until = time.monotonic() + seconds
    while time.monotonic() < until and app.screen.view.name != name:
        time.sleep(0.01)
    return app.screen.view.name == name

def play():
    for name, page in pages.items():
        app.show(page)
        assert stands(name, 20)
        wait = checking if name == "pin" else next_card
        app.show(wait)
        print(name, stands(wait.name, 20 if name == "personal" else 1), flush=True)
    app.close()

threading.Timer(1.0, play).start()
app.run()
"""


@pytest.mark.slow
def test_a_wait_takes_the_page_of_who_has_left_off_the_glass_at_once(tmp_path: Path) -> None:
    """The controls: a page that is nobody's, and the pad of a person whose own PIN is waited for."""
    surroundings = os.environ | {"SDL_VIDEODRIVER": "offscreen", "HOME": str(tmp_path)}
    ran = subprocess.run(
        [sys.executable, "-c", LEAVES_AT_ONCE],
        cwd=ROOT, env=surroundings, capture_output=True, text=True, timeout=90, check=False,
    )  # fmt: skip
    assert ran.stdout.split("\n")[:3] == ["nobody's False", "pin False", "personal True"], ran.stderr[-2000:]


@pytest.mark.slow
def test_the_window_shows_what_any_thread_gives_it_and_ends_only_when_told(tmp_path: Path) -> None:
    surroundings = os.environ | {"SDL_VIDEODRIVER": "offscreen", "HOME": str(tmp_path)}
    ran = subprocess.run(
        [sys.executable, "-c", RUN_AND_SHOW],
        cwd=ROOT, env=surroundings, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert ran.stdout.splitlines() == [
        "shown first",
        "shown second",
        "size 1080 1920 close refused True",
        "ended",
    ], ran.stderr[-2000:]


def test_missing_fonts_are_named_with_the_packages_that_bring_them(tmp_path: Path) -> None:
    with pytest.raises(FontsMissingError, match=r"fonts-missing: .*install fonts-paratype") as missing:
        font_files(tmp_path)
    assert missing.value.code == "fonts-missing"
