"""The question screens of the shipped packs, as a person without a card meets them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache

import pytest

from content.loader import load
from content.rules.values import Value
from content.wizard.goals import Goals
from content.wizard.interview import Interview
from content.wizard.play import play
from content.wizard.screens import MOST_QUESTIONS
from content.wizard.wizard import Wizard

BOTH = pytest.mark.parametrize("pack", ["ru", "ru-mur"])
DAY = date(2026, 11, 22)
NOTHING: frozenset[str] = frozenset()

WORKER: Mapping[str, Value] = {
    "birth-date": date(1986, 5, 9),
    "sex": "m",
    "disability": "none",
    "children": 0,
    "children-ever": 0,
    "occupation": "employed",
    "certificates": NOTHING,
    "now": NOTHING,
    "income-per-person": 6_000_000,
    "housing-share": 9,
    "home": "murmansk",
    "rural-work": False,
    "owns": frozenset({"flat"}),
    "pregnancy": "none",
    "insurance-years": 18,
    "north-years": 18,
}
MOTHER: Mapping[str, Value] = {
    **WORKER,
    "sex": "f",
    "children": 2,
    "children-ever": 2,
    "youngest-child": date(2022, 3, 1),
    "children-notes": frozenset({"kindergarten"}),
    "family-notes": frozenset({"capital-first"}),
    "family-money": frozenset({"mortgage"}),
    "income-per-person": 1_500_000,
    "housing-share": 30,
}
PENSIONER: Mapping[str, Value] = {
    **WORKER,
    "birth-date": date(1951, 3, 8),
    "sex": "f",
    "children-ever": 2,
    "occupation": "pensioner",
    "certificates": frozenset({"labour-veteran"}),
    "labour-veteran-kind": "federal",
    "pension-kind": "old-age",
    "pension-total": 2_400_000,
    "income-per-person": 2_400_000,
    "insurance-years": 38,
    "north-years": 30,
    "lives": "alone",
}
LIVES = pytest.mark.parametrize(
    ("facts", "most_screens"),
    [(WORKER, 5), (MOTHER, 8), (PENSIONER, 7)],
    ids=["worker", "mother", "pensioner"],
)


@cache
def begun(pack: str, goals: str = "all") -> Interview:
    return Interview.begun(Wizard.of(load(pack), DAY), Goals(goals))


@BOTH
@pytest.mark.parametrize("goals", ["all", "categories"])
def test_questions_begin_with_who_one_is(pack: str, goals: str) -> None:
    screen = begun(pack, goals).screen()
    assert screen is not None
    assert screen.group is not None
    assert screen.group.title.ru == "О вас"
    assert screen.facts[0].id == "birth-date"
    assert len(screen.facts) == MOST_QUESTIONS


@BOTH
@LIVES
def test_an_ordinary_life_is_told_on_few_screens(
    pack: str, facts: Mapping[str, Value], most_screens: int
) -> None:
    played = play(begun(pack), facts)
    assert played.screens <= most_screens, played.order
    assert all(facts.get(fact) is not None for fact in played.order), played.order
    assert played.end.progress.done


@BOTH
def test_each_question_that_may_stand_with_others_has_a_heading(pack: str) -> None:
    headings = {group.id for group in load(pack).question_groups}
    assert all(fact.group in headings for fact in load(pack).facts if fact.question is not None)
