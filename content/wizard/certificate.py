"""The certificate: the fewest answers that settle every goal, the least any order of questions can ask.

Found exactly as an implicit minimum hitting set: a set of answers that leaves a goal open, grown until it
would settle it, shows that any certificate holds an answer from outside of it (after Moreno-Centeno and
Karp, "The Implicit Hitting Set Approach", 2013). Sets of facts are bit masks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

Mask = int


@dataclass(frozen=True, slots=True)
class Aim:
    """A goal: the facts it may depend on, and whether it is settled when only some of them are known.

    What settles it with some facts also does with more, and all of them do.
    """

    facts: Mask
    settled: Callable[[Mask], bool]


def smallest_certificate(aims: Sequence[Aim]) -> Mask:
    """The least number of facts that settles every aim; one such set."""
    remembered = [Aim(aim.facts, cache(aim.settled)) for aim in aims]
    to_hit = {fact for aim in remembered for fact in _indispensable(aim)}
    while True:
        chosen = smallest_hitting(tuple(to_hit))
        missed = {_outside(aim, chosen) for aim in remembered if not aim.settled(chosen & aim.facts)}
        if not missed:
            return chosen
        to_hit |= missed


def smallest_hitting(sets: tuple[Mask, ...]) -> Mask:
    """The fewest members such that every set holds one of them; no set may be empty."""
    return _Search().smallest(_minimal(sets), 0, _greedy(sets))


class _Search:
    """Branch and bound: take a member of a smallest set, or leave it out for good."""

    def smallest(self, sets: tuple[Mask, ...], taken: Mask, best: Mask) -> Mask:
        """The better of `best` and the best set that holds what is taken."""
        while sets and sets[0].bit_count() == 1:  # sorted: single members come first
            taken |= sets[0]
            sets = tuple(one for one in sets if not one & taken)
        if taken.bit_count() + _disjoint(sets) >= best.bit_count():
            return best
        if not sets:
            return taken
        left_out = 0
        for member in _members_by_use(sets[0], sets):
            rest = _minimal(one & ~left_out for one in sets if not one & member)
            best = self.smallest(rest, taken | member, best)
            left_out |= member
            if any(not one & ~left_out for one in sets):
                break
        return best


def _indispensable(aim: Aim) -> Iterator[Mask]:
    for fact in bits(aim.facts):
        if not aim.settled(aim.facts & ~fact):
            yield fact


def _outside(aim: Aim, chosen: Mask) -> Mask:
    grown = chosen & aim.facts
    for fact in bits(aim.facts & ~grown):
        if not aim.settled(grown | fact):
            grown |= fact
    return aim.facts & ~grown


def bits(mask: Mask) -> Iterator[Mask]:
    """The single members of a set."""
    while mask:
        lowest = mask & -mask
        yield lowest
        mask ^= lowest


def _minimal(sets: Iterator[Mask] | Sequence[Mask]) -> tuple[Mask, ...]:
    """Without those that hold another one, the smallest first."""
    kept: list[Mask] = []
    for one in sorted(set(sets), key=lambda mask: (mask.bit_count(), mask)):
        if not any(other & one == other for other in kept):
            kept.append(one)
    return tuple(kept)


def _greedy(sets: Sequence[Mask]) -> Mask:
    chosen, left = 0, list(sets)
    while left:
        union = 0
        for one in left:
            union |= one
        chosen |= next(_members_by_use(union, left))
        left = [one for one in left if not one & chosen]
    return chosen


def _members_by_use(of: Mask, sets: Sequence[Mask]) -> Iterator[Mask]:
    """Those that hit most sets first."""
    return iter(sorted(bits(of), key=lambda member: (-sum(bool(one & member) for one in sets), member)))


def _disjoint(sets: Sequence[Mask]) -> int:
    """A lower bound: so many of the sets share nothing."""
    used, count = 0, 0
    for one in sets:
        if not one & used:
            used |= one
            count += 1
    return count
