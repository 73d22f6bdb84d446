"""Books and people made by chance: small ranges, so that every completion can be tried."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

from content.eligibility.knowledge import Knowledge
from content.model import Text
from content.rules import syntax as s
from content.rules.model import Changeable, Fact, FactType, Option, Register
from tests.content.eligibility.oracle import Oracle, all_values

TODAY = date(2026, 11, 22)
ORDERS = tuple(s.Order)


def small_book(random: Random, *, constraints: bool = True, several_facts: bool = False) -> Knowledge:
    """Five to seven facts, three rules over them."""
    facts = _facts(random)
    maker = RuleMaker(random, facts)
    said: dict[str, s.Requirement] = {}
    if constraints:
        said = _constraints(random, maker)
    parameters = {"minimum": random.randint(1, 4)}
    category = maker.requirement(2)
    measures = {f"m{at}": maker.requirement(random.randint(2, 4)) for at in range(3)}
    measures["by-category"] = s.All((s.InCategory("c0"), maker.requirement(1)))
    if several_facts:
        measures["several"] = s.All((maker.several(), maker.requirement(2)))
    return Knowledge(
        today=TODAY.toordinal(),
        facts={fact.id: fact for fact in facts},
        measures=measures,
        categories={"c0": category},
        constraints=said,
        parameters=parameters,
    )


def partial_states(
    random: Random, knowledge: Knowledge, count: int
) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """People whose complete facts the constraints allow, each with the part of them that is known."""
    oracle = Oracle(knowledge)
    values = {name: all_values(fact, knowledge) for name, fact in knowledge.facts.items()}
    found: list[tuple[dict[str, Any], dict[str, Any]]] = []
    for _ in range(count * 20):
        complete = {name: random.choice(among) for name, among in values.items()}
        if oracle.allowed(complete):
            share = random.random()
            found.append((complete, {n: v for n, v in complete.items() if random.random() < share}))
            if len(found) == count:
                break
    return found


class RuleMaker:
    def __init__(self, random: Random, facts: list[Fact]) -> None:
        self._random = random
        self._facts = facts

    def requirement(self, depth: int) -> s.Requirement:
        random = self._random
        if depth == 0 or random.random() < 0.15:
            return self._atom(random.choice(self._facts))
        kind = random.random()
        if kind < 0.12:
            return s.Not(self.requirement(depth - 1))
        parts = tuple(self.requirement(depth - 1) for _ in range(random.randint(2, 3)))
        return s.All(parts) if kind < 0.56 else s.AnyOf(parts)

    def several(self) -> s.Requirement:
        """A comparison between two facts."""
        numbers = [fact.id for fact in self._facts if fact.type is FactType.NUMBER]
        a, b = self._random.sample(numbers, 2)
        left: s.Term = s.FactValue(a)
        if self._random.random() < 0.5:
            left = s.Quotient(s.FactValue(a), s.FactValue(b))
            return s.Compare(left, self._random.choice(ORDERS), s.Constant(self._random.randint(0, 3)))
        return s.Compare(left, self._random.choice(ORDERS), s.Product((s.FactValue(b), s.Constant(2))))

    def _atom(self, fact: Fact) -> s.Requirement:
        random = self._random
        options = [option.id for option in fact.options]
        match fact.type:
            case FactType.YES_NO:
                return s.Holds(fact.id)
            case FactType.CHOICE:
                return s.IsOneOf(
                    fact.id, frozenset(random.sample(options, random.randint(1, len(options) - 1)))
                )
            case FactType.SET:
                if random.random() < 0.2:
                    return s.IsEmpty(fact.id)
                chosen = frozenset(random.sample(options, random.randint(1, 2)))
                return s.Includes(fact.id, chosen, every=random.random() < 0.4)
            case FactType.DATE:
                return self._of_date(fact)
        return self._of_number(fact)

    def _of_date(self, fact: Fact) -> s.Requirement:
        random = self._random
        order = random.choice(ORDERS)
        if random.random() < 0.6:
            return s.Compare(s.AgeOf(s.FactValue(fact.id)), order, s.Constant(random.randint(17, 19)))
        return s.Compare(
            s.Shifted(s.FactValue(fact.id), years=18, days=random.randint(-3, 3)), order, s.Today()
        )

    def _of_number(self, fact: Fact) -> s.Requirement:
        random = self._random
        order = random.choice(ORDERS)
        value = s.FactValue(fact.id)
        if random.random() < 0.5:
            return s.Compare(value, order, s.Constant(random.randint(0, 5)))
        term = random.choice(
            [
                s.Product((value, s.Constant(random.randint(-3, 3)))),
                s.Difference(s.Constant(random.randint(0, 5)), value),
                s.Quotient(s.Constant(random.randint(-4, 4)), value),
                s.Quotient(value, s.Constant(random.randint(-2, 3))),
                s.Share(random.randint(100, 2500), value),
                s.Least((value, s.Constant(random.randint(1, 4)))),
                s.Greatest((value, s.Constant(random.randint(1, 4)))),
                s.Product((value, value)),
                s.Choose((s.Branch(self._atom(random.choice(self._facts)), s.Constant(2)),), value),
            ]
        )
        right = random.choice([s.Constant(random.randint(-2, 6)), s.ParameterValueOf("minimum", 1500)])
        return s.Compare(term, order, right)


def _facts(random: Random) -> list[Fact]:
    changes = list(Changeable)
    registers = [None, Register(Text("регистр"))]

    def fact(name: str, kind: FactType, **more: Any) -> Fact:
        return Fact(
            name,
            kind,
            Text(name),
            question=Text(f"{name}?"),
            changeable=random.choice(changes),
            register=random.choice(registers),
            **more,
        )

    def options(count: int) -> tuple[Option, ...]:
        return tuple(Option(f"o{at}", Text(f"o{at}")) for at in range(count))

    facts = [
        fact("yes", FactType.YES_NO),
        fact("choice", FactType.CHOICE, options=options(random.randint(2, 4))),
        fact("set", FactType.SET, options=options(3)),
        fact("few", FactType.NUMBER, min=0, max=4),
        fact("some", FactType.NUMBER, min=-1, max=4),
        fact("many", FactType.NUMBER, min=0, max=5),
    ]
    if random.random() < 0.5:
        born = date(2008, 11, 22)
        low, high = born - timedelta(days=3), born + timedelta(days=3)
        facts.append(fact("born", FactType.DATE, min=low.isoformat(), max=high.isoformat()))
    return facts


def _constraints(random: Random, maker: RuleMaker) -> dict[str, s.Requirement]:
    said: dict[str, s.Requirement] = {}
    few, some, many = map(s.FactValue, ("few", "some", "many"))
    if random.random() < 0.6:
        said["order"] = s.Compare(few, s.Order.AT_MOST, many)
    if random.random() < 0.4:
        said["second"] = s.Compare(
            some, random.choice(ORDERS[:4]), s.Sum((few, s.Constant(random.randint(-1, 2))))
        )
    if random.random() < 0.6:
        said["free"] = s.AnyOf((maker.requirement(1), maker.requirement(1)))
    return said
