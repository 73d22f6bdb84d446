"""Each form of a requirement, and each mistake with its place."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from content.model import LegalBasis, PlaceKind, Text
from content.rules.syntax import (
    AgeOf,
    All,
    Always,
    AnyOf,
    Compare,
    Constant,
    CountOf,
    EveryMember,
    FactValue,
    Grounded,
    Holds,
    Includes,
    IsEmpty,
    IsOneOf,
    Judged,
    Not,
    Order,
    ParameterValueOf,
    Product,
    Requirement,
    SomeMember,
    Today,
)
from tests.content.rules.rule_pack import faults, requirement

BIRTH = FactValue("birth-date")
DAY = date(2026, 2, 1).toordinal()


def at_least(left: Any, right: Any) -> Compare:
    return Compare(left, Order.AT_LEAST, right)


FORMS: list[tuple[object, Requirement]] = [
    ({"always": True}, Always(True)),
    ({"fact": "works"}, Holds("works")),
    ({"fact": "works", "is": True}, Holds("works")),
    ({"fact": "works", "is": False}, Not(Holds("works"))),
    ({"not": {"fact": "works"}}, Not(Holds("works"))),
    ({"all": [{"fact": "works"}, {"always": True}]}, All((Holds("works"), Always(True)))),
    ({"any": [{"fact": "works"}]}, AnyOf((Holds("works"),))),
    ({"fact": "sex", "is": "male"}, IsOneOf("sex", frozenset({"male"}))),
    ({"fact": "sex", "is_not": "male"}, Not(IsOneOf("sex", frozenset({"male"})))),
    ({"fact": "town", "in": ["apatity", "kirovsk"]}, IsOneOf("town", frozenset({"apatity", "kirovsk"}))),
    ({"fact": "town", "not_in": ["apatity"]}, Not(IsOneOf("town", frozenset({"apatity"})))),
    ({"fact": "papers", "includes": "hero"}, Includes("papers", frozenset({"hero"}))),
    ({"fact": "papers", "includes": ["hero", "donor"]}, Includes("papers", frozenset({"hero", "donor"}))),
    ({"fact": "papers", "includes_all": ["hero"]}, Includes("papers", frozenset({"hero"}), every=True)),
    ({"fact": "papers", "is": []}, IsEmpty("papers")),
    ({"fact": "papers", "empty": True}, IsEmpty("papers")),
    ({"fact": "papers", "empty": False}, Not(IsEmpty("papers"))),
    ({"fact": "children", "at_least": 3}, at_least(FactValue("children"), Constant(3))),
    ({"fact": "children", "is": 3}, Compare(FactValue("children"), Order.EQUAL, Constant(3))),
    ({"fact": "children", "is_not": 3}, Not(Compare(FactValue("children"), Order.EQUAL, Constant(3)))),
    (
        {"fact": "children", "at_least": 1, "at_most": 2},
        All(
            (
                at_least(FactValue("children"), Constant(1)),
                Compare(FactValue("children"), Order.AT_MOST, Constant(2)),
            )
        ),
    ),
    ({"fact": "rate", "at_least": 2.5}, at_least(FactValue("rate"), Constant(25))),
    ({"fact": "rate", "at_least": 2}, at_least(FactValue("rate"), Constant(20))),
    ({"fact": "rate", "at_least": 2.25}, at_least(Product((FactValue("rate"), Constant(10))), Constant(225))),
    (
        {"fact": "income", "less_than": "20000"},
        Compare(FactValue("income"), Order.LESS_THAN, Constant(2000000)),
    ),
    (
        {"fact": "income", "more_than": {"parameter": "minimum", "percent": 150}},
        Compare(FactValue("income"), Order.MORE_THAN, ParameterValueOf("minimum", 1500)),
    ),
    ({"fact": "birth-date", "on_or_after": "2026-02-01"}, at_least(BIRTH, Constant(DAY))),
    ({"fact": "birth-date", "on_or_before": "2026-02-01"}, Compare(BIRTH, Order.AT_MOST, Constant(DAY))),
    ({"fact": "birth-date", "after": "2026-02-01"}, Compare(BIRTH, Order.MORE_THAN, Constant(DAY))),
    ({"fact": "birth-date", "before": "today"}, Compare(BIRTH, Order.LESS_THAN, Today())),
    ({"age": "birth-date", "at_least": 65}, at_least(AgeOf(BIRTH), Constant(65))),
    ({"value": {"age": "birth-date"}, "at_least": 65}, at_least(AgeOf(BIRTH), Constant(65))),
    ({"count": "family", "at_least": 3}, at_least(CountOf("family", Always(True)), Constant(3))),
    (
        {"some": "family", "where": {"field": "relation", "is": "child"}},
        SomeMember("family", IsOneOf("family.relation", frozenset({"child"}))),
    ),
    (
        {"every": "family", "where": {"any": [{"field": "studies"}, {"fact": "works"}]}},
        EveryMember("family", AnyOf((Holds("family.studies"), Holds("works")))),
    ),
    (
        {"some": "family", "where": {"age": "birth-date", "less_than": 18}},
        SomeMember("family", Compare(AgeOf(FactValue("family.birth-date")), Order.LESS_THAN, Constant(18))),
    ),
    (
        {"fact": "works", "law": {"act": "Закон", "article": "ст. 1"}},
        Grounded(Holds("works"), LegalBasis("Закон", "ст. 1")),
    ),
    (
        {"all": [{"judged": "Живёт плохо"}, {"judged": {"ru": "Ж", "en": "L"}, "by": "mfc"}]},
        All(
            (
                Judged("judged:help:1", Text("Живёт плохо")),
                Judged("judged:help:2", Text("Ж", "L"), PlaceKind.MFC),
            )
        ),
    ),
]


@pytest.mark.parametrize(("tree", "said"), FORMS, ids=[str(tree) for tree, _ in FORMS])
def test_a_form_says_what_it_says(tree: object, said: Requirement) -> None:
    assert requirement(tree) == said


MISTAKES: list[tuple[object, str, str, str]] = [
    (
        {"fact": "childern", "at_least": 3},
        "when.fact",
        "there is no fact 'childern'",
        "Did you mean children",
    ),
    ({"all": [{"always": True}, {"fact": "nobody"}]}, "when.all.1.fact", "no fact 'nobody'", ""),
    ({"fact": "sex", "is": "man"}, "when.is", "'sex' has no option 'man'", "Use one of: male, female"),
    ({"fact": "town", "in": ["apatity", "kirov"]}, "when.in.1", "no option 'kirov'", "Did you mean kirovsk"),
    ({"fact": "income", "less_than": 20000}, "when.less_than", "20000 is a number, not money", "in quotes"),
    ({"fact": "children", "at_least": "3"}, "when.at_least", "'3' is money, not a number", "without quotes"),
    ({"fact": "birth-date", "before": 2026}, "when.before", "2026 is a number, not a date", "2026-02-01"),
    (
        {"fact": "birth-date", "before": "1.2.2026"},
        "when.before",
        "is no number, amount or date",
        "2026-02-01",
    ),
    ({"fact": "children", "before": 3}, "when.before", "before speaks of dates", "at_least"),
    ({"fact": "children", "includes": 3}, "when.includes", "includes does not go with 'children'", ""),
    (
        {"fact": "works", "at_least": 3},
        "when.at_least",
        "at_least does not go with 'works'",
        "Use one of: is",
    ),
    ({"fact": "children", "atleast": 3}, "when.atleast", "unknown comparison 'atleast'", "mean at_least"),
    ({"fact": "works", "is": "no"}, "when.is", "'no' is neither yes nor no", "Write true or false"),
    ({"fact": "children"}, "when", "a value without a comparison", "Add at_least"),
    ({"fact": "sex"}, "when", "nothing is said of the fact", "Add is"),
    ({"fact": "family"}, "when.fact", "'family' is a household", "Write some"),
    ({"fact": "papers", "is": ["hero"]}, "when.is", "says nothing of a set", "includes"),
    (
        {"fact": "income", "less_than": {"fact": "children"}},
        "when.less_than",
        "money is compared with number",
        "",
    ),
    ({"field": "income", "less_than": "1"}, "when.field", "only known inside where", "fact"),
    ({"some": "family", "where": {"fact": "studies"}}, "when.where.fact", "no fact", "{field: studies}"),
    ({"some": "family", "where": {"field": "age"}}, "when.where.field", "has no field 'age'", ""),
    ({"some": "income", "where": {"always": True}}, "when.some", "'income' is a money, no household", ""),
    ({"some": "family"}, "when", "some has no where", ""),
    ({"category": "poor"}, "when.category", "the category 'poor' has no rule", ""),
    ({"measure": "hepl"}, "when.measure", "the measure 'hepl' has no rule", "Did you mean help"),
    (
        {"fact": "income", "at_most": {"parameter": "minimun"}},
        "when.at_most.parameter",
        "no parameter",
        "minimum",
    ),
    ({"all": []}, "when.all", "a list is wanted here", ""),
    ({"all": {"fact": "works"}}, "when.all", "a list is wanted here", ""),
    (
        {"all": [{"always": True}], "any": [{"always": True}]},
        "when.any",
        "'any' does not go with 'all'",
        "one",
    ),
    ([{"fact": "works"}], "when", "a list is no requirement", "{all: […]}"),
    (True, "when", "True is no requirement", "{always: true}"),
    ({}, "when", "an empty requirement", "{always: true}"),
    ({"al": [{"always": True}]}, "when.al", "no requirement begins with 'al'", "Did you mean all"),
    ({"judged": ""}, "when", "what an official judges cannot be read", ""),
    ({"judged": "Плохо", "by": "court"}, "when", "what an official judges cannot be read", "social_fund"),
    ({"always": True, "law": {"article": "ст. 1"}}, "when.law", "the law cannot be read", "{act: …"),
    ({"age": "income", "at_least": 3}, "when.age", "money stands where a date is wanted", ""),
]


@pytest.mark.parametrize(("tree", "path", "what", "remedy"), MISTAKES, ids=[str(one[0]) for one in MISTAKES])
def test_a_mistake_is_named_at_its_place(tree: object, path: str, what: str, remedy: str) -> None:
    found = faults(tree)
    assert [place for place, _, _ in found] == [path]
    assert what in found[0][1]
    assert remedy in found[0][2]


def test_all_mistakes_are_found_at_once() -> None:
    tree = {"any": [{"fact": "a"}, {"fact": "sex", "is": "x"}, {"not": {"fact": "income", "at_least": 1}}]}
    places = [place for place, _, _ in faults(tree)]
    assert places == ["when.any.0.fact", "when.any.1.is", "when.any.2.not.at_least"]
