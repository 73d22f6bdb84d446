"""The first look at many people misses nobody: over columns, and on no more measures than can differ."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from content.eligibility import columns
from content.eligibility.book import RuleBook
from content.loader import load
from content.pack_diff.entries import entry_changes, measures_that_can_differ
from content.pack_diff.first_pass import FirstPass, Looked
from content.pack_diff.person import Person
from content.rule_checks.context import RuleContext
from content.rules.reading import read_rules
from content.rules.values import write_value
from tests.content.eligibility.random_rules import TODAY, partial_states, small_book
from tests.content.rule_checks.region_pack import ruled

SEEDS = range(30)
REJECTED = Person("rejected", {"few": "many"})


def two_books(seed: int) -> tuple[RuleBook, RuleBook, list[Person]]:
    """The same facts under rules that stand in other places, one of them gone and one new."""
    random = Random(seed)
    knowledge = small_book(random, constraints=False)
    states = [facts for pair in partial_states(random, knowledge, 30) for facts in pair]
    people = [
        Person(str(at), {name: write_value(knowledge.facts[name], value) for name, value in facts.items()})
        for at, facts in enumerate(states)
    ]
    m = knowledge.measures
    other = {"m0": m["m1"], "m1": m["m1"], "by-category": m["by-category"], "new": m["m2"]}
    return RuleBook(knowledge), RuleBook(replace(knowledge, measures=other)), [*people, REJECTED, *people[:3]]


def looked(first: FirstPass, people: list[Person]) -> list[Looked]:
    return list(first.over(iter(people)))


@pytest.mark.parametrize("seed", SEEDS)
def test_columns_find_whom_single_verdicts_find(seed: int) -> None:
    old, new, people = two_books(seed)
    measures = tuple({**old.knowledge.measures, **new.knowledge.measures})
    over_columns = FirstPass(old, new, measures, columns.differing)
    assert looked(over_columns, people) == looked(FirstPass(old, new, measures), people)


def test_the_books_of_the_comparison_differ_and_suit_columns() -> None:
    """The control: there is something to find, by the way that is tested."""
    found = suited = 0
    for seed in SEEDS:
        old, new, people = two_books(seed)
        first = FirstPass(old, new, tuple({**old.knowledge.measures, **new.knowledge.measures}))
        suited += first.suits_columns
        found += sum(bool(one.differences) for one in looked(first, people))
    assert suited == len(SEEDS)
    assert found > len(SEEDS)


def test_tied_facts_are_looked_at_one_by_one() -> None:
    """Columns know no contradictions."""
    tied = [
        book for seed in SEEDS if (book := RuleBook(small_book(Random(seed)))) and book.knowledge.constraints
    ]
    assert tied
    assert not any(FirstPass(book, book, book.measures).suits_columns for book in tied)


CHANGES = {
    "a number of the law": {("parameters.yaml", "2709300"): "2500000"},
    "a rule": {("rules/measures/heating.yaml", "at_least: 6"): "at_least: 2"},
    "a category": {("rules/categories/pensioner.yaml", "65"): "50"},
    "a constraint": {("constraints.yaml", "at_least: {fact: minors}"): "at_least: 2"},
    "the bounds of a fact": {("facts.yaml", "max: 2030-12-31"): "max: 2027-12-31"},
}
FAMILY = {"minors": 2, "children": 5}
PEOPLE = [
    Person(f"{birth}-{income}-{children}", {"birth-date": birth, "stove": True, "income": income, **children})
    for birth in ("1950-01-01", "1970-01-01", "1990-01-01")
    for income in ("10000.00", "26000.00", None)
    for children in ({}, FAMILY)
]


@pytest.mark.parametrize("changed", CHANGES)
def test_a_measure_that_is_not_looked_at_does_not_differ(tmp_path: Path, changed: str) -> None:
    packs = [load(str(folder)) for folder in pairs(tmp_path, changed)]
    old, new = (RuleBook.of(pack, TODAY) for pack in packs)
    contexts = [RuleContext(pack, read_rules(pack), TODAY) for pack in packs]
    narrowed = measures_that_can_differ(entry_changes(*packs), contexts)
    assert narrowed
    assert looked(FirstPass(old, new, narrowed), PEOPLE) == looked(FirstPass(old, new, old.measures), PEOPLE)


def test_what_is_only_said_about_a_rule_makes_no_measure_differ(tmp_path: Path) -> None:
    old = ruled(tmp_path / "old")
    new = ruled(tmp_path / "new", {("facts.yaml", "en: Stove}"): "en: A stove}"})
    packs = [load(str(folder)) for folder in (old, new)]
    contexts = [RuleContext(pack, read_rules(pack), TODAY) for pack in packs]
    changes = entry_changes(*packs)
    assert [change.id for change in changes] == ["stove"]
    assert measures_that_can_differ(changes, contexts) == ()


def pairs(folder: Path, changed: str) -> Iterator[Path]:
    yield ruled(folder / "old")
    yield ruled(folder / "new", CHANGES[changed])
