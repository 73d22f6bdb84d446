"""Books and people for the benchmarks of the engine."""

from __future__ import annotations

from datetime import date
from random import Random
from typing import Any, Final

from content.eligibility.book import RuleBook
from content.eligibility.formula import FactSource
from content.eligibility.knowledge import ORDERED, Knowledge
from content.eligibility.verdicts import ContradictionError
from content.model import Text
from content.rules import syntax as s
from content.rules.model import Changeable, Fact, FactType, Option

TODAY: Final = date(2026, 11, 22)
CHOICES: Final = 14
MEASURES: Final = 90
MOST_SUBSETS: Final = 8  # options of a set of which all subsets are tried


def choice_book(seed: int, measures: int = MEASURES) -> RuleBook:
    """Measures over fourteen choice questions: all and any of accepted answers, two to five facts each."""
    random = Random(seed)
    sizes = [random.choice((2, 2, 3, 3, 4, 5)) for _ in range(CHOICES)]
    facts = {
        f"q{at}": Fact(
            f"q{at}",
            FactType.CHOICE,
            Text(f"q{at}"),
            question=Text(f"q{at}?"),
            options=tuple(Option(f"o{one}", Text(f"o{one}")) for one in range(size)),
            changeable=random.choice(list(Changeable)),
        )
        for at, size in enumerate(sizes)
    }

    def atom(name: str) -> s.Requirement:
        among = [option.id for option in facts[name].options]
        chosen = random.sample(among, random.randint(1, len(among) - 1))
        return s.IsOneOf(name, frozenset(chosen))

    def rule() -> s.Requirement:
        atoms = [atom(name) for name in random.sample(list(facts), random.randint(2, 5))]
        if random.random() < 0.3:
            middle = len(atoms) // 2
            return s.AnyOf((s.All(tuple(atoms[:middle])), s.Not(s.All(tuple(atoms[middle:])))))
        return s.All((*atoms[:-2], s.AnyOf(tuple(atoms[-2:]))))

    return RuleBook(
        Knowledge(today=TODAY.toordinal(), facts=facts, measures={f"m{at}": rule() for at in range(measures)})
    )


def representatives(book: RuleBook, fact: Fact, random: Random) -> list[Any]:
    """Values of a fact of which one lies in each cell of every rule; of a large set some subsets."""
    book.prepare()
    match fact.type:
        case FactType.YES_NO:
            return [False, True]
        case FactType.CHOICE | FactType.REGION:
            return [option.id for option in fact.options]
        case FactType.SET:
            return _subsets([option.id for option in fact.options], random)
    low, high = book.knowledge.span(fact.id)
    cuts = {low, high}
    for partition in (*book.columns.partitions, *book.consistency.columns.partitions):
        if partition.variable.source == FactSource(fact.id):
            cuts |= set(partition.cuts) | {cut - 1 for cut in partition.cuts}
    inside = sorted(cut for cut in cuts if low <= cut <= high)
    assert fact.type in ORDERED
    return [date.fromordinal(cut) for cut in inside] if fact.type is FactType.DATE else list(inside)


def people(book: RuleBook, random: Random, count: int) -> list[dict[str, Any]]:
    """Complete facts that the constraints allow, each fact with a value of some cell of some rule."""
    asked = [
        fact
        for fact in book.facts.values()
        if fact.type is not FactType.HOUSEHOLD and book.lowering.stands_alone(fact.id)
    ]
    values = {fact.id: representatives(book, fact, random) for fact in asked}
    found: list[dict[str, Any]] = []
    while len(found) < count:
        person: dict[str, Any] = {}
        for fact in random.sample(asked, len(asked)):
            for value in random.sample(values[fact.id], len(values[fact.id])):
                try:
                    book.case({**person, fact.id: value})
                except ContradictionError:
                    continue
                person[fact.id] = value
                break
        if len(person) == len(asked):
            found.append(person)
    return found


def _subsets(options: list[str], random: Random) -> list[Any]:
    if len(options) <= MOST_SUBSETS:
        return [
            frozenset(option for at, option in enumerate(options) if bits >> at & 1)
            for bits in range(1 << len(options))
        ]
    some = [frozenset[str](), *(frozenset({option}) for option in options)]
    return some + [frozenset(random.sample(options, 2)) for _ in range(len(options))]
