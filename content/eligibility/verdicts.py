"""What comes out: verdicts, and the error of facts that cannot be true together."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum


class Verdict(StrEnum):
    """What the rules say of a person; computed, never an award."""

    ENTITLED = "entitled"
    NOT_ENTITLED = "not_entitled"
    UNKNOWN = "unknown"


class ContradictionError(Exception):
    """Facts that the constraints of the pack forbid; `facts` is a smallest set of them."""

    code = "facts-contradict"

    def __init__(self, facts: Sequence[str], constraints: Sequence[str]) -> None:
        super().__init__(f"{self.code}: {', '.join(facts)} cannot be true together")
        self.facts = tuple(facts)
        self.constraints = tuple(constraints)  # ids of the constraints among these facts
