"""Verdicts against every completion, tried one by one by an evaluator of its own."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest

from content.eligibility import columns
from content.eligibility.book import RuleBook
from content.eligibility.verdicts import ContradictionError, Verdict
from tests.content.eligibility.oracle import Oracle, all_values
from tests.content.eligibility.random_rules import partial_states, small_book

SEEDS = 24
MANY_SEEDS = 400
MOST_COMPLETIONS = 20_000


def judged(seed: int) -> tuple[int, list[str]]:
    """How many verdicts were compared, and what is wrong with them."""
    random = Random(seed)
    knowledge = small_book(random, several_facts=seed % 3 == 0)
    book, oracle = RuleBook(knowledge), Oracle(knowledge)
    values = {name: all_values(fact, knowledge) for name, fact in knowledge.facts.items()}
    compared, wrong = 0, []
    for complete, known in partial_states(random, knowledge, 4):
        case, whole = book.case(known), book.case(complete)
        by_code = book.complete(complete)
        size = 1
        for name, among in values.items():
            size *= 1 if name in known else len(among)
        completions = list(oracle.completions(known, values)) if size <= MOST_COMPLETIONS else []
        for measure, requirement in knowledge.measures.items():
            met = oracle.met(requirement, complete)
            of_whole = {by_code[measure], book.verdict_named(("measure", measure), whole)}
            if of_whole != {Verdict.ENTITLED if met else Verdict.NOT_ENTITLED}:
                wrong.append(f"{seed} {measure}: {of_whole} of complete facts {complete}")
            if size > MOST_COMPLETIONS:
                continue
            compared += 1
            truths = oracle.truths(requirement, completions)
            verdict = book.verdict(measure, case)
            missed = len(truths) == 1 and verdict is Verdict.UNKNOWN
            unsound = verdict is not Verdict.UNKNOWN and truths != {verdict is Verdict.ENTITLED}
            if unsound or (missed and measure not in book.inexact):
                wrong.append(f"{seed} {measure}: {verdict}, completions say {truths}, known {known}")
    return compared, wrong


@pytest.mark.parametrize("seed", range(SEEDS))
def test_no_verdict_is_wrong_or_missed(seed: int) -> None:
    assert judged(seed)[1] == []


@pytest.mark.slow
def test_no_verdict_is_wrong_or_missed_in_many_books() -> None:
    compared, wrong = 0, []
    for seed in range(SEEDS, MANY_SEEDS):
        count, found = judged(seed)
        compared += count
        wrong += found
    assert wrong == []
    assert compared > 3_000


def test_without_constraints_verdicts_are_missed() -> None:
    """The control: an engine that does not know the constraints leaves open what they decide."""
    missed = 0
    for seed in range(SEEDS):
        random = Random(seed)
        knowledge = small_book(random)
        blind, oracle = RuleBook(replace(knowledge, constraints={})), Oracle(knowledge)
        values = {name: all_values(fact, knowledge) for name, fact in knowledge.facts.items()}
        for _, known in partial_states(random, knowledge, 4):
            if sum(name not in known for name in values) > 3:
                continue
            for measure, requirement in knowledge.measures.items():
                truths = oracle.verdicts_of_completions(requirement, known, values)
                verdict = blind.verdict(measure, blind.case(known))
                missed += len(truths) == 1 and verdict is Verdict.UNKNOWN
    assert missed > 0


@pytest.mark.parametrize("seed", range(SEEDS))
def test_missing_facts_settle_an_open_verdict(seed: int) -> None:
    random = Random(seed)
    knowledge = small_book(random)
    book = RuleBook(knowledge)
    for complete, known in partial_states(random, knowledge, 6):
        case = book.case(known)
        for measure in book.measures:
            missing = book.missing(measure, case)
            assert bool(missing) is (book.verdict(measure, case) is Verdict.UNKNOWN)
            assert not set(missing) & known.keys()
            more = {**known, **{name: complete[name] for name in missing}}
            assert book.verdict(measure, book.case(more)) is not Verdict.UNKNOWN


@pytest.mark.parametrize("seed", range(SEEDS))
def test_contradicting_facts_are_named(seed: int) -> None:
    random = Random(seed)
    knowledge = small_book(random)
    book, oracle = RuleBook(knowledge), Oracle(knowledge)
    values = {name: all_values(fact, knowledge) for name, fact in knowledge.facts.items()}
    for _ in range(20):
        facts = {name: random.choice(among) for name, among in values.items()}
        if oracle.allowed(facts):
            book.case(facts)
            continue
        with pytest.raises(ContradictionError) as caught:
            book.case(facts)
        named = caught.value.facts
        assert named and caught.value.constraints
        for dropped in named:
            book.case({name: facts[name] for name in named if name != dropped})


@pytest.mark.parametrize("seed", range(SEEDS))
def test_columns_say_what_single_verdicts_say(seed: int) -> None:
    random = Random(seed)
    knowledge = small_book(random, several_facts=seed % 3 == 0)
    book = RuleBook(knowledge)
    people = [facts for pair in partial_states(random, knowledge, 20) for facts in pair]
    table = columns.table_of(book, people)
    found = columns.verdicts(book, table, len(people), book.measures)
    for row, facts in enumerate(people):
        for measure, verdict in book.verdicts(book.case(facts)).items():
            assert found[measure][row] == columns.CODES[verdict]


@pytest.mark.parametrize("seed", range(SEEDS))
def test_a_small_budget_is_sound(seed: int) -> None:
    """Without diagrams verdicts come from intervals: open more often, never wrong."""
    random = Random(seed)
    knowledge = small_book(random)
    book, small = RuleBook(knowledge), RuleBook(knowledge, budget=1)
    for _, known in partial_states(random, knowledge, 6):
        exact = book.verdicts(book.case(known))
        for measure, verdict in small.verdicts(small.case(known)).items():
            assert verdict in (exact[measure], Verdict.UNKNOWN)
    assert small.over_budget <= small.inexact
