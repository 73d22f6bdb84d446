"""Complete facts of invented people: repeatable, whole, and never against the pack's constraints."""

from __future__ import annotations

import json
from datetime import date

import pytest

from backend.demo.complete_facts import CompleteFacts
from content.cache import load_or_compile
from content.eligibility.book import RuleBook
from content.pack import Pack
from content.rules.values import read_facts
from tests.backend.site import Site

ON = date(2026, 11, 20)
PEOPLE = 400


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load_or_compile("ru-mur")


@pytest.mark.slow
def test_nobody_contradicts_the_constraints(pack: Pack) -> None:
    book = RuleBook.of(pack, ON)
    for _person, facts in CompleteFacts(pack, 1, ON).people(PEOPLE):
        book.case(read_facts(book.facts, facts))  # raises ContradictionError


@pytest.mark.slow
def test_every_fact_that_can_be_asked_is_answered(pack: Pack) -> None:
    asked = {fact.id for fact in pack.facts if fact.question is not None and fact.derived is None}
    for _person, facts in CompleteFacts(pack, 1, ON).people(PEOPLE):
        assert asked <= facts.keys()


@pytest.mark.slow
def test_the_same_seed_gives_the_same_people(pack: Pack) -> None:
    first, again, other = (list(CompleteFacts(pack, seed, ON).people(60)) for seed in (1, 1, 2))
    assert first == again
    assert first != other


@pytest.mark.slow
@pytest.mark.parametrize("dialect", ["sqlite"])
def test_the_command_prints_a_line_a_person(bare_site: Site) -> None:
    lines = bare_site.must(
        "demo-facts", "--people", "25", "--seed", "3", "--as-of", "2026-11-20"
    ).splitlines()
    people = [json.loads(line) for line in lines]
    assert [person["id"] for person in people] == [f"d{number:09d}" for number in range(1, 26)]
    assert all(person["facts"]["birth-date"] < "2026-11-20" for person in people)
