"""Stops an SQLite statement that outlives its time: SQLite asks every few thousand steps."""

from __future__ import annotations

import sqlite3
from time import monotonic

STEPS_BETWEEN_QUESTIONS = 20_000  # about 0.2 ms of work between two looks at the clock


class Cutoff:
    """A deadline that one SQLite connection obeys."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._deadline: float | None = None
        connection.set_progress_handler(self._is_over, STEPS_BETWEEN_QUESTIONS)

    def start(self, seconds: float) -> None:
        """Let the statements from now on run `seconds` in total."""
        self._deadline = monotonic() + seconds

    def lift(self) -> None:
        """No limit until the next `start`."""
        self._deadline = None

    @property
    def is_over(self) -> bool:
        return self._deadline is not None and monotonic() > self._deadline

    def _is_over(self) -> bool:
        return self.is_over
