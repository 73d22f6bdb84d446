"""An evaluator of its own, for complete facts: straight from the tree, nothing of the engine.

Verdicts under partial knowledge are found by trying every completion that the constraints allow.
"""

from __future__ import annotations

import operator
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from fractions import Fraction
from itertools import product
from typing import Any

from content.eligibility.knowledge import Knowledge
from content.rules import syntax as s
from content.rules.model import Fact, FactType

Facts = Mapping[str, Any]


ORDERS = {
    "at_least": operator.ge,
    "more_than": operator.gt,
    "at_most": operator.le,
    "less_than": operator.lt,
    "is": operator.eq,
}


class Undefined(Exception):
    """Division by zero."""


class Oracle:
    def __init__(self, knowledge: Knowledge) -> None:
        self._k = knowledge
        self._today = date.fromordinal(knowledge.today)

    def met(self, r: s.Requirement, facts: Facts) -> bool:  # noqa: PLR0912
        match r:
            case s.Always():
                return r.holds
            case s.All():
                return all(self.met(part, facts) for part in r.parts)
            case s.AnyOf():
                return any(self.met(part, facts) for part in r.parts)
            case s.Not():
                return not self.met(r.part, facts)
            case s.Grounded():
                return self.met(r.part, facts)
            case s.Holds():
                return bool(self._fact(r.fact, facts))
            case s.IsOneOf():
                return self._fact(r.fact, facts) in r.options
            case s.Includes():
                chosen = self._fact(r.fact, facts)
                return all(o in chosen for o in r.options) if r.every else any(o in chosen for o in r.options)
            case s.IsEmpty():
                return len(self._fact(r.fact, facts)) == 0
            case s.InCategory():
                return self.met(self._k.categories[r.category], facts)
            case s.MeetsRule():
                return self.met(self._k.measures[r.measure], facts)
            case s.Judged():
                return bool(facts[r.id])
            case s.SomeMember():
                return any(self.met(r.where, {**facts, **m}) for m in self._members(r.household, facts))
            case s.EveryMember():
                return all(self.met(r.where, {**facts, **m}) for m in self._members(r.household, facts))
            case s.Compare():
                try:
                    left, right = self.worth(r.left, facts), self.worth(r.right, facts)
                except Undefined:
                    return False
                return bool(ORDERS[r.order.value](left, right))
        raise TypeError(r)

    def worth(self, t: s.Term, facts: Facts) -> Fraction:  # noqa: PLR0912
        match t:
            case s.Constant():
                return Fraction(t.value)
            case s.FactValue():
                value = self._fact(t.fact, facts)
                return Fraction(value.toordinal() if isinstance(value, date) else value)
            case s.ParameterValueOf():
                return Fraction(self._k.parameters[t.parameter] * t.permille, 1000)
            case s.Today():
                return Fraction(self._k.today)
            case s.AgeOf():
                return Fraction(self._years(date.fromordinal(int(self.worth(t.date, facts)))))
            case s.Shifted():
                return self._shifted(t, facts)
            case s.Sum():
                return sum((self.worth(p, facts) for p in t.parts), Fraction(0))
            case s.Difference():
                return self.worth(t.left, facts) - self.worth(t.right, facts)
            case s.Product():
                result = Fraction(1)
                for part in t.parts:
                    result *= self.worth(part, facts)
                return result
            case s.Quotient():
                right = self.worth(t.right, facts)
                if right == 0:
                    raise Undefined
                return self.worth(t.left, facts) / right
            case s.Share():
                return self.worth(t.of, facts) * t.permille / 1000
            case s.Least():
                return min(self.worth(p, facts) for p in t.parts)
            case s.Greatest():
                return max(self.worth(p, facts) for p in t.parts)
            case s.Choose():
                for branch in t.branches:
                    if self.met(branch.when, facts):
                        return self.worth(branch.then, facts)
                return self.worth(t.otherwise, facts)
            case s.CountOf():
                among = self._members(t.household, facts)
                return Fraction(sum(self.met(t.where, {**facts, **m}) for m in among))
            case s.TotalOf():
                among = self._members(t.household, facts)
                name = f"{t.household}.{t.field}"
                return Fraction(sum(m[name] for m in among if self.met(t.where, {**facts, **m})))
        raise TypeError(t)

    def allowed(self, facts: Facts) -> bool:
        return all(self.met(constraint, facts) for constraint in self._k.constraints.values())

    def verdicts_of_completions(
        self, r: s.Requirement, known: Facts, values: Mapping[str, list[Any]]
    ) -> set[bool]:
        """The truths of a requirement over all allowed completions; `values` of every fact."""
        return self.truths(r, self.completions(known, values))

    def completions(self, known: Facts, values: Mapping[str, list[Any]]) -> Iterator[Facts]:
        """All allowed ones."""
        unknown = [name for name in values if name not in known]
        for chosen in product(*(values[name] for name in unknown)):
            facts = {**known, **dict(zip(unknown, chosen, strict=True))}
            if self.allowed(facts):
                yield facts

    def truths(self, r: s.Requirement, completions: Iterable[Facts]) -> set[bool]:
        """Of a requirement over these; no more are tried once it is met in one and not in another."""
        found: set[bool] = set()
        for facts in completions:
            found.add(self.met(r, facts))
            if len(found) == 2:
                break
        return found

    def _fact(self, name: str, facts: Facts) -> Any:
        if name in facts:
            return facts[name]
        definition = self._k.derived[name]
        if isinstance(definition, s.Requirement):
            return self.met(definition, facts)
        value = self.worth(definition, facts)
        whole = (2 * value.numerator + value.denominator) // (2 * value.denominator)
        return date.fromordinal(whole) if self._k.facts[name].type is FactType.DATE else whole

    def _members(self, household: str, facts: Facts) -> list[dict[str, Any]]:
        return [{f"{household}.{name}": v for name, v in m.items()} for m in facts[household]]

    def _years(self, born: date) -> int:
        years = self._today.year - born.year
        birthday_passed = (self._today.month, self._today.day) >= (born.month, born.day)
        return years if birthday_passed else years - 1

    def _shifted(self, t: s.Shifted, facts: Facts) -> Fraction:
        start = date.fromordinal(int(self.worth(t.date, facts)))
        months = start.year * 12 + start.month - 1 + t.years * 12 + t.months
        year, month = divmod(months, 12)
        first = date(year, month + 1, 1)
        following = date(year + (month == 11), (month + 1) % 12 + 1, 1)
        day = min(start.day, (following - first).days)
        return Fraction((date(year, month + 1, day) + timedelta(days=t.days)).toordinal())


def all_values(fact: Fact, knowledge: Knowledge) -> list[Any]:
    """Every value of a fact with a small range."""
    match fact.type:
        case FactType.YES_NO:
            return [False, True]
        case FactType.CHOICE | FactType.REGION:
            return [option.id for option in fact.options]
        case FactType.SET:
            return list(_subsets([option.id for option in fact.options]))
        case FactType.DATE:
            low, high = knowledge.span(fact.id)
            return [date.fromordinal(day) for day in range(low, high + 1)]
        case _:
            low, high = knowledge.span(fact.id)
            return list(range(low, high + 1))


def _subsets(options: list[str]) -> Iterator[frozenset[str]]:
    for bits in range(1 << len(options)):
        yield frozenset(option for at, option in enumerate(options) if bits >> at & 1)
