"""Are verdicts ever wrong, or open without need? Every one against all completions, tried one by one."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import product
from random import Random
from typing import Any

import numpy as np
from rich.console import Console
from rich.progress import track

from content.eligibility.book import RuleBook
from content.eligibility.case import Case
from content.eligibility.formula import JudgedSource, atoms
from content.eligibility.verdicts import Verdict
from content.loader import load
from content.rules.model import Fact, FactType
from tests.benchmarks.report import Figure, Ratio, Report
from tests.benchmarks.rule_books import MOST_SUBSETS, TODAY, choice_book, people, representatives
from tests.content.eligibility.oracle import Oracle, all_values
from tests.content.eligibility.random_rules import small_book

BOOKS = 130
STATES_A_BOOK = 800
CHOICE_PEOPLE = 500
PACK_PEOPLE = 60
STATES_A_PERSON = 50
MOST_COMPLETIONS = 400
PACKS = ("ru", "ru-mur")


@dataclass
class Tally:
    """Verdicts compared; `examples` of what was wrong."""

    states: int = 0
    verdicts: int = 0
    unsound: int = 0
    missed: int = 0
    missed_inexact: int = 0
    examples: list[str] = field(default_factory=list)

    def compare(self, where: str, book: RuleBook, measure: str, verdict: Verdict, truths: set[bool]) -> None:
        self.verdicts += 1
        if verdict is Verdict.UNKNOWN:
            if len(truths) < 2 and measure in book.inexact:
                self.missed_inexact += 1
            elif len(truths) < 2:
                self.missed += 1
                self.examples.append(f"missed: {where} {measure}")
        elif truths != {verdict is Verdict.ENTITLED}:
            self.unsound += 1
            self.examples.append(f"unsound: {where} {measure}")


def run(console: Console) -> Report:
    tally = Tally()
    inexact = rules = 0
    for seed in track(range(BOOKS), "random books", console=console):
        _random_book(seed, tally)
    _choices(tally)
    packs = []
    for name in PACKS:
        book = RuleBook.of(load(name), TODAY)
        _pack(name, book, tally, console)
        inexact += len(book.inexact)
        rules += len(book.measures) + len(book.categories)
        share = 100 * len(book.inexact) / (len(book.measures) + len(book.categories))
        packs.append(Figure(f"{name}: rules not exact", share, "%"))
    for example in tally.examples[:10]:
        console.print(example, markup=False)
    return Report(
        "verdicts",
        (
            Figure("partial states", tally.states, ""),
            Figure("verdicts compared with all completions", tally.verdicts, ""),
            Figure("open without need, of rules not exact", tally.missed_inexact, ""),
            *packs,
        ),
        (
            Ratio("unsound verdicts", tally.unsound, at_most=0),
            Ratio("missed determinations of exact rules", tally.missed, at_most=0),
            Ratio("states of the 100,000 promised", tally.states / 100_000, at_least=1),
        ),
    )


def _random_book(seed: int, tally: Tally) -> None:
    """All completions of a small book at once, as a table of truths."""
    random = Random(seed)
    knowledge = small_book(random, several_facts=seed % 4 == 0)
    book, oracle = RuleBook(knowledge), Oracle(knowledge)
    names = list(knowledge.facts)
    values = [all_values(knowledge.facts[name], knowledge) for name in names]
    everybody = [dict(zip(names, chosen, strict=True)) for chosen in product(*values)]
    allowed = [person for person in everybody if oracle.allowed(person)]
    if not allowed:
        return
    truths = {
        measure: np.array([oracle.met(requirement, person) for person in allowed])
        for measure, requirement in knowledge.measures.items()
    }
    places = [{value: at for at, value in enumerate(among)} for among in values]
    table = np.array([[places[at][person[name]] for at, name in enumerate(names)] for person in allowed])
    for _ in range(STATES_A_BOOK):
        share = random.random()
        row = random.randrange(len(allowed))
        known = [at for at in range(len(names)) if random.random() < share]
        among = np.ones(len(allowed), np.bool_)
        for at in known:
            among &= table[:, at] == table[row, at]
        case = book.case({names[at]: allowed[row][names[at]] for at in known})
        tally.states += 1
        for measure, verdict in book.verdicts(case).items():
            tally.compare(f"book {seed}", book, measure, verdict, set(truths[measure][among].tolist()))


def _choices(tally: Tally) -> None:
    """Ninety measures over fourteen choices; no constraints, so only a measure's own facts are tried."""
    book = choice_book(1)
    oracle = Oracle(book.knowledge)
    random = Random(2)
    for person in people(book, random, CHOICE_PEOPLE):
        share = random.random()
        known = {name: value for name, value in person.items() if random.random() < share}
        tally.states += 1
        for measure, verdict in book.verdicts(book.case(known)).items():
            requirement = book.knowledge.measures[measure]
            own = book.inputs.of(requirement)
            values = {n: all_values(book.facts[n], book.knowledge) for n in sorted(own)}
            part = {name: value for name, value in known.items() if name in own}
            truths = oracle.verdicts_of_completions(requirement, part, values)
            tally.compare("choices", book, measure, verdict, truths)


def _pack(name: str, book: RuleBook, tally: Tally, console: Console) -> None:
    """People of a real pack with some of the facts that matter to one measure taken away."""
    random = Random(3)
    oracle = Oracle(book.knowledge)
    values = {
        fact.id: representatives(book, fact, random)
        for fact in book.facts.values()
        if fact.type is not FactType.HOUSEHOLD and len(fact.options) * _is_set(fact) <= MOST_SUBSETS
    }
    for person in track(people(book, random, PACK_PEOPLE), name, console=console):
        for _ in range(STATES_A_PERSON):
            measure = random.choice(book.measures)
            hidden = _hidden(book, measure, values, random)
            known = {fact: value for fact, value in person.items() if fact not in hidden}
            case: Case = book.case(known)
            truths = _truths(book, oracle, measure, known, {f: values[f] for f in hidden})
            tally.states += 1
            tally.compare(f"{name} {sorted(hidden)}", book, measure, book.verdict(measure, case), truths)


def _hidden(book: RuleBook, measure: str, values: dict[str, list[Any]], random: Random) -> set[str]:
    """Facts to take away: mostly of the measure, as many as can be tried."""
    own = [f for f in book.inputs.of(book.knowledge.measures[measure]) if f in values]
    own = sorted(f for f in own if book.lowering.stands_alone(f))
    others = sorted(f for f in values if book.lowering.stands_alone(f))
    hidden: set[str] = set()
    size = 1
    for _ in range(random.randint(1, 4)):
        fact = random.choice(own if own and random.random() < 0.8 else others)
        if fact not in hidden and size * len(values[fact]) <= MOST_COMPLETIONS:
            hidden.add(fact)
            size *= len(values[fact])
    return hidden


def _truths(
    book: RuleBook, oracle: Oracle, measure: str, known: dict[str, Any], values: dict[str, list[Any]]
) -> set[bool]:
    requirement = book.knowledge.measures[measure]
    sources = (atom.variable.source for atom in atoms(book.lowering.formula(requirement)))
    judged = {source.id: [False, True] for source in sources if isinstance(source, JudgedSource)}
    return oracle.verdicts_of_completions(requirement, known, {**values, **judged})


def _is_set(fact: Fact) -> bool:
    return fact.type is FactType.SET
