"""The constraints of a pack: are the known facts possible together, and what do they leave of the others?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from content.eligibility.case import Case
from content.eligibility.compiling import ColumnsOfState, Compiled, compiled
from content.eligibility.diagram import BOTTOM, ENTITLED, Node, cells_of
from content.eligibility.formula import FALSE, TRUE, FactSource, Formula, Range, Truth, Variable
from content.eligibility.index import ColumnIndex
from content.eligibility.partition import Cells
from content.eligibility.pruning import Tie, groups, order_ties, tie
from content.eligibility.relations import AtMost, Relations, as_relations
from content.eligibility.verdicts import ContradictionError
from content.rules.syntax import All, Compare, Grounded, Requirement

if TYPE_CHECKING:
    from content.eligibility.book import RuleBook

MOST_KEPT: Final = 4096  # answers kept for knowledge met before


@dataclass(frozen=True, slots=True)
class Left:
    """What constraints leave: `of` every variable, `changed` those of which facts took something."""

    of: Mapping[Variable, Cells]
    changed: frozenset[Variable]


@dataclass(frozen=True, slots=True)
class _Group:
    compiled: Compiled
    usual: Mapping[Variable, Cells]
    known: dict[tuple[int, ...], Left | None]


class Consistency:
    """Relations of order apart from all other constraints, which become formulas."""

    def __init__(self, book: RuleBook) -> None:
        self._book = book
        orders: list[AtMost] = []
        formulas: list[Formula] = []
        for requirement in book.knowledge.constraints.values():
            for part in _conjuncts(requirement):
                relation = self._relation(part)
                if relation is not None:
                    orders += relation
                else:
                    formulas.append(book.lowering.formula(part))
        self._impossible = FALSE in formulas
        self.ties = [tie(formula) for formula in formulas if not isinstance(formula, Truth)]
        self.relations = Relations(orders)
        self.order_inputs = frozenset(
            one for fact in self.relations.facts for one in (fact, *book.inputs.of_fact(fact))
        )
        self.ties += order_ties(self.relations, self._variable, self.ties)
        self.columns = ColumnsOfState()
        self.index = ColumnIndex(book, self.columns)

    def ties_cut_for(self, formula: Formula) -> list[Tie]:
        """The constraints, their orders cut where a rule needs it too."""
        formulas = [one for one in self.ties if isinstance(one.said, Formula)]
        orders = order_ties(self.relations, self._variable, [*formulas, tie(formula)])
        return [*formulas, *orders]

    def prepare(self) -> None:
        """Make the diagrams now."""
        _ = self._groups

    def check(self, case: Case) -> None:
        """Raise ContradictionError where the known facts cannot be true together."""
        if (self.ties or self._impossible) and case.left is None:
            kept = dict(case.facts)
            for fact in list(kept):
                without = {name: value for name, value in kept.items() if name != fact}
                if Case(self._book, without).left is None:
                    kept = without
            raise ContradictionError(tuple(kept), self._among(frozenset(kept)))

    def forbids(self, narrowed: Mapping[str, Range]) -> bool:
        """Whether nothing is left of a fact that stands in an order, or of anybody."""
        return self._impossible or any(low > high for low, high in narrowed.values())

    def left(self, state: Sequence[int]) -> Left | None:
        """What is left of every variable; None where the known facts contradict one another.

        `state` has the keys of `columns`.
        """
        of: dict[Variable, Cells] = {}
        changed: frozenset[Variable] = frozenset()
        for group in self._groups:
            one = self._left_of(group, state)
            if one is None:
                return None
            of.update(one.of)
            changed |= one.changed
        return Left(of, changed)

    def _left_of(self, group: _Group, state: Sequence[int]) -> Left | None:
        key = tuple(state[column] for column in group.compiled.columns)
        if key not in group.known:
            if len(group.known) >= MOST_KEPT:
                group.known.clear()
            cells = _left(group.compiled, state)
            group.known[key] = None if cells is None else _compared(cells, group.usual)
        return group.known[key]

    @cached_property
    def _groups(self) -> list[_Group]:
        """Constraints that speak of the same variables, each group as one diagram."""
        made = []
        for group in groups(self.ties):
            one = compiled(TRUE, group, self.columns)
            if one.root is not None:
                nothing = [partition.anything for partition in self.columns.partitions]
                made.append(_Group(one, _left(one, nothing) or {}, {}))
        return made

    def _variable(self, fact: str) -> Variable:
        return self._book.lowering.variable(FactSource(fact))

    def _relation(self, part: Requirement) -> tuple[AtMost, ...] | None:
        if not isinstance(part, Compare):
            return None
        relations = as_relations(part)
        if relations is None:
            return None
        facts = {fact for one in relations for fact in (one.fact, one.other)}
        return relations if all(self._book.lowering.stands_alone(fact) for fact in facts) else None

    def _among(self, facts: frozenset[str]) -> tuple[str, ...]:
        constraints = self._book.knowledge.constraints
        return tuple(name for name, one in constraints.items() if self._book.inputs.of(one) & facts)


def _left(one: Compiled, state: Sequence[int]) -> Mapping[Variable, Cells] | None:
    """The cells of each variable on some way down to ENTITLED that the state allows."""
    if one.root is None:
        return {}
    found = [0] * len(one.partitions)
    free = [0] * (len(one.partitions) + 1)  # +1 and -1 where levels begin and end that a way skips
    if not _walk(one.root, state, found, free):
        return None
    skipped = 0
    left = {}
    for level, partition in enumerate(one.partitions):
        skipped += free[level]
        key = state[one.columns[level]]
        mask = found[level] | (_mask(key) if skipped else 0)
        left[partition.variable] = Cells(partition, mask)
    return left


def _compared(cells: Mapping[Variable, Cells], usual: Mapping[Variable, Cells]) -> Left:
    changed = (variable for variable, one in cells.items() if one.mask != usual[variable].mask)
    return Left(cells, frozenset(changed))


def _walk(root: Node, state: Sequence[int], found: list[int], free: list[int]) -> bool:
    alive: dict[Node, bool] = {}

    def lives(node: Node) -> bool:
        if node.column < 0:
            return node is ENTITLED
        if node not in alive:
            mask = 0
            for cell in cells_of(state[node.column]):
                child = node.children[cell]
                if lives(child):
                    mask |= 1 << cell
                    _skip(node.level + 1, child.level, free)
            found[node.level] |= mask
            alive[node] = mask != 0
        return alive[node]

    _skip(0, root.level, free)
    return lives(root)


def _skip(first: int, level: int, free: list[int]) -> None:
    last = len(free) - 1 if level == BOTTOM else level
    if first < last:
        free[first] += 1
        free[last] -= 1


def _mask(key: int) -> int:
    return 1 << key if key >= 0 else -key


def _conjuncts(requirement: Requirement) -> list[Requirement]:
    match requirement:
        case All(parts=parts):
            return [one for part in parts for one in _conjuncts(part)]
        case Grounded(part=part):
            return _conjuncts(part)
    return [requirement]
