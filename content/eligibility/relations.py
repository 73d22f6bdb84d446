"""Constraints of the form «children ≤ members + c»: what one known value says about the others.

They form a system of difference constraints; its closure is exact, pair by pair (Cormen et al.,
*Introduction to Algorithms*, "Difference constraints and shortest paths").
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from content.eligibility.formula import Range
from content.rules.syntax import Compare, Constant, Difference, FactValue, Order, Sum, Term


@dataclass(frozen=True, slots=True)
class AtMost:
    """The value of `fact` is at most the value of `other` plus `offset`."""

    fact: str
    other: str
    offset: int


def as_relations(compare: Compare) -> tuple[AtMost, ...] | None:
    """The relations a comparison of two facts says, or None where it is of another form."""
    left, right = _fact_and_offset(compare.left), _fact_and_offset(compare.right)
    if left is None or right is None or left[0] == right[0]:
        return None
    offset = right[1] - left[1]
    below = AtMost(left[0], right[0], offset)
    above = AtMost(right[0], left[0], -offset)
    match compare.order:
        case Order.AT_MOST:
            return (below,)
        case Order.LESS_THAN:
            return (AtMost(below.fact, below.other, below.offset - 1),)
        case Order.AT_LEAST:
            return (above,)
        case Order.MORE_THAN:
            return (AtMost(above.fact, above.other, above.offset - 1),)
    return (below, above)


def _fact_and_offset(term: Term) -> tuple[str, int] | None:
    match term:
        case FactValue(fact=fact):
            return fact, 0
        case Sum(parts=(part, Constant(value=value))) | Sum(parts=(Constant(value=value), part)):
            inside = _fact_and_offset(part)
            return None if inside is None else (inside[0], inside[1] + value)
        case Difference(left=part, right=Constant(value=value)):
            inside = _fact_and_offset(part)
            return None if inside is None else (inside[0], inside[1] - value)
    return None


class Relations:
    """All order constraints of a pack, closed under transitivity."""

    def __init__(self, relations: Iterable[AtMost]) -> None:
        self._closure = _closed(relations)
        self.facts = frozenset(fact for pair in self._closure for fact in pair)

    def __iter__(self) -> Iterator[AtMost]:
        return (AtMost(fact, other, offset) for (fact, other), offset in self._closure.items())

    def narrowed(self, known: Mapping[str, Range], spans: Mapping[str, Range]) -> dict[str, Range]:
        """Where the values lie, given where some lie; an empty range (low > high) is a contradiction."""
        narrow = {fact: known.get(fact, spans[fact]) for fact in self.facts}
        result = dict(narrow)
        for (fact, other), offset in self._closure.items():
            low, high = result[fact]
            result[fact] = (low, min(high, narrow[other][1] + offset))
            low, high = result[other]
            result[other] = (max(low, narrow[fact][0] - offset), high)
        return result


def _closed(relations: Iterable[AtMost]) -> dict[tuple[str, str], int]:
    closure: dict[tuple[str, str], int] = {}
    for one in relations:
        pair = (one.fact, one.other)
        closure[pair] = min(one.offset, closure.get(pair, one.offset))
    facts = sorted({fact for pair in closure for fact in pair})
    for middle in facts:
        for first in facts:
            for last in facts:
                if first == last or (first, middle) not in closure or (middle, last) not in closure:
                    continue
                through = closure[first, middle] + closure[middle, last]
                closure[first, last] = min(through, closure.get((first, last), through))
    return closure
