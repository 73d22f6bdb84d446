"""The constraints of a pack: are the known facts possible together, and which of them are not?"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from content.eligibility.case import Case
from content.eligibility.compiling import Compiled, compiled, touching
from content.eligibility.diagram import IMPOSSIBLE, NOT_ENTITLED, outcome
from content.eligibility.formula import TRUE, Formula
from content.eligibility.relations import AtMost, Relations, as_relations
from content.eligibility.verdicts import ContradictionError
from content.rules.syntax import All, Compare, Grounded, Requirement

if TYPE_CHECKING:
    from content.eligibility.book import RuleBook


class Consistency:
    """Relations of order apart from all other constraints, which become formulas."""

    def __init__(self, book: RuleBook) -> None:
        self._book = book
        orders: list[AtMost] = []
        self.formulas: list[Formula] = []
        for requirement in book.knowledge.constraints.values():
            for part in _conjuncts(requirement):
                relation = self._relation(part)
                if relation is not None:
                    orders += relation
                elif (formula := book.lowering.formula(part)) is not TRUE:
                    self.formulas.append(formula)
        self.relations = Relations(orders)

    def prepare(self) -> None:
        """Make the diagrams now."""
        _ = self._groups

    def check(self, case: Case) -> None:
        """Raise ContradictionError where the known facts cannot be true together."""
        if self._book.knowledge.constraints and self._contradicts(case):
            kept = dict(case.facts)
            for fact in list(kept):
                without = {name: value for name, value in kept.items() if name != fact}
                if self._contradicts(Case(self._book, without)):
                    kept = without
            raise ContradictionError(tuple(kept), self._among(frozenset(kept)))

    def _contradicts(self, case: Case) -> bool:
        if any(low > high for low, high in case.narrowed.values()):
            return True
        return any(
            outcome(group.diagrams, group.root, case.state) in (IMPOSSIBLE, NOT_ENTITLED)
            for group in self._groups
            if group.diagrams is not None and group.root is not None
        )

    @cached_property
    def _groups(self) -> list[Compiled]:
        """Constraints that speak of the same facts, each group as one diagram."""
        waiting = list(self.formulas)
        groups = []
        while waiting:
            near = touching(waiting[0], waiting, self.relations)
            waiting = [one for one in waiting if one not in near]
            together = self._book.lowering.formulas.every(near)
            groups.append(compiled(together, [], self.relations, self._book.columns))
        return groups

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


def _conjuncts(requirement: Requirement) -> list[Requirement]:
    match requirement:
        case All(parts=parts):
            return [one for part in parts for one in _conjuncts(part)]
        case Grounded(part=part):
            return _conjuncts(part)
    return [requirement]
