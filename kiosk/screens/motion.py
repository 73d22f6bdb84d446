"""What moves by itself on the glass: the slide of a page that comes or goes, signs, the rings of a wait."""

from __future__ import annotations

from typing import Any, Final

from kivy.clock import Clock
from kivy.graphics import Translate

from kiosk.screens.painter import Painted
from kiosk.screens.theme import SLIDE_SECONDS

_FRAMES_A_SECOND: Final = 30


class Motion:
    """Moves what the last drawing painted, frame by frame, only while something is to be moved."""

    def __init__(self) -> None:
        self.shift = Translate(0, 0)
        self._painted = Painted()
        self._lively = False
        self._slide: tuple[float, float] | None = None  # when it began, from where
        self._shown_at = 0.0
        self._waits: dict[float, float] = {}
        self._ticking: Any = Clock.create_trigger(self._move, 1 / _FRAMES_A_SECOND, interval=True)

    @property
    def runs(self) -> bool:
        return bool(self._ticking.is_triggered)

    def new_page(self) -> None:
        """Signs begin anew with a page of another name."""
        self._shown_at = Clock.get_time()

    def new_shift(self) -> Translate:
        """What the next drawing's content lies under, at its place."""
        self.shift = Translate(0, 0)
        return self.shift

    def take_on(self, painted: Painted, *, lively: bool) -> None:
        """Move what has just been painted; not `lively`, it only tells how long somebody has waited."""
        self._painted, self._lively, self._slide = painted, lively, None
        self._move(0)
        self.go_on()

    def slide(self, start: float) -> None:
        """Let the content come in from `start` pixels beside its place."""
        self._slide = (Clock.get_time(), start)
        self.shift.x = start
        self.go_on()

    def rest(self) -> None:
        """Stop until the next drawing or `go_on`."""
        self._ticking.cancel()

    def go_on(self) -> None:
        """Go on, if there is anything to move."""
        if self._slide or self._painted.rings or (self._lively and self._painted.signs):
            self._ticking()
        else:
            self._ticking.cancel()

    def _move(self, _: float) -> None:
        now = Clock.get_time()
        if self._slide:
            began, start = self._slide
            share = min(1.0, (now - began) / SLIDE_SECONDS)
            self.shift.x = round(start * (1 - share) ** 3)
            if share >= 1:
                self._slide = None
                self.go_on()
        seconds = now - self._shown_at if self._lively else None
        for sign in self._painted.signs:
            sign.move(seconds)
        waits = {}
        for ring, turning in self._painted.rings:
            waits[ring.since] = self._waits.get(ring.since, now)
            turning.move(seconds, now - waits[ring.since])
        self._waits = waits
