"""How long to wait before trying again: longer each time, never the same for two kiosks. Pure."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

FIRST_SECONDS: Final = 2.0
LONGEST_SECONDS: Final = 300.0
MOST_DOUBLINGS: Final = 10


class Pace:
    """Exponential back-off; `jitter` gives a number from 0 to 1 and is passed in."""

    def __init__(
        self,
        jitter: Callable[[], float],
        first_seconds: float = FIRST_SECONDS,
        longest_seconds: float = LONGEST_SECONDS,
    ) -> None:
        self._jitter = jitter
        self._first_seconds = first_seconds
        self._longest_seconds = longest_seconds

    def wait(self, attempts: int) -> float:
        """Seconds after that many attempts: half of it sure, half by chance.

        When a region's line returns, its kiosks must not all knock in the same second.
        """
        doubled = self._first_seconds * 2.0 ** min(max(attempts - 1, 0), MOST_DOUBLINGS)
        return min(doubled, self._longest_seconds) * (0.5 + 0.5 * self._jitter())
