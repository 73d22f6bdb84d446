"""A pack's rules as a whole: categories, measures, constraints, amounts, circles."""

from __future__ import annotations

from typing import Any

import pytest

from content.model import Text
from content.rules.model import CategoryRule, MeasureRule, Pay
from content.rules.problems import RulesInvalidError
from content.rules.reading import ReadPay, read_rules
from content.rules.syntax import Always, Constant, Holds, InCategory, MeetsRule, Share
from content.rules.walking import FIELD_MARK, categories_of, facts_of, measures_of, parameters_of
from tests.content.rules.rule_pack import constraint, pack, read, requirement


def derived(name: str, tree: Any, type_: str = "yes_no") -> dict[str, Any]:
    return {"id": name, "type": type_, "derived": tree}


def test_rules_speak_of_categories_and_of_one_another() -> None:
    category = CategoryRule("poor", {"fact": "income", "at_most": "10000"})
    second = MeasureRule("more", {"measure": "help"})
    rules, findings = read({"category": "poor"}, rules=(second,), category_rules=(category,))
    assert findings == []
    assert rules.measures["help"].when == InCategory("poor")
    assert rules.measures["more"].when == MeetsRule("help")


def test_amounts_are_money_and_their_first_line_always_counts() -> None:
    pays = (Pay({"percent": 50, "of": "1000"}, None, Text("Половина")), Pay("600", {"fact": "works"}))
    rules = read_rules(pack(rules=(MeasureRule("help", {"always": True}, pays=pays),)))
    assert rules.measures["help"].pays == (
        ReadPay(Share(500, Constant(100000)), Always(True), Text("Половина")),
        ReadPay(Constant(60000), Holds("works"), None),
    )


def test_an_amount_that_is_no_money_is_named() -> None:
    rule = MeasureRule("help", {"always": True}, pays=(Pay(600), Pay({"fact": "children"})))
    with pytest.raises(RulesInvalidError) as caught:
        read_rules(pack(rules=(rule,)))
    assert [(found.path, found.what) for found in caught.value.findings] == [
        (("pays", 0, "amount"), "600 is a number, not money"),
        (("pays", 1, "amount"), "an amount is money, not number"),
    ]


def test_an_official_cannot_judge_a_constraint_or_a_derived_fact() -> None:
    judged = {"judged": "Плохо"}
    _, findings = read({"always": True}, derived("bad", judged), constraints=(constraint(judged),))
    assert [(found.kind, found.id) for found in findings] == [("facts", "bad"), ("constraints", "always")]


def test_a_circle_is_named_once_with_its_way() -> None:
    _, findings = read(
        {"fact": "one"},
        derived("one", {"fact": "two"}),
        derived("two", {"any": [{"fact": "one"}, {"fact": "works"}]}),
    )
    assert [(found.kind, found.id, found.path) for found in findings] == [("facts", "one", ("derived",))]
    assert "one → two → one" in findings[0].what


def test_a_circle_through_a_category_and_a_measure_is_found() -> None:
    _, findings = read({"category": "poor"}, category_rules=(CategoryRule("poor", {"measure": "help"}),))
    assert ["help → poor → help" in found.what for found in findings] == [True]


def test_what_is_said_twice_is_no_circle() -> None:
    _, findings = read(
        {"all": [{"fact": "one"}, {"fact": "two"}]},
        derived("one", {"fact": "works"}),
        derived("two", {"all": [{"fact": "one"}, {"fact": "works"}]}),
    )
    assert findings == []


def test_walking_finds_everything_named() -> None:
    said = requirement(
        {
            "all": [
                {"fact": "works"},
                {"some": "family", "where": {"any": [{"field": "studies"}, {"fact": "sex", "is": "male"}]}},
                {"fact": "income", "at_most": {"parameter": "minimum"}},
                {"total": "income", "of": "family", "at_most": {"fact": "rent"}},
                {"not": {"judged": "Плохо"}},
            ]
        }
    )
    assert facts_of(said) == {"works", "family", "sex", "income", "rent"}
    assert all(FIELD_MARK not in fact for fact in facts_of(said))
    assert parameters_of(said) == {"minimum"}
    assert (categories_of(said), measures_of(said)) == (frozenset(), frozenset())
