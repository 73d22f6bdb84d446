"""A line of somebody's file that cannot be taken, and why."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class BadLine:
    """Lines are counted as an editor counts them: of a table, the head is line 1."""

    number: int
    why: str

    def __str__(self) -> str:
        return f"line {self.number}: {self.why}"
