"""The corridor: one inbox, one thread that steps the walk, workers that carry its effects out."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from queue import Empty, SimpleQueue
from threading import Event as Flag
from threading import Thread
from typing import Protocol

from msgspec.structs import replace

from config.faults import where_raised
from devices.ports import CardFailure, NotPrinted
from kiosk.flow import effects, events, technician_events
from kiosk.flow.booking.holding import is_held
from kiosk.flow.effects import Asking, Effect
from kiosk.flow.events import Event, Ticked
from kiosk.flow.render import render
from kiosk.flow.step import step
from kiosk.flow.technician_pages import CheckLine, CheckState
from kiosk.flow.timeouts import waiting_since
from kiosk.flow.views import View
from kiosk.flow.walk import Walk
from kiosk.flow.world import World
from kiosk.journal import Journal

TICK_SECONDS = 0.5
BROKEN = "kiosk-internal"
BROKEN_LINE = CheckLine("kiosk", CheckState.TROUBLE, f"failure.{BROKEN}.todo", BROKEN)
ONLY_AT_ONCE = (effects.Speak, effects.StopSpeech, effects.CancelPrint, effects.ClearPin)
AT_ONCE = (*ONLY_AT_ONCE, effects.Wipe)  # what a wipe still has to tell the backend comes after
AT_CARD = (effects.ProveCard, effects.VerifyPinAndProve, effects.CountPinTries)
LONGEST_TURN = 5.0  # seconds; a turn of the walk's loop takes milliseconds
CARD_WORKERS, LINE_WORKERS = 2, 4  # one stuck call of a person who left must not hold up the next


def _nowhere(_: View) -> None:
    return None


def _nothing() -> None:
    return None


class Clock(Protocol):
    def now(self) -> float: ...

    def tick(self) -> Ticked: ...


class Hands(Protocol):
    """What carries effects out: `kiosk.hands.of_walk`, or `kiosk.hands.bare` where nothing could be built."""

    def order(self, effect: Effect) -> None: ...

    def job(self, effect: Effect) -> Callable[[], Event | None]: ...


class Runner:
    """Runs a walk until `stop`. `post` may come from any thread."""

    def __init__(self, walk: Walk, world: World, clock: Clock, journal: Journal) -> None:
        self._walk = walk
        self._world = world
        self._clock = clock
        self._journal = journal
        self._show: Callable[[View], None] = _nowhere
        self._shown: View | None = None
        self._inbox: SimpleQueue[Event] = SimpleQueue()
        self._hands: Hands | None = None
        self._unhandled: list[Effect] = []  # asked before the parts were there
        self._stopping = Flag()
        self._card = ThreadPoolExecutor(CARD_WORKERS, "card")
        self._line = ThreadPoolExecutor(LINE_WORKERS, "line")
        self._paper = ThreadPoolExecutor(1, "paper")
        self._thread = Thread(target=self._run, name="walk", daemon=True)
        self._ended: Callable[[], None] = _nothing
        self._turned_at = clock.now()

    @property
    def walk(self) -> Walk:
        """The walk as it is now; a value, safe to look at from any thread."""
        return self._walk

    def first_view(self) -> View:
        """What to draw before anything has happened."""
        self._walk = step(self._walk, self._clock.tick(), self._world)
        self._shown = render(self._walk, self._world)
        return self._shown

    def post(self, event: Event) -> None:
        """Put an event into the inbox."""
        self._inbox.put(event)

    def start(self, show: Callable[[View], None], ended: Callable[[], None] = _nothing) -> None:
        """Begin; `show` is called with each new view, `ended` should the walk break, on the walk's thread."""
        self._show = show
        self._ended = ended
        self._turned_at = self._clock.now()
        self._thread.start()

    def is_well(self) -> bool:
        """Whether the walk still answers: a screen that can be drawn is not yet a kiosk that serves."""
        return self._thread.is_alive() and self._clock.now() - self._turned_at <= LONGEST_TURN

    def equip(self, hands: Hands) -> None:
        """The parts are there: effects can be carried out from now on."""
        self._inbox.put(_Equipped(hands))

    def stop(self) -> None:
        """End the walk's thread and let workers finish what they are at; more than once is the same."""
        self._stopping.set()
        self._inbox.put(Event())
        if self._thread.is_alive():
            self._thread.join(2.0)
        for pool in (self._card, self._line, self._paper):
            pool.shutdown(wait=False, cancel_futures=True)

    def _run(self) -> None:
        try:
            self._walk_on()
        except Exception as error:  # the last net: without a walk a person's page would stand for ever
            self._journal.note("walk-failed", code=BROKEN, where=where_raised(error))
            self._ended()

    def _walk_on(self) -> None:
        next_tick = self._clock.now()
        while not self._stopping.is_set():
            self._turned_at = self._clock.now()
            wait = max(0.0, next_tick - self._clock.now())
            try:
                event = self._inbox.get(timeout=wait)
            except Empty:
                event = self._clock.tick()
                next_tick = self._clock.now() + TICK_SECONDS
            self._take(event)
            del event  # nothing of a person waits here for the next event

    def _take(self, event: Event) -> None:
        if isinstance(event, _Equipped):
            self._hands = event.hands
            waiting, self._unhandled = self._unhandled, []
            self._hand_out(tuple(waiting))
            return
        try:
            walk = step(self._walk, event, self._world)
            if isinstance(event, Ticked) and stands_still(self._walk, walk):
                self._walk = walk
                return
            view = render(walk, self._world)
        except Exception as error:  # a fault of one page must not end the kiosk
            self._journal.note(
                "step-failed", code=BROKEN, event=type(event).__name__, where=where_raised(error)
            )
            walk = step(self._walk, events.Finished(), self._world)
            view = render(walk, self._world)
        orders = walk.effects
        self._walk = replace(walk, effects=())
        self._hand_out(orders)
        if view != self._shown:
            self._shown = view
            self._show(view)

    def _hand_out(self, orders: tuple[Effect, ...]) -> None:
        hands = self._hands
        if hands is None:
            self._unhandled += [order for order in orders if isinstance(order, Asking)]
            return
        for effect in orders:
            if isinstance(effect, AT_ONCE):
                self._carefully(effect, partial(hands.order, effect))
            if not isinstance(effect, ONLY_AT_ONCE):
                self._submit(self._pool_for(effect), effect, hands.job(effect))

    def _pool_for(self, effect: Effect) -> ThreadPoolExecutor:
        if isinstance(effect, effects.PrintSheet):
            return self._paper
        return self._card if isinstance(effect, AT_CARD) else self._line

    def _submit(self, pool: ThreadPoolExecutor, effect: Effect, job: Callable[[], Event | None]) -> None:
        def work() -> None:
            answer = self._carefully(effect, job)
            if answer is not None:
                self._inbox.put(answer)

        pool.submit(work)

    def _carefully(self, effect: Effect, job: Callable[[], Event | None]) -> Event | None:
        """The job's answer; a fault of ours becomes an answer too, so that nobody waits for ever."""
        try:
            return job()
        except Exception as error:  # its message may quote data: only the place is noted
            name = type(effect).__name__
            self._journal.note("effect-failed", code=BROKEN, effect=name, where=where_raised(error))
            return broken_answer(effect)


def stands_still(before: Walk, after: Walk) -> bool:
    """Whether nothing but the clock has moved, on a page that does not show time running."""
    if after.effects or after.warned_at is not None or waiting_since(after) is not None or is_held(after):
        return False
    return replace(after, now=before.now, touched_at=before.touched_at) == before


class _Equipped(Event):
    """The parts have been built; taken by the walk's thread, never by the walk."""

    hands: Hands


def broken_answer(effect: Effect) -> Event | None:
    """What the walk is told when carrying out `effect` broke down."""
    match effect:
        case effects.PrintSheet(number):
            return events.PaperRefused(number, NotPrinted("printer-unknown"))
        case effects.ProveCard(number) | effects.VerifyPinAndProve(number) | effects.CountPinTries(number):
            return events.CardRefused(number, CardFailure(BROKEN))
        case effects.CheckDevices(number) | effects.CheckNetwork(number):
            return technician_events.CheckFinished(number, (BROKEN_LINE,))
        case effects.CheckServiceCode(number):
            return technician_events.ServiceCodeChecked(number, right=False)
        case effects.FileRequest(number):
            return events.FilingRefused(number, BROKEN)
        case Asking(number):
            return events.BackendRefused(number, BROKEN)
        case _:
            return None
