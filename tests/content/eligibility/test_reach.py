"""Nobody is told to become what nobody can become: options that are reached from some others only."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import Any

import pytest
from msgspec.structs import replace as with_fields

from content.eligibility.book import RuleBook
from content.eligibility.changes import applied
from content.eligibility.flip import Flip, Unchangeable, flip
from content.eligibility.knowledge import Knowledge
from content.eligibility.reach import within_reach
from content.eligibility.verdicts import Verdict
from content.model import Text
from content.rules import syntax as s
from content.rules.model import Changeable, Fact, FactType, Option
from tests.content.eligibility.oracle import Oracle, all_values
from tests.content.eligibility.random_rules import TODAY, partial_states, small_book

SEEDS = 40
WORK = Fact(
    "work",
    FactType.CHOICE,
    Text("work"),
    options=(
        Option("employed", Text("")),
        Option("registered", Text(""), reached_from=("jobless",)),
        Option("jobless", Text(""), reached_from=()),
    ),
    changeable=Changeable.ACT,
)
PAPERS = Fact(
    "papers",
    FactType.SET,
    Text("papers"),
    options=(Option("injury", Text(""), reached_from=()), Option("device", Text(""))),
    changeable=Changeable.DOCUMENT,
)
BOOK = RuleBook(
    Knowledge(
        today=TODAY.toordinal(),
        facts={"work": WORK, "papers": PAPERS},
        measures={
            "benefit": s.IsOneOf("work", frozenset({"registered"})),
            "pension": s.Includes("papers", frozenset({"injury"})),
            "aid": s.Includes("papers", frozenset({"device"})),
        },
    )
)


def found(measure: str, **facts: Any) -> Flip | Unchangeable:
    return flip(BOOK, measure, BOOK.case(facts))


def test_who_works_is_not_told_to_register_as_unemployed() -> None:
    employed, jobless = found("benefit", work="employed"), found("benefit", work="jobless")
    assert isinstance(employed, Unchangeable)
    assert [ground.fact for ground in employed.proof.facts] == ["work"]
    assert isinstance(jobless, Flip)
    assert [change.to for change in jobless.changes] == ["registered"]


def test_a_note_that_nobody_can_come_to_is_no_way() -> None:
    assert isinstance(found("pension", papers=frozenset()), Unchangeable)
    aid = found("aid", papers=frozenset())
    assert isinstance(aid, Flip)
    assert aid.changes[0].gained == {"device"}


def limited(random: Random, knowledge: Knowledge) -> Knowledge:
    """The same with options that few others lead to."""

    def option(fact: Fact, one: Option) -> Option:
        others = [other.id for other in fact.options if other is not one]
        chosen = tuple(random.sample(others, random.randint(0, 1)))
        return with_fields(one, reached_from=random.choice((None, (), chosen)))

    facts = {
        name: with_fields(fact, options=tuple(option(fact, one) for one in fact.options))
        for name, fact in knowledge.facts.items()
    }
    return replace(knowledge, facts=facts)


@pytest.mark.parametrize("seed", range(SEEDS))
def test_ways_stay_within_reach_and_proofs_hold(seed: int) -> None:
    random = Random(seed)
    knowledge = limited(random, small_book(random, constraints=seed % 2 == 0))
    book = RuleBook(knowledge)
    for _, known in partial_states(random, knowledge, 4):
        case = book.case(known)
        for measure, verdict in book.verdicts(case).items():
            if verdict is not Verdict.NOT_ENTITLED:
                continue
            way = flip(book, measure, case)
            if isinstance(way, Unchangeable):
                assert stays_a_no(knowledge, book, measure, known)
                continue
            assert way.changes or way.on is not None, (
                "an exact rule names the way, or proves that there is none"
            )
            after = book.case(applied(case, way.changes))
            for change in way.changes:
                if knowledge.facts[change.fact].options:
                    assert options_of(after.values[change.fact]) <= within_reach(case, change.fact)


def stays_a_no(knowledge: Knowledge, book: RuleBook, measure: str, known: dict[str, Any]) -> bool:
    """Whatever within reach the changeable facts become, as far as all completions can be tried."""
    case = book.case(known)
    values = {name: list(all_values(fact, knowledge)) for name, fact in knowledge.facts.items()}
    fixed = dict(known)
    for name in known:
        fact = knowledge.facts[name]
        if fact.changeable is Changeable.NO or fact.type is FactType.DATE:
            continue
        del fixed[name]
        if fact.options:
            reach = within_reach(case, name)
            values[name] = [value for value in values[name] if options_of(value) <= reach]
    if len(values) - len(fixed) > 4:
        return True
    return True not in Oracle(knowledge).verdicts_of_completions(knowledge.measures[measure], fixed, values)


def options_of(value: Any) -> frozenset[str]:
    return value if isinstance(value, frozenset) else frozenset({value})
