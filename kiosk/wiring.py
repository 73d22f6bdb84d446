"""A kiosk out of its settings: the window at once, the walk and the devices after the first frame."""

from __future__ import annotations

import gc
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Final

from msgspec.structs import replace

from config.kiosk import KioskSettings
from config.service_manager import ServiceManager
from kiosk.app import KioskApp
from kiosk.clock import SystemClock
from kiosk.content_of_kiosk import (
    load_pack,
    words_of_all_languages,
)
from kiosk.flow.events import Ticked
from kiosk.flow.first_view import first_view
from kiosk.flow.pages import OutOfServicePage
from kiosk.flow.views import View
from kiosk.flow.walk import Walk
from kiosk.journal import Journal
from kiosk.late.search import LateSearch
from kiosk.late.walk import LateWalk
from kiosk.late.wizard import LateWizard
from kiosk.library_notes import keep_libraries_quiet
from kiosk.pin import PinBuffer
from kiosk.screens.panel import Panel
from kiosk.uncaught import note_uncaught
from kiosk.world_of_kiosk import identity_of, world_of

WALKING: Final = "kiosk.walking"


@dataclass(frozen=True, slots=True)
class Kiosk:
    """A kiosk put together: the window, and the walk behind it that comes later."""

    app: KioskApp
    walk: LateWalk
    manager: ServiceManager
    journal: Journal

    def run(self) -> None:
        """Run until the window is closed."""
        note_uncaught(self.journal)
        signal.signal(signal.SIGTERM, lambda _number, _frame: self.app.close())
        try:
            self.app.run()
        finally:
            self.manager.stopping()
            self.walk.stop()


def build_kiosk(settings: KioskSettings, manager: ServiceManager) -> Kiosk:
    """Put the kiosk of these settings together; raises kiosk.screens.fonts.FontsMissingError."""
    clock = SystemClock(settings.place.time_zone)
    journal = Journal(sys.stderr, clock)
    keep_libraries_quiet(journal)
    identity = identity_of(settings.data)
    loaded = load_pack(settings.pack, settings.pack_key, settings.data)
    if loaded.refused:
        journal.note("pack-refused", code=loaded.refused)
    words = words_of_all_languages()
    search, wizard = LateSearch(), LateWizard()
    world = world_of(settings, identity, loaded.pack, words, search, wizard)
    walk = walk_at(clock.tick(), loaded.out_of_service)
    late, pin = LateWalk(), PinBuffer()

    def shown(_: View) -> None:
        gc.freeze()  # what stands at the first frame stays for good and need not be looked through again
        gc.enable()
        manager.ready()
        walking = import_module(WALKING)
        around = walking.Surroundings(settings, world, clock, journal, pin, search, wizard)
        late.become(walking.build_walking(around, walk, app))

    app = KioskApp(
        first_view(walk, world),
        late.post,
        pin,
        words,
        panel_of(settings),
        on_pulse=lambda: pulse(late, manager),
        on_shown=once(shown),
    )
    return Kiosk(app, late, manager, journal)


def walk_at(moment: Ticked, out_of_service: str) -> Walk:
    """The walk as it begins: at home, or saying that there is nothing to show."""
    walk = Walk(now=moment.now, clock=moment.clock, today=moment.today)
    return replace(walk, stack=(OutOfServicePage(out_of_service),)) if out_of_service else walk


def pulse(walk: LateWalk, manager: ServiceManager) -> None:
    """Tell the watchdog, from the GUI loop, that loop and walk are both alive."""
    if walk.is_well():
        manager.alive()


def once(act: Callable[[View], None]) -> Callable[[View], None]:
    """`act` at the first call only."""
    waiting = [act]

    def first(view: View) -> None:
        while waiting:
            waiting.pop()(view)

    return first


def panel_of(settings: KioskSettings) -> Panel:
    """The glass as the settings describe it."""
    screen = settings.screen
    return Panel(screen.width, screen.height, screen.density, screen.fullscreen, screen.show_cursor)
