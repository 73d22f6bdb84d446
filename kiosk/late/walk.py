"""A walk that is there from the first frame, and goes on as soon as everything that it leads to is loaded."""

from __future__ import annotations

from typing import Protocol

from kiosk.flow.events import Event


class Walking(Protocol):
    """`kiosk.walking.Walking`, as far as the window needs it."""

    def post(self, event: Event) -> None: ...

    def start(self) -> None: ...

    def is_well(self) -> bool: ...

    def stop(self) -> None: ...


class LateWalk:
    """Keeps what is touched until the walk is there. Everything here runs on the window's thread."""

    def __init__(self) -> None:
        self._walking: Walking | None = None
        self._touched: list[Event] = []

    def post(self, event: Event) -> None:
        """Hand the event on, now or when the walk begins."""
        if self._walking is None:
            self._touched.append(event)
        else:
            self._walking.post(event)

    def become(self, walking: Walking) -> None:
        """Begin this walk with what has been touched already."""
        self._walking = walking
        touched, self._touched = self._touched, []
        for event in touched:
            walking.post(event)
        walking.start()

    def is_well(self) -> bool:
        """Whether it answers; one that has not begun is not late yet."""
        return self._walking is None or self._walking.is_well()

    def stop(self) -> None:
        """End it, if it has begun."""
        if self._walking is not None:
            self._walking.stop()
