"""A kiosk out of its settings: the walk and the window at once, the devices after the first frame."""

from __future__ import annotations

import gc
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from importlib import import_module
from typing import Final

from config.kiosk import KioskSettings
from config.service_manager import ServiceManager
from kiosk.app import KioskApp
from kiosk.bare_hands import BareHands
from kiosk.clock import SystemClock
from kiosk.content_of_kiosk import (
    load_pack,
    words_of_all_languages,
)
from kiosk.flow.pages import OutOfServicePage
from kiosk.flow.views import View
from kiosk.flow.walk import Walk
from kiosk.journal import Journal
from kiosk.late_parts import LateParts, Machine
from kiosk.late_search import LateSearch
from kiosk.late_wizard import LOOK_SECONDS, Interviews, LateWizard, RulesWatch
from kiosk.library_notes import keep_libraries_quiet
from kiosk.pin import PinBuffer
from kiosk.runner import Runner
from kiosk.screens.panel import Panel
from kiosk.uncaught import note_uncaught
from kiosk.watch import Repeated
from kiosk.world_of_kiosk import identity_of, world_of

PARTS: Final = "kiosk.parts"
SEARCH: Final = "kiosk.search_index"
WIZARD: Final = "kiosk.interviewing"


@dataclass(frozen=True, slots=True)
class Kiosk:
    """A kiosk put together: the window, the corridor behind it, the parts that come later."""

    app: KioskApp
    runner: Runner
    late: LateParts
    rules: Repeated
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
            self.rules.stop()
            self.runner.stop()


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
    walk = Walk(stack=(OutOfServicePage(loaded.out_of_service),)) if loaded.out_of_service else Walk()
    pin = PinBuffer()
    runner = Runner(walk, world, clock, journal)

    def build_machine() -> Machine:
        parts = import_module(PARTS)
        machine: Machine = parts.build_machine(
            settings, world.pack, pin, journal, runner.post, lambda: runner.walk, app.close
        )
        return machine

    def build_search() -> None:
        search.become(import_module(SEARCH).SearchInLanguages(world.pack, words))
        rules.start()

    def interviews_of(day: date) -> Interviews:
        interviews: Interviews = import_module(WIZARD).Interviewer(world.pack, day)
        return interviews

    watch = RulesWatch(interviews_of, lambda: clock.wall().date(), wizard)
    rules = Repeated("rules", watch.look, journal, after_fault=LOOK_SECONDS)
    late = LateParts(build_machine, build_search, runner, BareHands(settings.service.code, pin), journal)

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
    return Kiosk(app, runner, late, rules, manager, journal)


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
