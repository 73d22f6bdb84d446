"""From requirements to formulas: definitions put in place, choices pulled out, terms solved."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from content.eligibility.arithmetic import compared
from content.eligibility.formula import (
    FALSE,
    TRUE,
    AggregateSource,
    ComparisonSource,
    FactSource,
    Formula,
    Formulas,
    JudgedSource,
    OptionSource,
    Source,
    Variable,
)
from content.eligibility.intervals import Scope, interval
from content.eligibility.knowledge import LARGEST, MOST_MEMBERS, Knowledge
from content.eligibility.thresholds import solve
from content.eligibility.writing_out import (
    AGGREGATE,
    NotWrittenOutError,
    aggregates_of,
    alternatives,
    facts_of,
    parameters_of,
    with_aggregate,
    written_out,
)
from content.problems import Finding
from content.rules.model import FactType
from content.rules.problems import RulesInvalidError
from content.rules.syntax import (
    All,
    Always,
    AnyOf,
    Compare,
    Constant,
    CountOf,
    EveryMember,
    Greatest,
    Grounded,
    Holds,
    InCategory,
    Includes,
    IsEmpty,
    IsOneOf,
    Judged,
    Least,
    MeetsRule,
    Not,
    Order,
    Requirement,
    SomeMember,
    Term,
)

_BOOLEAN: Final[frozenset[str | bool]] = frozenset({False, True})
_OPPOSITE: Final = {
    Order.AT_LEAST: Order.AT_MOST,
    Order.AT_MOST: Order.AT_LEAST,
    Order.MORE_THAN: Order.LESS_THAN,
    Order.LESS_THAN: Order.MORE_THAN,
    Order.EQUAL: Order.EQUAL,
}


class Lowering:
    """Turns the requirements of one book into formulas.

    `direct` names derived facts that somebody gave a value for: they stand for themselves.
    """

    def __init__(self, knowledge: Knowledge, direct: frozenset[str] = frozenset()) -> None:
        self.knowledge = knowledge
        self.formulas = Formulas()
        self._direct = direct
        self._variables: dict[Source, Variable] = {}
        self._lowered: dict[tuple[str, str], Formula] = {}
        self._path: list[tuple[str, str]] = []

    def stands_alone(self, fact: str) -> bool:
        return fact in self._direct or self.knowledge.stands_alone(fact)

    def formula(self, requirement: Requirement) -> Formula:
        """The formula of a requirement; raises RulesInvalidError where it names itself."""
        return _LOWER[type(requirement)](self, requirement)

    def variable(self, source: Source) -> Variable:
        if source not in self._variables:
            self._variables[source] = self._new_variable(source)
        return self._variables[source]

    def _new_variable(self, source: Source) -> Variable:
        match source:
            case AggregateSource(term=CountOf()):
                return Variable(source, span=(0, MOST_MEMBERS))
            case AggregateSource():
                return Variable(source, span=(-LARGEST * MOST_MEMBERS, LARGEST * MOST_MEMBERS))
            case FactSource(fact=name):
                fact = self.knowledge.facts[name]
                if fact.type is FactType.YES_NO:
                    return Variable(source, _BOOLEAN)
                if fact.type in (FactType.CHOICE, FactType.REGION):
                    return Variable(source, frozenset(option.id for option in fact.options))
                return Variable(source, span=self.knowledge.span(name))
        return Variable(source, _BOOLEAN)

    # --- requirements ------------------------------------------------------------------------------

    def _always(self, requirement: Always) -> Formula:
        return TRUE if requirement.holds else FALSE

    def _all(self, requirement: All) -> Formula:
        return self.formulas.every(map(self.formula, requirement.parts))

    def _any(self, requirement: AnyOf) -> Formula:
        return self.formulas.either(map(self.formula, requirement.parts))

    def _not(self, requirement: Not) -> Formula:
        return self.formulas.negated(self.formula(requirement.part))

    def _holds(self, requirement: Holds) -> Formula:
        definition = self.knowledge.derived.get(requirement.fact)
        if isinstance(definition, Requirement) and not self.stands_alone(requirement.fact):
            return self._named("fact", requirement.fact, definition)
        return self.formulas.yes(self.variable(FactSource(requirement.fact)))

    def _one_of(self, requirement: IsOneOf) -> Formula:
        accepted: frozenset[str | bool] = frozenset(requirement.options)
        return self.formulas.atom(self.variable(FactSource(requirement.fact)), accepted)

    def _includes(self, requirement: Includes) -> Formula:
        join = self.formulas.every if requirement.every else self.formulas.either
        return join(self._option(requirement.fact, option) for option in sorted(requirement.options))

    def _empty(self, requirement: IsEmpty) -> Formula:
        options = self.knowledge.facts[requirement.fact].options
        return self.formulas.negated(
            self.formulas.either(self._option(requirement.fact, option.id) for option in options)
        )

    def _option(self, fact: str, option: str) -> Formula:
        return self.formulas.yes(self.variable(OptionSource(fact, option)))

    def _category(self, requirement: InCategory) -> Formula:
        definition = self.knowledge.categories[requirement.category]
        return self._named("category", requirement.category, definition)

    def _measure(self, requirement: MeetsRule) -> Formula:
        return self._named("measure", requirement.measure, self.knowledge.measures[requirement.measure])

    def _named(self, kind: str, name: str, definition: Requirement) -> Formula:
        key = (kind, name)
        if key in self._path:
            circle = " → ".join(of for _, of in [*self._path, key])
            raise RulesInvalidError(
                [Finding(kind, name, ("when",), f"it is defined by itself: {circle}", "Break the circle")]
            )
        if key not in self._lowered:
            self._path.append(key)
            try:
                self._lowered[key] = self.formula(definition)
            finally:
                self._path.pop()
        return self._lowered[key]

    def _some(self, requirement: SomeMember) -> Formula:
        return self._compare_with_constant(
            CountOf(requirement.household, requirement.where), Order.AT_LEAST, 1
        )

    def _every(self, requirement: EveryMember) -> Formula:
        outside = CountOf(requirement.household, Not(requirement.where))
        return self._compare_with_constant(outside, Order.AT_MOST, 0)

    def _compare_with_constant(self, term: Term, order: Order, value: int) -> Formula:
        return self._compare(Compare(term, order, Constant(value)))

    def _judged(self, requirement: Judged) -> Formula:
        return self.formulas.yes(self.variable(JudgedSource(requirement.id)))

    def _grounded(self, requirement: Grounded) -> Formula:
        return self.formula(requirement.part)

    # --- comparisons -------------------------------------------------------------------------------

    def _compare(self, compare: Compare) -> Formula:
        try:
            left = list(alternatives(written_out(compare.left, self)))
            right = list(alternatives(written_out(compare.right, self)))
        except NotWrittenOutError:
            return self.formulas.yes(self.variable(ComparisonSource(compare)))
        cases: list[Formula] = []
        for left_when, left_term in left:
            for right_when, right_term in right:
                guards = [self._guard(when) for when in (*left_when, *right_when)]
                guard = self.formulas.every(guards)
                if guard is not FALSE:
                    plain = self._plain(Compare(left_term, compare.order, right_term))
                    cases.append(self.formulas.every((guard, plain)))
        return self.formulas.either(cases)

    def _guard(self, when: tuple[Requirement, bool]) -> Formula:
        formula = self.formula(when[0])
        return formula if when[1] else self.formulas.negated(formula)

    def _plain(self, compare: Compare) -> Formula:
        """A comparison of terms without choices."""
        sources = set(facts_of(compare.left)) | set(facts_of(compare.right))
        counted = set(aggregates_of(compare.left)) | set(aggregates_of(compare.right))
        if not sources and not counted:
            return self._constant(compare)
        if len(sources) + len(counted) == 1:
            source = FactSource(sources.pop()) if sources else AggregateSource(counted.pop())
            return self._solved(compare, source)
        return self._split(compare)

    def _constant(self, compare: Compare) -> Formula:
        scope = Scope(self.knowledge, {})
        met = compared(interval(compare.left, scope), compare.order, interval(compare.right, scope))
        if met is None:  # a parameter has no value on the date
            return self.formulas.yes(self.variable(ComparisonSource(compare)))
        return TRUE if met else FALSE

    def _solved(self, compare: Compare, source: FactSource | AggregateSource) -> Formula:
        variable = self.variable(source)
        name = source.fact if isinstance(source, FactSource) else AGGREGATE
        left, right = compare.left, compare.right
        named = {*parameters_of(left), *parameters_of(right)}
        if isinstance(source, AggregateSource):
            left, right = with_aggregate(left, source.term), with_aggregate(right, source.term)
        solved = None
        if variable.span is not None and named <= self.knowledge.parameters.keys():
            solved = solve(Compare(left, compare.order, right), name, variable.span, self.knowledge)
        if solved is None:
            return self.formulas.yes(self.variable(ComparisonSource(compare)))
        return self.formulas.atom(variable, solved)

    def _split(self, compare: Compare) -> Formula:
        """Several facts: the least and the greatest of terms on one side make comparisons of their own."""
        left, order, right = compare.left, compare.order, compare.right
        if isinstance(right, Least | Greatest) and not isinstance(left, Least | Greatest):
            left, order, right = right, _OPPOSITE[order], left
        upward = order in (Order.AT_LEAST, Order.MORE_THAN)
        if isinstance(left, Least | Greatest) and order is not Order.EQUAL:
            join = self.formulas.every if isinstance(left, Least) == upward else self.formulas.either
            return join(self._plain(Compare(part, order, right)) for part in left.parts)
        return self.formulas.yes(self.variable(ComparisonSource(compare)))


_LOWER: Final[Mapping[type, Callable[[Lowering, Any], Formula]]] = {
    Always: Lowering._always,
    All: Lowering._all,
    AnyOf: Lowering._any,
    Not: Lowering._not,
    Compare: Lowering._compare,
    Holds: Lowering._holds,
    IsOneOf: Lowering._one_of,
    Includes: Lowering._includes,
    IsEmpty: Lowering._empty,
    InCategory: Lowering._category,
    MeetsRule: Lowering._measure,
    SomeMember: Lowering._some,
    EveryMember: Lowering._every,
    Judged: Lowering._judged,
    Grounded: Lowering._grounded,
}
