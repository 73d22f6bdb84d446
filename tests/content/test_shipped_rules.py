"""What the shipped packs promise about rules: every measure, worked examples, few and kind questions."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from typing import Any

import pytest

from content.eligibility.book import RuleBook
from content.eligibility.verdicts import ContradictionError
from content.loader import load
from content.pack import Pack
from content.rules.model import CategoryRule, Fact, FactType, MeasureRule
from content.rules.values import read_facts
from content.sentences import long_sentences

FEDERAL = "ru"
REGIONAL = "ru-mur"
BOTH = pytest.mark.parametrize("pack", [FEDERAL, REGIONAL])
DAY = date(2026, 11, 22)
MOST_OPTIONS = 8
UNSPEAKABLE = re.compile(r"\d|\b[А-ЯЁA-Z]{2,}\b|[№%₽]")
SENSITIVE = "hard-times"


@cache
def shipped(pack: str) -> Pack:
    return load(pack)


@cache
def book(pack: str, on: date = DAY) -> RuleBook:
    return RuleBook.of(shipped(pack), on)


def verdict(pack: str, name: str, facts: dict[str, Any], on: date = DAY) -> str:
    rules = book(pack, on)
    case = rules.case(read_facts(rules.facts, facts))
    return str({**rules.verdicts(case), **rules.category_verdicts(case)}[name])


def named_rules(pack: str) -> list[tuple[str, MeasureRule | CategoryRule]]:
    measures = [(one.measure, one) for one in shipped(pack).rules]
    return [*measures, *((one.category, one) for one in shipped(pack).category_rules)]


def asked(pack: str) -> list[Fact]:
    return [fact for fact in shipped(pack).facts if fact.question is not None]


def has_judgement(tree: object) -> bool:
    return "'judged':" in repr(tree)


@BOTH
def test_every_open_measure_and_every_category_has_a_rule(pack: str) -> None:
    open_measures = {one.id for one in shipped(pack).measures if not one.closed}
    assert {one.measure for one in shipped(pack).rules} == open_measures
    assert {one.category for one in shipped(pack).category_rules} == {
        one.id for one in shipped(pack).categories
    }


@BOTH
def test_every_rule_names_the_law_and_shows_a_yes_and_a_no(pack: str) -> None:
    for name, rule in named_rules(pack):
        verdicts = {example.verdict for example in rule.examples}
        assert rule.law, name
        assert "not_entitled" in verdicts, name
        assert verdicts & ({"unknown"} if has_judgement(rule.when) else {"entitled"}), name


@BOTH
def test_every_example_says_what_the_rule_computes(pack: str) -> None:
    for name, rule in named_rules(pack):
        for example in rule.examples:
            on = date.fromisoformat(example.on) if example.on else DAY
            rules = book(pack, on)
            case = rules.case(read_facts(rules.facts, example.facts))
            of_kind = rules.verdicts if isinstance(rule, MeasureRule) else rules.category_verdicts
            assert of_kind(case)[name] == example.verdict, (name, example.title)


@BOTH
def test_all_rules_are_exact(pack: str) -> None:
    assert book(pack).inexact == frozenset()


@BOTH
def test_a_rule_of_an_unsure_measure_is_not_called_verified(pack: str) -> None:
    sure = {one.id: one.sureness for one in shipped(pack).measures}
    assert [one.measure for one in shipped(pack).rules if one.verified and sure[one.measure] != "A"] == []


def parameters_behind(pack: Pack, tree: object, passed: frozenset[str] = frozenset()) -> set[str]:
    """The parameters a tree stands on, also through derived facts, categories and other measures."""
    if isinstance(tree, list):
        return {one for part in tree for one in parameters_behind(pack, part, passed)}
    if not isinstance(tree, dict):
        return set()
    found = {tree["parameter"]} if "parameter" in tree else set()
    behind: dict[str, dict[str, object]] = {
        "fact": {one.id: one.derived for one in pack.facts},
        "category": {one.category: one.when for one in pack.category_rules},
        "measure": {one.measure: one.when for one in pack.rules},
    }
    for kind, trees in behind.items():
        name = f"{kind}:{tree.get(kind)}"
        if kind in tree and name not in passed:
            found |= parameters_behind(pack, trees.get(tree[kind]), passed | {name})
    return found | {one for part in tree.values() for one in parameters_behind(pack, part, passed)}


@BOTH
def test_a_rule_that_stands_on_an_unverified_figure_is_not_called_verified(pack: str) -> None:
    unsure = {
        parameter.id
        for parameter in shipped(pack).parameters
        if any(value.valid_to is None or value.valid_to >= DAY for value in parameter.values)
        and not parameter.values[-1].verified
    }
    assert "pm-region-per-capita" in unsure
    for name, rule in named_rules(pack):
        trees = [rule.when]
        if isinstance(rule, MeasureRule):
            trees += [part for line in rule.pays for part in (line.when, line.amount)]
        if unsure & parameters_behind(shipped(pack), trees):
            assert not rule.verified, name


@BOTH
def test_questions_are_short_in_two_languages_and_can_be_read_aloud(pack: str) -> None:
    for fact in asked(pack):
        assert fact.question is not None
        texts = [fact.title, fact.question, *([fact.help] if fact.help else [])]
        assert all(text.en for text in [*texts, *(option.title for option in fact.options)]), fact.id
        assert [long for text in texts for long in long_sentences(text.ru)] == []
        spoken = [fact.spoken or fact.question.ru, *(one.spoken or one.title.ru for one in fact.options)]
        assert [one for one in spoken if UNSPEAKABLE.search(one)] == []


@BOTH
def test_a_set_can_be_taken_in_at_one_look(pack: str) -> None:
    sets = [fact for fact in asked(pack) if fact.type is FactType.SET]
    assert len(sets) >= 8
    assert [fact.id for fact in sets if len(fact.options) > MOST_OPTIONS] == []


@BOTH
def test_who_is_known_by_the_card_is_not_asked_for_age_health_papers_or_pension(pack: str) -> None:
    silent = {"birth-date", "sex", "disability", "certificates", "pension-kind", "income-per-person"}
    assert [one.id for one in shipped(pack).facts if one.id in silent and one.register is None] == []


@BOTH
def test_what_is_hard_to_say_comes_last_and_may_be_skipped(pack: str) -> None:
    sensitive = next(fact for fact in shipped(pack).facts if fact.id == SENSITIVE)
    group = next(one for one in shipped(pack).question_groups if one.id == sensitive.group)
    assert sensitive.protected
    assert group.last
    assert sensitive.help is not None
    assert "пропустить" in sensitive.help.ru
    assert verdict(pack, "released-prisoner", {SENSITIVE: {"unknown": True}}) == "unknown"


@BOTH
def test_nobody_without_a_child_is_asked_about_children(pack: str) -> None:
    rules = book(pack)
    childless = {"children": 0, "birth-date": "1991-02-03", "sex": "m", "now": []}
    case = rules.case(read_facts(rules.facts, childless))
    missing = {fact for name in rules.measures for fact in rules.missing(name, case)}
    assert not missing & {"children-notes", "youngest-child", "pregnancy", "placement-date", SENSITIVE}


def test_the_region_measures_income_by_its_own_minimum() -> None:
    family = {
        "children": 1,
        "youngest-child": "2020-02-02",
        "income-per-person": "25000.00",
        "family-money": [],
    }
    assert verdict(FEDERAL, "child-unified-allowance", family) == "not_entitled"
    assert verdict(REGIONAL, "child-unified-allowance", family) == "entitled"


def test_the_region_asks_where_one_lives_before_it_asks_about_village_work() -> None:
    teacher = {"occupation": "employed", "rural-work": True}
    assert verdict(FEDERAL, "rural-specialist-utilities", teacher) == "entitled"
    assert verdict(REGIONAL, "rural-specialist-utilities", teacher) == "unknown"
    assert verdict(REGIONAL, "rural-specialist-utilities", teacher | {"home": "village"}) == "entitled"


def test_the_family_tax_payment_can_be_applied_for_from_june_to_october() -> None:
    rule = next(one for one in shipped(FEDERAL).rules if one.measure == "family-tax-payment")
    assert rule.window is not None
    assert (rule.window.opens, rule.window.closes) == ("06-01", "10-01")


@pytest.mark.parametrize(
    ("birth", "answer"), [("2026-05-22", "entitled"), ("2026-05-21", "not_entitled"), (None, "unknown")]
)
def test_the_birth_allowance_can_be_had_for_six_months(birth: str | None, answer: str) -> None:
    assert verdict(FEDERAL, "birth-allowance", {"children": 1, "youngest-child": birth}) == answer


UNUSUAL_LIVES: list[tuple[str, dict[str, Any]]] = [
    (
        "a military pensioner of thirty-one",
        {"birth-date": "1995-05-05", "occupation": "employed-pensioner", "pension-kind": "service"},
    ),
    (
        "a mother of seventeen at school",
        {
            "birth-date": "2009-03-03",
            "occupation": "study",
            "children": 1,
            "children-ever": 1,
            "youngest-child": "2026-01-01",
            "children-notes": ["baby-care"],
        },
    ),
    (
        "a man whose wife expects a child",
        {"sex": "m", "birth-date": "1990-01-01", "now": ["expecting"], "pregnancy": "none"},
    ),
    (
        "a woman who expects a child at fifty-two",
        {"sex": "f", "birth-date": "1974-01-01", "now": ["expecting"], "pregnancy": "from-26"},
    ),
    (
        "a grandmother with a ward and no child of her own",
        {"birth-date": "1950-01-01", "children": 1, "children-ever": 1, "children-notes": ["ward"]},
    ),
    (
        "a student with a survivor's pension",
        {
            "birth-date": "2007-01-01",
            "occupation": "pensioner",
            "pension-kind": "survivor",
            "now": ["loss"],
            "loss-notes": ["breadwinner"],
        },
    ),
    (
        "a disabled child the day before eighteen",
        {"birth-date": "2008-11-23", "disability": "disabled-child", "disability-notes": ["device"]},
    ),
    (
        "a child of a fallen soldier",
        {"birth-date": "2016-01-01", "certificates": ["family-of-fallen"], "now": ["svo-family"]},
    ),
    ("a veteran of the front", {"birth-date": "1925-01-01", "war-years-papers": ["war-participant"]}),
]


@BOTH
@pytest.mark.parametrize(("life", "facts"), UNUSUAL_LIVES, ids=[life for life, _ in UNUSUAL_LIVES])
def test_no_constraint_denies_a_life_that_there_is(pack: str, life: str, facts: dict[str, Any]) -> None:
    rules = book(pack)
    assert set(rules.verdicts(rules.case(read_facts(rules.facts, facts)))) == set(rules.measures), life


@BOTH
def test_a_constraint_does_deny_what_cannot_be(pack: str) -> None:
    rules = book(pack)
    impossible = {"sex": "m", "pregnancy": "from-30"}
    with pytest.raises(ContradictionError):
        rules.case(read_facts(rules.facts, impossible))
