"""Each form of a term, its unit, and each clash of types."""

from __future__ import annotations

from datetime import date

import pytest

from content.rules.syntax import (
    AgeOf,
    Always,
    Branch,
    Choose,
    Constant,
    CountOf,
    Difference,
    FactValue,
    Greatest,
    Holds,
    Least,
    ParameterValueOf,
    Product,
    Quotient,
    Share,
    Shifted,
    Sum,
    Term,
    Today,
    TotalOf,
)
from tests.content.rules.rule_pack import term, term_faults

INCOME, RENT, RATE, CHILDREN = (FactValue(name) for name in ("income", "rent", "rate", "children"))

FORMS: list[tuple[object, str, Term]] = [
    (12, "number", Constant(12)),
    ("12.5", "money", Constant(1250)),
    ("2026-02-01", "date", Constant(date(2026, 2, 1).toordinal())),
    ("today", "date", Today()),
    ({"fact": "income"}, "money", INCOME),
    ({"age": "birth-date"}, "number", AgeOf(FactValue("birth-date"))),
    ({"age": {"date": "today", "years": -3}}, "number", AgeOf(Shifted(Today(), years=-3))),
    ({"parameter": "minimum"}, "money", ParameterValueOf("minimum")),
    ({"parameter": "minimum", "percent": 12.5}, "money", ParameterValueOf("minimum", 125)),
    ({"parameter": "tariff"}, "number", ParameterValueOf("tariff")),
    ({"date": "birth-date", "years": 65}, "date", Shifted(FactValue("birth-date"), years=65)),
    ({"date": "today", "months": -6, "days": 1}, "date", Shifted(Today(), months=-6, days=1)),
    ({"add": [{"fact": "income"}, "1"]}, "money", Sum((INCOME, Constant(100)))),
    ({"subtract": [{"fact": "income"}, {"fact": "rent"}]}, "money", Difference(INCOME, RENT)),
    (
        {"subtract": ["today", {"fact": "birth-date"}]},
        "number",
        Difference(Today(), FactValue("birth-date")),
    ),
    ({"multiply": [{"fact": "children"}, "600"]}, "money", Product((CHILDREN, Constant(60000)))),
    # A number with a place after the point counts tenths: money takes them back out.
    (
        {"multiply": [{"fact": "rent"}, {"fact": "rate"}]},
        "money",
        Quotient(Product((RENT, RATE)), Constant(10)),
    ),
    ({"divide": [{"fact": "income"}, {"fact": "children"}]}, "money", Quotient(INCOME, CHILDREN)),
    (
        {"divide": [{"fact": "income"}, {"fact": "rate"}]},
        "money",
        Quotient(Product((INCOME, Constant(10))), RATE),
    ),
    ({"divide": [{"fact": "income"}, {"fact": "rent"}]}, "number", Quotient(INCOME, RENT)),
    ({"percent": 50, "of": {"fact": "rent"}}, "money", Share(500, RENT)),
    (
        {"percent": {"parameter": "tariff"}, "of": {"fact": "rent"}},
        "money",
        Quotient(Product((RENT, ParameterValueOf("tariff"))), Constant(100)),
    ),
    (
        {"percent": {"parameter": "index"}, "of": {"fact": "rent"}},
        "money",
        Quotient(Product((RENT, ParameterValueOf("index"))), Constant(1000)),
    ),
    ({"least": [{"fact": "rent"}, "1"]}, "money", Least((RENT, Constant(100)))),
    ({"greatest": [{"fact": "rent"}, "1"]}, "money", Greatest((RENT, Constant(100)))),
    (
        {"choose": [{"when": {"fact": "works"}, "then": 60}], "otherwise": 65},
        "number",
        Choose((Branch(Holds("works"), Constant(60)),), Constant(65)),
    ),
    ({"count": "family"}, "number", CountOf("family", Always(True))),
    (
        {"count": "family", "where": {"field": "studies"}},
        "number",
        CountOf("family", Holds("family.studies")),
    ),
    ({"total": "income", "of": "family"}, "money", TotalOf("family", "income", Always(True))),
]


@pytest.mark.parametrize(("tree", "type_", "said"), FORMS, ids=[str(one[0]) for one in FORMS])
def test_a_form_says_what_it_says(tree: object, type_: str, said: Term) -> None:
    assert term(tree, type_) == said


def test_scales_of_numbers_are_made_one() -> None:
    both = {"add": [{"fact": "rate"}, {"fact": "children"}]}
    assert term(both, decimals=1) == Sum((RATE, Product((CHILDREN, Constant(10)))))
    assert term({"multiply": [{"fact": "rate"}, {"fact": "rate"}]}, decimals=2) == Product((RATE, RATE))
    assert term(both) == Quotient(Sum((RATE, Product((CHILDREN, Constant(10))))), Constant(10))
    assert term(2.5, decimals=3) == Constant(2500)


MISTAKES: list[tuple[object, str, str, str]] = [
    (
        {"add": [{"fact": "income"}, {"fact": "children"}]},
        "number",
        "derived",
        "money and a number do not",
    ),
    ({"add": [{"fact": "income"}, 5]}, "money", "derived.add.1", "5 is a number, not money"),
    ({"add": [{"fact": "birth-date"}, "today"]}, "date", "derived", "dates cannot be added"),
    ({"multiply": [{"fact": "income"}, {"fact": "rent"}]}, "money", "derived", "money once"),
    (
        {"divide": [{"fact": "children"}, {"fact": "rent"}]},
        "money",
        "derived",
        "a number is divided by money",
    ),
    ({"divide": [1, 2, 3]}, "number", "derived", "divide has two parts"),
    ({"subtract": [1, 2, 3]}, "number", "derived", "subtract has 3 parts"),
    ({"percent": 50}, "number", "derived", "percent of what?"),
    ({"percent": 12.25, "of": 3}, "number", "derived.percent", "12.25 is no percentage"),
    ({"choose": [{"when": {"always": True}, "then": 1}]}, "number", "derived", "choose has no otherwise"),
    (
        {"choose": [{"if": 1}], "otherwise": 2},
        "number",
        "derived.choose.0",
        "a branch of choose has when and then",
    ),
    ({"fact": "sex"}, "number", "derived.fact", "a choice, which has no amount"),
    ({"parameter": "minimum"}, "number", "derived", "the fact is number, its term money"),
    ({"date": "today", "years": 1.5}, "date", "derived.years", "1.5 is no whole number"),
    ({"total": "income"}, "money", "derived", "total of which household?"),
    ({"total": "studies", "of": "family"}, "number", "derived.total", "yes_no cannot be summed"),
    ("children", "number", "derived", "'children' is no number, amount or date"),
    ({"fact": "income", "percent": 5}, "money", "derived.percent", "'percent' does not go with 'fact'"),
    ({"sum": [1, 2]}, "number", "derived", "{sum} is no value"),
]


@pytest.mark.parametrize(("tree", "type_", "path", "what"), MISTAKES, ids=[str(one[0]) for one in MISTAKES])
def test_a_mistake_is_named_at_its_place(tree: object, type_: str, path: str, what: str) -> None:
    found = term_faults(tree, type_)
    assert [place for place, _, _ in found][:1] == [path]
    assert what in found[0][1]


def test_a_choice_cannot_be_derived() -> None:
    assert "a set cannot be derived" in str(term_faults({"always": True}, "set"))
