"""Terms and requirements under partial knowledge: a term is somewhere between two values, a requirement
holds, does not, or may.

Sound, not exact: two parts that speak of the same unknown fact are taken as if apart. Diagrams
(`content.eligibility.diagram`) are exact; they come here for what spans several facts.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from content.eligibility.arithmetic import (
    ANYTHING,
    PERMILLE,
    Interval,
    Rational,
    age,
    compared,
    day_of,
    difference,
    divided,
    greatest,
    hull,
    least,
    quotient,
    shifted,
    summed,
    times,
    whole,
    within,
)
from content.eligibility.knowledge import MOST_MEMBERS, Inner, Knowledge
from content.eligibility.scopes import Known, Rounded
from content.rules.syntax import (
    AgeOf,
    All,
    Always,
    AnyOf,
    Choose,
    Compare,
    Constant,
    CountOf,
    Difference,
    EveryMember,
    FactValue,
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
    ParameterValueOf,
    Product,
    Quotient,
    Requirement,
    Share,
    Shifted,
    SomeMember,
    Sum,
    Term,
    Today,
    TotalOf,
)


class Scope(Known):
    """What is known of a person while a requirement is judged; derived facts are computed when asked for."""

    def __init__(
        self,
        knowledge: Knowledge,
        values: Mapping[str, Inner],
        narrowed: Mapping[str, tuple[int, int]] | None = None,
    ) -> None:
        super().__init__(knowledge)
        self._values = values
        self._narrowed = narrowed or {}
        self._derived: dict[str, Any] = {}

    def value(self, fact: str) -> Any:
        """The value of a fact without order, or None."""
        if fact in self._values:
            return self._values[fact]
        definition = self.knowledge.derived.get(fact)
        if not isinstance(definition, Requirement):
            return None
        if fact not in self._derived:
            self._derived[fact] = holds(definition, self)
        return self._derived[fact]

    def interval(self, fact: str) -> Interval:
        """Where the value of an ordered fact lies."""
        value: Any = self._values.get(fact)
        if value is not None:
            return Interval(value, value)
        if fact in self._derived:
            found: Interval = self._derived[fact]
            return found
        low, high = self._narrowed.get(fact) or self.knowledge.span(fact)
        definition = self.knowledge.derived.get(fact)
        known = Interval(low, high)
        if isinstance(definition, Term):
            known = within(whole(interval(definition, self)), low, high)
        self._derived[fact] = known
        return known

    def members(self, household: str) -> Any:
        return self._values.get(household)


def interval(term: Term, scope: Known) -> Interval:
    """Where the value of a term lies."""
    return _TERMS[type(term)](term, scope)


def holds(requirement: Requirement, scope: Known) -> bool | None:
    """Whether a requirement holds; None where that is not known."""
    return _REQUIREMENTS[type(requirement)](requirement, scope)


# --- terms -----------------------------------------------------------------------------------------


def _parameter(term: ParameterValueOf, scope: Known) -> Interval:
    value = scope.knowledge.parameters.get(term.parameter)
    if value is None:
        return ANYTHING
    share = divided(value * term.permille, PERMILLE)
    return Interval(share, share)


def _age(term: AgeOf, scope: Known) -> Interval:
    born = interval(term.date, scope)
    return Interval(age(day_of(born.high), scope.today), age(day_of(born.low), scope.today), born.defined)


def _shifted(term: Shifted, scope: Known) -> Interval:
    at = interval(term.date, scope)
    low, high = (shifted(day_of(end), term.years, term.months, term.days) for end in at[:2])
    return Interval(low, high, at.defined)


def _each(parts: tuple[Term, ...], scope: Known) -> list[Interval]:
    return [interval(part, scope) for part in parts]


def _product(term: Product, scope: Known) -> Interval:
    product = Interval(1, 1)
    for part in _each(term.parts, scope):
        product = times(product, part)
    return product


def _share(term: Share, scope: Known) -> Interval:
    of = interval(term.of, scope)
    ends = sorted(divided(end * term.permille, PERMILLE) for end in of[:2])
    return Interval(ends[0], ends[1], of.defined)


def _choose(term: Choose, scope: Known) -> Interval:
    possible = []
    for branch in term.branches:
        chosen = holds(branch.when, scope)
        if chosen is not False:
            possible.append(interval(branch.then, scope))
        if chosen:
            return hull(possible)
    return hull([*possible, interval(term.otherwise, scope)])


def _count(term: CountOf, scope: Known) -> Interval:
    members = scope.members(term.household)
    if members is None:
        return Interval(0, MOST_MEMBERS)
    met = [holds(term.where, scope.of_member(term.household, member)) for member in members]
    return Interval(met.count(True), len(met) - met.count(False))


def _total(term: TotalOf, scope: Known) -> Interval:
    members = scope.members(term.household)
    if members is None:
        low, high = scope.of_member(term.household, {}).of_field(term.field)[:2]
        return Interval(min(0, low * MOST_MEMBERS), max(0, high * MOST_MEMBERS))
    lowest: Rational = 0
    highest: Rational = 0
    for member in members:
        one = scope.of_member(term.household, member)
        met = holds(term.where, one)
        if met is False:
            continue
        low, high = one.of_field(term.field)[:2]
        lowest += low if met else min(0, low)
        highest += high if met else max(0, high)
    return Interval(lowest, highest)


_TERMS: Final[Mapping[type, Callable[[Any, Known], Interval]]] = {
    Constant: lambda term, _: Interval(term.value, term.value),
    FactValue: lambda term, scope: scope.interval(term.fact),
    ParameterValueOf: _parameter,
    Today: lambda _, scope: Interval(scope.today, scope.today),
    AgeOf: _age,
    Shifted: _shifted,
    Sum: lambda term, scope: summed(_each(term.parts, scope)),
    Difference: lambda term, scope: difference(interval(term.left, scope), interval(term.right, scope)),
    Product: _product,
    Quotient: lambda term, scope: quotient(interval(term.left, scope), interval(term.right, scope)),
    Share: _share,
    Least: lambda term, scope: least(_each(term.parts, scope)),
    Greatest: lambda term, scope: greatest(_each(term.parts, scope)),
    Choose: _choose,
    Rounded: lambda term, scope: whole(interval(term.of, scope)),
    CountOf: _count,
    TotalOf: _total,
}

# --- requirements ----------------------------------------------------------------------------------


def _all(requirement: All, scope: Known) -> bool | None:
    every: bool | None = True
    for part in requirement.parts:
        met = holds(part, scope)
        if met is False:
            return False
        if met is None:
            every = None
    return every


def _any(requirement: AnyOf, scope: Known) -> bool | None:
    some: bool | None = False
    for part in requirement.parts:
        met = holds(part, scope)
        if met:
            return True
        if met is None:
            some = None
    return some


def _not(requirement: Not, scope: Known) -> bool | None:
    met = holds(requirement.part, scope)
    return None if met is None else not met


def _one_of(requirement: IsOneOf, scope: Known) -> bool | None:
    value = scope.value(requirement.fact)
    return None if value is None else value in requirement.options


def _includes(requirement: Includes, scope: Known) -> bool | None:
    value = scope.value(requirement.fact)
    if value is None:
        return None
    return requirement.options <= value if requirement.every else bool(requirement.options & value)


def _empty(requirement: IsEmpty, scope: Known) -> bool | None:
    value = scope.value(requirement.fact)
    return None if value is None else not value


def _some(requirement: SomeMember, scope: Known) -> bool | None:
    count = _count(CountOf(requirement.household, requirement.where), scope)
    return compared(count, Order.AT_LEAST, Interval(1, 1))


def _every(requirement: EveryMember, scope: Known) -> bool | None:
    count = _count(CountOf(requirement.household, Not(requirement.where)), scope)
    return compared(count, Order.AT_MOST, Interval(0, 0))


_REQUIREMENTS: Final[Mapping[type, Callable[[Any, Known], bool | None]]] = {
    Always: lambda requirement, _: requirement.holds,
    All: _all,
    AnyOf: _any,
    Not: _not,
    Compare: lambda r, scope: compared(interval(r.left, scope), r.order, interval(r.right, scope)),
    Holds: lambda requirement, scope: scope.value(requirement.fact),
    IsOneOf: _one_of,
    Includes: _includes,
    IsEmpty: _empty,
    InCategory: lambda r, scope: holds(scope.knowledge.categories[r.category], scope),
    MeetsRule: lambda r, scope: holds(scope.knowledge.measures[r.measure], scope),
    SomeMember: _some,
    EveryMember: _every,
    Judged: lambda *_: None,
    Grounded: lambda requirement, scope: holds(requirement.part, scope),
}
