"""The walk behind the window put together, once the first frame stands: runner, devices, rules, search."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from importlib import import_module
from typing import TYPE_CHECKING, Final, Protocol

from kiosk.flow.events import Event
from kiosk.flow.views import View
from kiosk.hands.bare import BareHands
from kiosk.late.parts import LateParts, Machine
from kiosk.late.wizard import LOOK_SECONDS, Interviews, LateWizard, RulesWatch
from kiosk.runner import Runner
from kiosk.watch import Repeated

if TYPE_CHECKING:
    from config.kiosk import KioskSettings
    from kiosk.clock import SystemClock
    from kiosk.flow.walk import Walk
    from kiosk.flow.world import World
    from kiosk.journal import Journal
    from kiosk.late.search import LateSearch
    from kiosk.pin import PinBuffer

PARTS: Final = "kiosk.parts"
SEARCH: Final = "kiosk.search_index"
WIZARD: Final = "kiosk.interviewing"


class Window(Protocol):
    """`kiosk.app.KioskApp`, as far as the walk needs it."""

    def show(self, view: View) -> None: ...

    def close(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What stood before the first frame, and what was promised then and comes now."""

    settings: KioskSettings
    world: World
    clock: SystemClock
    journal: Journal
    pin: PinBuffer
    search: LateSearch
    wizard: LateWizard


@dataclass(frozen=True, slots=True)
class Walking:
    """The corridor and what is built beside it."""

    runner: Runner
    late: LateParts
    rules: Repeated
    window: Window

    def post(self, event: Event) -> None:
        """Put an event into the walk's inbox; from any thread."""
        self.runner.post(event)

    def start(self) -> None:
        """Begin to walk, and to build what needs devices or takes long."""
        self.window.show(self.runner.first_view())
        self.runner.start(self.window.show, self.window.close)
        self.late.begin()

    def is_well(self) -> bool:
        """Whether the walk still answers."""
        return self.runner.is_well()

    def stop(self) -> None:
        """End devices, rules and walk, in this order."""
        self.late.stop()
        self.rules.stop()
        self.runner.stop()


def build_walking(around: Surroundings, walk: Walk, window: Window) -> Walking:
    """The corridor from `walk` on; nothing runs before its `start`."""
    settings, world, clock, journal = around.settings, around.world, around.clock, around.journal
    runner = Runner(walk, world, clock, journal)

    def build_machine() -> Machine:
        parts = import_module(PARTS)
        machine: Machine = parts.build_machine(
            settings, world.pack, around.pin, journal, runner.post, lambda: runner.walk, window.close
        )
        return machine

    def build_search() -> None:
        around.search.become(import_module(SEARCH).SearchInLanguages(world.pack, world.words))
        rules.start()

    def interviews_of(day: date) -> Interviews:
        interviews: Interviews = import_module(WIZARD).Interviewer(world.pack, day)
        return interviews

    watch = RulesWatch(interviews_of, lambda: clock.wall().date(), around.wizard)
    rules = Repeated("rules", watch.look, journal, after_fault=LOOK_SECONDS)
    bare_hands = BareHands(settings.service.code, around.pin)
    late = LateParts(build_machine, build_search, runner, bare_hands, journal)
    return Walking(runner, late, rules, window)
