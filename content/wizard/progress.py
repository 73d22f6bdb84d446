"""How far an interview has come, honestly: no question count is promised that may not hold."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Progress:
    """`settled` of `all` goals cannot be changed by a further question; answers never lower it."""

    settled: int
    all: int

    @property
    def share(self) -> float:
        """Between 0 and 1."""
        return self.settled / self.all if self.all else 1.0

    @property
    def done(self) -> bool:
        return self.settled == self.all
