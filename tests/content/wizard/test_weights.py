"""Chances read off a diagram, against counting all answers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from itertools import product
from pathlib import Path

import pytest

from content.eligibility.book import RuleBook
from content.loader import load
from content.wizard.order import QuestionOrder, Turning
from content.wizard.priors import BookPriors

FACTS = ("a", "b", "c", "d")
YES = {"a": 0.5, "b": 0.2, "c": 0.9, "d": 0.5}
Verdict = Callable[[bool, bool, bool, bool], bool]
RULES: dict[str, tuple[str, Verdict]] = {
    "both": ("{all: [{fact: a}, {fact: b}]}", lambda a, b, c, d: a and b),
    "either": ("{any: [{fact: a}, {fact: b}, {fact: c}]}", lambda a, b, c, d: a or b or c),
    "mixed": (
        "{all: [{fact: a}, {any: [{fact: b}, {not: {fact: c}}]}]}",
        lambda a, b, c, d: a and (b or not c),
    ),
    "two-ways": (
        "{any: [{all: [{fact: a}, {fact: b}]}, {all: [{fact: c}, {fact: d}]}]}",
        lambda a, b, c, d: (a and b) or (c and d),
    ),
}


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> RuleBook:
    folder: Path = tmp_path_factory.mktemp("weights")
    (folder / "rules" / "measures").mkdir(parents=True)
    (folder / "pack.yaml").write_text("{id: weights, version: '1', title: Weights}")
    facts = [
        f"- {{id: {name}, type: yes_no, title: {name}, question: {name}?, likely: {{'true': {YES[name]}}}}}"
        for name in FACTS
    ]
    facts.append("- {id: age, type: number, title: age, question: age?, min: 0, max: 99, likely: {'3': 0.4}}")
    facts.append(
        "- {id: colour, type: choice, title: colour, question: colour?, options: [red, green, blue]}"
    )
    facts.append("- {id: things, type: set, title: things, question: things?, options: [x, y, z]}")
    facts.append("- {id: many-things, type: set, title: many, question: many?, options: [p, q, r, s, t]}")
    (folder / "facts.yaml").write_text("\n".join(facts))
    rules = {name: when for name, (when, _) in RULES.items()} | {
        "old": "{fact: age, at_least: 60}",
        "grown-up": "{fact: age, at_least: 18}",
        "red": "{fact: colour, is: red}",
        "owner": "{fact: things, includes: x}",
    }
    for name, when in rules.items():
        (folder / "rules" / "measures" / f"{name}.yaml").write_text(f"measure: {name}\nwhen: {when}\n")
    return RuleBook.of(load(folder), date(2026, 11, 22))


def chance(answers: tuple[bool, ...]) -> float:
    share = 1.0
    for name, answer in zip(FACTS, answers, strict=True):
        share *= YES[name] if answer else 1 - YES[name]
    return share


def settles_alone(verdict: Verdict, fact: int) -> float:
    """The chance that one answer makes all completions agree."""
    share = 0.0
    for answer in (True, False):
        ends = {verdict(*one) for one in product((True, False), repeat=4) if one[fact] is answer}
        yes = YES[FACTS[fact]]
        share += (yes if answer else 1 - yes) * (len(ends) == 1)
    return share


def turns_on(verdict: Verdict, fact: int) -> float:
    """The chance that the other answers leave the verdict to this one."""
    share = 0.0
    for one in product((True, False), repeat=4):
        other = tuple(answer != (place == fact) for place, answer in enumerate(one))
        if verdict(*one) != verdict(*other):
            share += chance(one)
    return share


def turning(book: RuleBook, measure: str) -> dict[str, Turning]:
    found = QuestionOrder(book).turning(("measure", measure), book.case({}))
    return {one.fact: one for one in found}


@pytest.mark.parametrize("measure", RULES)
def test_how_likely_an_answer_settles_a_verdict(book: RuleBook, measure: str) -> None:
    verdict = RULES[measure][1]
    for fact, one in turning(book, measure).items():
        assert one.settling == pytest.approx(settles_alone(verdict, FACTS.index(fact)))


@pytest.mark.parametrize("measure", RULES)
def test_how_likely_a_verdict_turns_on_a_fact(book: RuleBook, measure: str) -> None:
    verdict = RULES[measure][1]
    found = turning(book, measure)
    for place, fact in enumerate(FACTS):
        counted = turns_on(verdict, place)
        assert (found[fact].needed if fact in found else 0.0) == pytest.approx(counted)


def test_priors_are_what_the_pack_says_and_even_elsewhere(book: RuleBook) -> None:
    book.prepare()
    priors = BookPriors(book)
    by_source = {
        str(partition.variable.source): list(priors.by_column[column])
        for column, partition in enumerate(book.columns.partitions)
    }
    assert all(sum(shares) == pytest.approx(1.0) for shares in by_source.values())
    assert dict(priors.answers("a")) == {True: 0.5, False: 0.5}
    assert dict(priors.answers("colour")) == pytest.approx(dict.fromkeys(("red", "green", "blue"), 1 / 3))
    ages = dict(priors.answers("age"))
    assert ages[0] == pytest.approx(0.4 + 0.2), "three is met often, the rest is even over 0-17, 18-59, 60-99"
    assert ages[18] == ages[60] == pytest.approx(0.2)
    things = dict(priors.answers("things"))
    assert len(things) == 2**3, "each of three options is marked or not"
    assert things[frozenset()] == pytest.approx(0.75**3)
    assert sum(things.values()) == pytest.approx(1.0)
    assert priors.answers("many-things") == (), "too many to weigh one by one"
