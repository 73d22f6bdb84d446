"""Every verdict follows from its explanation and from nothing less; every "no" has a way out or a proof."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest

from content.eligibility.book import RuleBook
from content.eligibility.changes import applied
from content.eligibility.explanation import explain
from content.eligibility.flip import Flip, Unchangeable, flip
from content.eligibility.knowledge import Knowledge
from content.eligibility.verdicts import ContradictionError, Verdict
from content.rules.model import Changeable, FactType
from content.rules.provenance import Source
from tests.content.eligibility.oracle import Oracle, all_values
from tests.content.eligibility.random_rules import partial_states, small_book

SEEDS = 40


@pytest.mark.parametrize("seed", range(SEEDS))
def test_explanations_are_minimal_and_enough(seed: int) -> None:
    random = Random(seed)
    book = RuleBook(small_book(random, several_facts=seed % 3 == 0))
    for _, known in partial_states(random, book.knowledge, 4):
        case = book.case(known)
        sources = {fact: random.choice(list(Source)) for fact in known}
        for measure, verdict in book.verdicts(case).items():
            explanation = explain(book, measure, case, sources)
            assert explanation.verdict is verdict
            if verdict is Verdict.UNKNOWN:
                assert explanation.missing == book.missing(measure, case)
                continue
            kept = {ground.fact: known[ground.fact] for ground in explanation.facts}
            assert book.verdict(measure, book.case(kept)) is verdict
            for fact in kept:
                less = {other: value for other, value in kept.items() if other != fact}
                assert book.verdict(measure, book.case(less)) is Verdict.UNKNOWN
            assert all(sources[ground.fact] is ground.source for ground in explanation.facts)


@pytest.mark.parametrize("seed", range(SEEDS))
def test_every_no_has_a_way_out_or_a_proof(seed: int) -> None:
    random = Random(seed)
    knowledge = small_book(random)
    book = RuleBook(knowledge)
    for _, known in partial_states(random, knowledge, 4):
        case = book.case(known)
        refused = [name for name, verdict in book.verdicts(case).items() if verdict is Verdict.NOT_ENTITLED]
        for measure in refused:
            found = flip(book, measure, case)
            if isinstance(found, Unchangeable):
                assert _stays_a_no(knowledge, measure, known)
            elif found.on is not None:
                then = book.later(found.on)
                assert then.verdict(measure, then.case(known)) is found.becomes
            else:
                _is_the_shortest_way(book, measure, known, found)


def _stays_a_no(knowledge: Knowledge, measure: str, known: dict[str, Any]) -> bool:
    """Whatever the changeable facts are, as far as all completions can be tried."""
    values = {name: all_values(fact, knowledge) for name, fact in knowledge.facts.items()}
    fixed = {fact: value for fact, value in known.items() if fact not in _changeable(knowledge, known)}
    if len(values) - len(fixed) > 4:
        return True
    truths = Oracle(knowledge).verdicts_of_completions(knowledge.measures[measure], fixed, values)
    return True not in truths


def _is_the_shortest_way(book: RuleBook, measure: str, known: dict[str, Any], found: Flip) -> None:
    assert found.changes, "an exact rule names the way"
    assert {change.fact for change in found.changes} <= _changeable(book.knowledge, known)
    assert book.verdict(measure, book.case(applied(book.case(known), found.changes))) is found.becomes
    if len(found.changes) == 1:
        return
    for fact in _changeable(book.knowledge, known):
        for value in all_values(book.facts[fact], book.knowledge):
            try:
                case = book.case({**known, fact: value})
            except ContradictionError:
                continue
            assert book.verdict(measure, case) is Verdict.NOT_ENTITLED


def _changeable(knowledge: Knowledge, known: dict[str, Any]) -> set[str]:
    facts = knowledge.facts
    return {
        name
        for name in known
        if facts[name].changeable is not Changeable.NO and facts[name].type is not FactType.DATE
    }
