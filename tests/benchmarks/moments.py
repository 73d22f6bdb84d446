"""Moments in a running kiosk, noted from outside it: stages of the card, the line, views, frames."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from threading import Condition
from time import perf_counter
from typing import Any
from unittest.mock import patch

from backend.client import KioskClient
from devices.reader import PcscReader
from kiosk import parts
from kiosk.app import KioskApp
from kiosk.flow.events import Event
from kiosk.flow.views import View
from kiosk.runner import Runner

POSTED, SHOWN, FRAME, STAGE, CALLED = "posted", "shown", "frame", "stage", "called"
PATIENCE = 30.0


class Moments:
    """What happened when; a moment is (kind, name), times are those of perf_counter."""

    def __init__(self) -> None:
        self._last: dict[tuple[str, str], float] = {}
        self._changed = Condition()

    def note(self, kind: str, name: str) -> None:
        with self._changed:
            self._last[kind, name] = perf_counter()
            self._changed.notify_all()

    @staticmethod
    def now() -> float:
        return perf_counter()

    def last(self, kind: str, name: str) -> float:
        """When it happened last."""
        return self._last[kind, name]

    def wait(self, kind: str, name: str, after: float) -> float:
        """Wait until it happens, or has happened, after a moment."""
        with self._changed:
            happened = self._changed.wait_for(lambda: self._last.get((kind, name), 0.0) > after, PATIENCE)
        if not happened:
            raise TimeoutError(f"{kind} {name} did not come")
        return self._last[kind, name]

    @contextmanager
    def watched(self) -> Iterator[None]:
        """Note everything that a kiosk built inside the block does: its wiring stays as it is."""
        reader = partial(PcscReader, on_stage=lambda _sequence, stage: self.note(STAGE, str(stage)))
        with ExitStack() as stack:
            stack.enter_context(patch.object(parts, "PcscReader", reader))
            for method in ("open_card_session", "prove_holder"):
                around = self._called(method, getattr(KioskClient, method))
                stack.enter_context(patch.object(KioskClient, method, around))
            stack.enter_context(patch.object(Runner, "post", self._posted(Runner.post)))
            stack.enter_context(patch.object(KioskApp, "show", self._shown(KioskApp.show)))
            yield

    def watch_frames(self, window: Any, shown: Callable[[], str]) -> None:
        """Note each frame after its buffers are swapped, under the name of what it shows."""
        flip = window.flip

        def noted() -> None:
            flip()
            self.note(FRAME, shown())

        window.flip = noted

    def _called(self, method: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def around(*words: Any) -> Any:
            self.note(CALLED, f"{method} begins")
            try:
                return call(*words)
            finally:
                self.note(CALLED, f"{method} ends")

        return around

    def _posted(self, post: Callable[[Runner, Event], None]) -> Callable[[Runner, Event], None]:
        def noted(runner: Runner, event: Event) -> None:
            self.note(POSTED, type(event).__name__)
            post(runner, event)

        return noted

    def _shown(self, show: Callable[[KioskApp, View], None]) -> Callable[[KioskApp, View], None]:
        def noted(app: KioskApp, view: View) -> None:
            self.note(SHOWN, view.name)
            show(app, view)

        return noted
