"""How long a target looks pressed after the finger has left it."""

from __future__ import annotations

from typing import Final

from kivy.clock import Clock

from kiosk.screens.painter import Pressable

OUTLASTS: Final = 0.15
"""Seconds; what the touch brings is drawn sooner if no frame is spent on letting the target go."""


class PressedLook:
    """The look that outlasts its touch, until it is time, or the screen is drawn anew."""

    def __init__(self) -> None:
        self._pressable: Pressable | None = None
        self._lift = Clock.create_trigger(lambda _: self.lift(), OUTLASTS)

    def outlast(self, pressable: Pressable) -> None:
        self._pressable = pressable
        self._lift()

    def lift(self) -> None:
        """Take it off now."""
        if self._pressable is not None:
            self._pressable.release()
            self._pressable = None

    def forget(self) -> None:
        """The target is off the glass."""
        self._pressable = None
