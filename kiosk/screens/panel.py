"""The glass in front of the person: how many pixels, how dense, which way up."""

from __future__ import annotations

from typing import Final

from devices.values import Value

DENSITY_21_5_INCH: Final = 4.03
"""Pixels a millimetre of a 21.5-inch panel of 1080×1920."""


class Panel(Value):
    """A touch panel; lengths in pixels, `density` in pixels a millimetre."""

    width: int = 1080
    height: int = 1920
    density: float = DENSITY_21_5_INCH
    fullscreen: bool = True
    show_cursor: bool = False

    @property
    def landscape(self) -> bool:
        return self.width > self.height

    def millimetres(self, pixels: float) -> float:
        return pixels / self.density


PORTRAIT: Final = Panel()
LANDSCAPE: Final = Panel(width=1920, height=1080)
