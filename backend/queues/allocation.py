"""Who gets which place: deferred acceptance, the children proposing. Pure.

D. Gale and L. Shapley, "College Admissions and the Stability of Marriage" (1962). No child is left out of a
place that somebody behind it in that place's line has got, and no child can gain by wishing other than it
wants. The same children and places give the same offers, in whatever order they are handed in.
"""

from __future__ import annotations

from bisect import insort
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

Line = tuple[str, int]  # place and cohort


@dataclass(frozen=True, slots=True)
class Wisher:
    """A child that waits; `wishes` are places with the child's priority there, wished most first."""

    application: str
    number: str
    cohort: int
    registered_at: datetime
    wishes: tuple[tuple[str, int], ...]

    def key(self, wish: int) -> tuple[int, datetime, str]:
        """Where it stands in the line of one of its wishes: priority, time, number."""
        return self.wishes[wish][1], self.registered_at, self.number


@dataclass(frozen=True, slots=True, order=True)
class _Proposal:
    key: tuple[int, datetime, str]
    application: str
    wish: int


def allocate(children: Sequence[Wisher], free: Mapping[Line, int]) -> dict[str, str]:
    """Application → the place it is offered."""
    by_id = {child.application: child for child in children}
    held: dict[Line, list[_Proposal]] = {}
    proposing = [(child.application, 0) for child in sorted(children, key=lambda each: each.number)]
    while proposing:
        application, wish = proposing.pop()
        child = by_id[application]
        if wish >= len(child.wishes):
            continue
        line = (child.wishes[wish][0], child.cohort)
        kept = held.setdefault(line, [])
        insort(kept, _Proposal(child.key(wish), application, wish))
        if len(kept) > free.get(line, 0):
            weakest = kept.pop()
            proposing.append((weakest.application, weakest.wish + 1))
    return {proposal.application: place for (place, _), kept in sorted(held.items()) for proposal in kept}
