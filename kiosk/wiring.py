"""A kiosk out of its settings: the walk and the window at once, the devices after the first frame."""

from __future__ import annotations

import gc
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from threading import Lock, Thread
from typing import Final, Protocol

from config.kiosk import KioskSettings
from config.service_manager import ServiceManager
from kiosk.app import KioskApp
from kiosk.bare_hands import BareHands
from kiosk.clock import SystemClock
from kiosk.content_of_kiosk import (
    load_pack,
    words_of_all_languages,
)
from kiosk.flow.events import Broke
from kiosk.flow.pages import OutOfServicePage
from kiosk.flow.views import View
from kiosk.flow.walk import Walk
from kiosk.flow.world import World
from kiosk.journal import Journal, where_raised
from kiosk.late_search import LateSearch
from kiosk.library_notes import keep_libraries_quiet
from kiosk.pin import PinBuffer
from kiosk.runner import BROKEN, Runner
from kiosk.screens.panel import Panel
from kiosk.uncaught import note_uncaught
from kiosk.world_of_kiosk import identity_of, world_of

PARTS: Final = "kiosk.parts"
SEARCH: Final = "kiosk.search_index"


class Stoppable(Protocol):
    def stop(self) -> None: ...


class LateParts:
    """Builds the devices and the link on a thread of its own, once the first frame stands."""

    def __init__(
        self, settings: KioskSettings, world: World, runner: Runner, search: LateSearch, pin: PinBuffer,
        journal: Journal,
    ) -> None:  # fmt: skip
        self._settings = settings
        self._world = world
        self._runner = runner
        self._search = search
        self._pin = pin
        self._journal = journal
        self._lock = Lock()
        self._machine: Stoppable | None = None
        self._thread: Thread | None = None
        self._stopped = False

    def begin(self) -> None:
        """Start building; only the first call does anything."""
        with self._lock:
            if self._thread is None:
                self._thread = Thread(target=self._build, name="parts", daemon=True)
                self._thread.start()

    def stop(self) -> None:
        """End whatever has been built."""
        with self._lock:
            self._stopped = True
            machine, self._machine = self._machine, None
        if machine is not None:
            machine.stop()

    def _build(self) -> None:
        try:
            parts = import_module(PARTS)
            machine = parts.build_machine(
                self._settings, self._world.pack.hash, self._pin, self._journal, self._runner.post,
                lambda: self._runner.walk,
            )  # fmt: skip
            with self._lock:
                if self._stopped:
                    return
                self._machine = machine
                self._runner.equip(machine.hands)
                machine.start()
            index = import_module(SEARCH).SearchInLanguages(self._world.pack, self._world.words)
            self._search.become(index)
        except Exception as error:  # whatever it is, the kiosk says so instead of standing still
            self._journal.note("parts-failed", code=BROKEN, where=where_raised(error))
            self._runner.post(Broke(BROKEN))
            with self._lock:
                if self._machine is None:
                    self._runner.equip(BareHands(self._settings.service.code, self._pin))


@dataclass(frozen=True, slots=True)
class Kiosk:
    """A kiosk put together: the window, the corridor behind it, the parts that come later."""

    app: KioskApp
    runner: Runner
    late: LateParts
    manager: ServiceManager
    journal: Journal

    def run(self) -> None:
        """Run until the window is closed."""
        note_uncaught(self.journal)
        signal.signal(signal.SIGTERM, lambda _number, _frame: self.app.close())
        self.runner.start(self.app.show, self.app.close)
        try:
            self.app.run()
        finally:
            self.manager.stopping()
            self.late.stop()
            self.runner.stop()


def build_kiosk(settings: KioskSettings, manager: ServiceManager) -> Kiosk:
    """Put the kiosk of these settings together; raises kiosk.screens.fonts.FontsMissingError."""
    clock = SystemClock(settings.place.time_zone)
    journal = Journal(sys.stderr, clock)
    keep_libraries_quiet(journal)
    identity = identity_of(settings.data)
    loaded = load_pack(settings.pack, settings.pack_key)
    if loaded.code:
        journal.note("pack-refused", code=loaded.code)
    words = words_of_all_languages()
    search = LateSearch()
    world = world_of(settings, identity, loaded.pack, words, search)
    walk = Walk(stack=(OutOfServicePage(loaded.code),)) if loaded.code else Walk()
    pin = PinBuffer()
    runner = Runner(walk, world, clock, journal)
    late = LateParts(settings, world, runner, search, pin, journal)

    def shown(_: View) -> None:
        gc.freeze()  # what stands at the first frame stays for good and need not be looked through again
        gc.enable()
        manager.ready()
        late.begin()

    app = KioskApp(
        runner.first_view(),
        runner.post,
        pin,
        words,
        panel_of(settings),
        on_pulse=lambda: pulse(runner, manager),
        on_shown=once(shown),
    )
    return Kiosk(app, runner, late, manager, journal)


def pulse(runner: Runner, manager: ServiceManager) -> None:
    """Tell the watchdog, from the GUI loop, that loop and walk are both alive."""
    if runner.is_well():
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
