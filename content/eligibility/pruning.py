"""Which constraints a rule's own diagram needs.

A constraint that hangs on the rest by one variable only says which values of that variable are still
possible; `content.eligibility.consistency` works that out for each case. What is left ties several
variables of a rule together and belongs into its diagram.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from content.eligibility.formula import Formula, Variable, atoms
from content.eligibility.relations import AtMost


@dataclass(frozen=True, slots=True, eq=False)
class Tie:
    """A constraint with the variables it ties: a formula, or an order between two facts.

    An order has the `cuts` of its variables that all formulas of the pack make on either side of it.
    """

    variables: frozenset[Variable]
    said: Formula | AtMost
    cuts: Mapping[Variable, frozenset[int]] = field(default_factory=dict)


def tie(formula: Formula) -> Tie:
    """A constraint that is a formula."""
    return Tie(variables_of(formula), formula)


def order_ties(
    orders: Iterable[AtMost], variable: Callable[[str], Variable], ties: Sequence[Tie]
) -> list[Tie]:
    """The orders between facts as ties; `ties` are the constraints that are formulas."""
    pairs = [(one, variable(one.fact), variable(one.other)) for one in orders]
    own: dict[Variable, set[int]] = {one: set() for _, first, second in pairs for one in (first, second)}
    for one in ties:
        if isinstance(one.said, Formula):
            for atom in atoms(one.said):
                if atom.variable in own and not isinstance(atom.accepted, frozenset):
                    own[atom.variable] |= {cut for low, high in atom.accepted for cut in (low, high + 1)}
    cuts = {variable: set(among) for variable, among in own.items()}
    for order, first, second in pairs:
        cuts[first] |= {cut + order.offset for cut in own[second]}
        cuts[second] |= {cut - order.offset for cut in own[first]}
    fixed = {variable: frozenset(among) for variable, among in cuts.items()}
    return [
        Tie(frozenset({first, second}), order, {one: fixed[one] for one in (first, second)})
        for order, first, second in pairs
    ]


def variables_of(formula: Formula) -> frozenset[Variable]:
    return frozenset(atom.variable for atom in atoms(formula))


def needed(own: frozenset[Variable], ties: Sequence[Tie]) -> list[Tie]:
    """The constraints that tie variables of a rule together, directly or through others."""
    kept = list(ties)
    while True:
        shared = Counter(variable for one in kept for variable in one.variables)
        holding = [one for one in kept if _holds(one, own, shared)]
        if len(holding) == len(kept):
            return reached(own, kept)
        kept = holding


def groups(ties: Sequence[Tie]) -> list[list[Tie]]:
    """Constraints that speak of the same variables, directly or through others, together."""
    waiting = list(ties)
    found = []
    while waiting:
        group = reached(waiting[0].variables, waiting)
        waiting = [one for one in waiting if one not in group]
        found.append(group)
    return found


def _holds(one: Tie, own: frozenset[Variable], shared: Counter[Variable]) -> bool:
    return sum(variable in own or shared[variable] > 1 for variable in one.variables) > 1


def reached(start: Iterable[Variable], ties: Sequence[Tie]) -> list[Tie]:
    """The constraints that speak of some variables, directly or through one another."""
    among = set(start)
    waiting = list(ties)
    found: list[Tie] = []
    while True:
        near = [one for one in waiting if not among.isdisjoint(one.variables)]
        if not near:
            return found
        found += near
        waiting = [one for one in waiting if one not in near]
        for one in near:
            among |= one.variables
