"""The rules of a pack at a date, ready to be asked of anybody."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import Final

from content.eligibility.case import Case
from content.eligibility.compiling import ColumnsOfState, Compiled, compiled
from content.eligibility.consistency import Consistency
from content.eligibility.diagram import (
    ENTITLED,
    IMPOSSIBLE,
    NODE_BUDGET,
    NOT_ENTITLED,
    Node,
    outcome,
    restricted,
)
from content.eligibility.exactness import is_exact
from content.eligibility.formula import Formula
from content.eligibility.generated import TwoValued
from content.eligibility.index import ColumnIndex
from content.eligibility.inputs import Inputs
from content.eligibility.intervals import holds
from content.eligibility.knowledge import Knowledge
from content.eligibility.lowering import Lowering
from content.eligibility.missing import missing_facts
from content.eligibility.pack_knowledge import CATEGORY, MEASURE, knowledge_of
from content.eligibility.pruning import needed, reached, variables_of
from content.eligibility.relations import Relations
from content.eligibility.verdicts import Verdict
from content.pack import Pack
from content.rules.model import Fact
from content.rules.reading import ReadRules, read_rules
from content.rules.syntax import Requirement
from content.rules.values import Value

__all__ = ["CATEGORY", "MEASURE", "Name", "RuleBook"]

MOST_DAYS: Final = 64  # other days kept; each is a book of its own
Name = tuple[str, str]
_VERDICTS: Final[Mapping[Node, Verdict]] = {ENTITLED: Verdict.ENTITLED, NOT_ENTITLED: Verdict.NOT_ENTITLED}


class RuleBook:
    """All rules of a pack at a date. Diagrams are made when first needed and kept; `prepare` makes all."""

    def __init__(
        self,
        knowledge: Knowledge,
        read: ReadRules | None = None,
        direct: frozenset[str] = frozenset(),
        budget: int = NODE_BUDGET,
    ) -> None:
        self.knowledge = knowledge
        self.read = read
        self.columns = ColumnsOfState()
        self.inputs = Inputs(knowledge)
        self.lowering = Lowering(knowledge, direct)
        self.index = ColumnIndex(self, self.columns)
        self.nobody = Case(self, {})
        self._direct = direct
        self._budget = budget
        self._compiled: dict[Name, Compiled] = {}
        self._tied: dict[Name, Compiled] = {}
        self._variants: dict[frozenset[str], RuleBook] = {}
        self._later: dict[date, RuleBook] = {}
        self._inlined = frozenset(fact for fact in knowledge.derived if not self.lowering.stands_alone(fact))

    @classmethod
    def of(cls, pack: Pack, on: date) -> RuleBook:
        """The rules of a pack at a date; raises RulesInvalidError with every fault."""
        read = read_rules(pack)
        return cls(knowledge_of(pack, read, on), read)

    # --- what there is -----------------------------------------------------------------------------

    @property
    def on(self) -> date:
        """The date for which verdicts are computed."""
        return date.fromordinal(self.knowledge.today)

    @property
    def facts(self) -> Mapping[str, Fact]:
        return self.knowledge.facts

    @cached_property
    def measures(self) -> tuple[str, ...]:
        """The ids of measures that have a rule."""
        return tuple(self.knowledge.measures)

    @cached_property
    def categories(self) -> tuple[str, ...]:
        """The ids of categories that have a rule."""
        return tuple(self.knowledge.categories)

    @cached_property
    def inexact(self) -> frozenset[str]:
        """Measures and categories whose open verdicts may be open without need: sound, not exact."""
        return frozenset(name for kind, name in self._names() if not is_exact(self, (kind, name)))

    @cached_property
    def over_budget(self) -> frozenset[str]:
        """Measures and categories whose diagram would be too large: computed by intervals only."""
        return frozenset(name for kind, name in self._names() if self._of((kind, name)).root is None)

    def prepare(self) -> None:
        """Make every diagram and the code for complete facts now."""
        for name in self._names():
            self._of(name)
        self.consistency.prepare()
        self.two_valued.prepare()

    # --- asking ------------------------------------------------------------------------------------

    def case(self, facts: Mapping[str, Value]) -> Case:
        """What is known of a person; raises ContradictionError where the constraints forbid it."""
        book = self.with_given(facts.keys())
        case = Case(book, dict(facts))
        book.consistency.check(case)
        return case

    def with_given(self, facts: Collection[str]) -> RuleBook:
        """The book in which derived facts that somebody gave a value for stand for themselves."""
        given = self._inlined.intersection(facts)
        return self._variant(given) if given else self

    def verdict(self, name: str, case: Case) -> Verdict:
        """The verdict on a measure, or on a category where no measure has this id."""
        return case.book.verdict_named(self.named(name), case)

    def verdicts(self, case: Case) -> dict[str, Verdict]:
        """The verdicts on all measures."""
        return case.book.verdicts_of(MEASURE, case)

    def category_verdicts(self, case: Case) -> dict[str, Verdict]:
        """The verdicts on all categories."""
        return case.book.verdicts_of(CATEGORY, case)

    def complete(self, facts: Mapping[str, Value]) -> dict[str, Verdict]:
        """The verdicts on all measures; the fast way where every fact is known.

        Raises ContradictionError.
        """
        return self.verdicts(self.case(facts))

    def missing(self, name: str, case: Case) -> tuple[str, ...]:
        """Every fact on which an open verdict still depends; the id of what an official judges too."""
        return case.book.missing_named(self.named(name), case)

    # --- inside ------------------------------------------------------------------------------------

    @cached_property
    def relations(self) -> Relations:
        return self.consistency.relations

    @cached_property
    def consistency(self) -> Consistency:
        return Consistency(self)

    @cached_property
    def two_valued(self) -> TwoValued:
        return TwoValued(self)

    def named(self, name: str) -> Name:
        return (MEASURE, name) if name in self.knowledge.measures else (CATEGORY, name)

    def requirement(self, name: Name) -> Requirement:
        """The requirement of a rule."""
        kind, identity = name
        return (self.knowledge.measures if kind == MEASURE else self.knowledge.categories)[identity]

    def formula(self, name: Name) -> Formula:
        return self.lowering.formula(self.requirement(name))

    def compiled(self, name: Name) -> Compiled:
        """The diagram of a rule."""
        return self._of(name)

    def tied(self, name: Name) -> Compiled:
        """The diagram of a rule with all constraints that reach it: large, made only to look for changes."""
        if name not in self._tied:
            formula = self.formula(name)
            near = reached(variables_of(formula), self.consistency.ties_cut_for(formula))
            self._tied[name] = compiled(formula, near, self.columns, self._budget)
        return self._tied[name]

    def later(self, day: date) -> RuleBook:
        """The same rules on another day, the parameters kept."""
        if day not in self._later:
            if len(self._later) >= MOST_DAYS:
                self._later.clear()
            self._later[day] = RuleBook(
                replace(self.knowledge, today=day.toordinal()), self.read, self._direct, self._budget
            )
        return self._later[day]

    def verdict_named(self, name: Name, case: Case) -> Verdict:
        one = self._of(name)
        if one.diagrams is None or one.root is None:
            met = holds(self.requirement(name), case.scope)
            return Verdict.UNKNOWN if met is None else _of_truth(met)
        return _VERDICTS.get(outcome(one.diagrams, one.root, case.state), Verdict.UNKNOWN)

    def verdicts_of(self, kind: str, case: Case) -> dict[str, Verdict]:
        if kind == MEASURE:
            settled = self.two_valued.verdicts(case)
            if settled is not None:
                return settled
            return self._by_diagrams(case)
        return {name: self.verdict_named((CATEGORY, name), case) for name in self.categories}

    def _by_diagrams(self, case: Case) -> dict[str, Verdict]:
        """All measures: straight down while each branch is there, the long way for the rest."""
        roots = self._roots
        state = case.state or (0,)
        found: dict[str, Verdict] = {}
        for name, root in roots:
            node = root
            # The column of a terminal is the last one, and it has no branches.
            while (following := node.branches.get(state[node.column])) is not None:
                node = following
            found[name] = node.verdict or self.verdict_named((MEASURE, name), case)
        return found

    @cached_property
    def _roots(self) -> list[tuple[str, Node]]:
        return [(name, self._of((MEASURE, name)).root or IMPOSSIBLE) for name in self.measures]

    def missing_named(self, name: Name, case: Case) -> tuple[str, ...]:
        """`missing` by kind and id, of a case of this book."""
        open_still = self.verdict_named(name, case) is Verdict.UNKNOWN
        return missing_facts(self, name, case) if open_still else ()

    def left_open(self, name: Name, case: Case) -> Node | None:
        """The diagram over the variables that are not known; None where a rule has no diagram."""
        one = self._of(name)
        if one.diagrams is None or one.root is None:
            return None
        return restricted(one.diagrams, one.root, case.state)

    def _names(self) -> Iterator[Name]:
        yield from ((MEASURE, name) for name in self.knowledge.measures)
        yield from ((CATEGORY, name) for name in self.knowledge.categories)

    def _of(self, name: Name) -> Compiled:
        found = self._compiled.get(name)
        if found is None:
            formula = self.formula(name)
            near = needed(variables_of(formula), self.consistency.ties)
            found = self._compiled[name] = compiled(formula, near, self.columns, self._budget)
        return found

    def _variant(self, direct: frozenset[str]) -> RuleBook:
        if direct not in self._variants:
            self._variants[direct] = RuleBook(self.knowledge, self.read, self._direct | direct, self._budget)
        return self._variants[direct]


def _of_truth(met: bool) -> Verdict:
    return Verdict.ENTITLED if met else Verdict.NOT_ENTITLED
