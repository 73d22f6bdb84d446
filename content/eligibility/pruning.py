"""Which constraints a rule's own diagram needs.

A constraint that hangs on the rest by one variable only says which values of that variable are still
possible; `content.eligibility.consistency` works that out for each case. What is left ties several
variables of a rule together and belongs into its diagram.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from content.eligibility.formula import Formula, Variable, atoms
from content.eligibility.relations import AtMost


@dataclass(frozen=True, slots=True, eq=False)
class Tie:
    """A constraint with the variables it ties: a formula, or an order between two facts."""

    variables: frozenset[Variable]
    said: Formula | AtMost


def tie(formula: Formula) -> Tie:
    """A constraint that is a formula."""
    return Tie(variables_of(formula), formula)


def variables_of(formula: Formula) -> frozenset[Variable]:
    return frozenset(atom.variable for atom in atoms(formula))


def needed(own: frozenset[Variable], ties: Sequence[Tie]) -> list[Tie]:
    """The constraints that tie variables of a rule together, directly or through others."""
    kept = list(ties)
    while True:
        shared = Counter(variable for one in kept for variable in one.variables)
        holding = [one for one in kept if _holds(one, own, shared)]
        if len(holding) == len(kept):
            return _reached(own, kept)
        kept = holding


def groups(ties: Sequence[Tie]) -> list[list[Tie]]:
    """Constraints that speak of the same variables, directly or through others, together."""
    waiting = list(ties)
    found = []
    while waiting:
        group = _reached(waiting[0].variables, waiting)
        waiting = [one for one in waiting if one not in group]
        found.append(group)
    return found


def _holds(one: Tie, own: frozenset[Variable], shared: Counter[Variable]) -> bool:
    return sum(variable in own or shared[variable] > 1 for variable in one.variables) > 1


def _reached(start: Iterable[Variable], ties: Sequence[Tie]) -> list[Tie]:
    reached = set(start)
    waiting = list(ties)
    found: list[Tie] = []
    while True:
        near = [one for one in waiting if not reached.isdisjoint(one.variables)]
        if not near:
            return found
        found += near
        waiting = [one for one in waiting if one not in near]
        for one in near:
            reached |= one.variables
