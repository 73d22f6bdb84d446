"""Whatever an editor writes, the reader names faults and never fails; what it reads can be computed."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from content.eligibility.book import RuleBook
from content.eligibility.verdicts import Verdict
from content.rules.model import MeasureRule
from content.rules.reading import read_with_findings
from tests.content.rules.rule_pack import FACTS, PARAMETERS, pack, read

WORDS = [
    "all", "any", "not", "always", "fact", "field", "age", "category", "measure", "some", "every", "where",
    "judged", "by", "value", "parameter", "percent", "of", "date", "years", "add", "subtract", "multiply",
    "divide", "least", "greatest", "choose", "when", "then", "otherwise", "count", "total", "law", "is", "in",
    "at_least", "less_than", "before", "includes", "empty",
]  # fmt: skip
NAMES = [
    *(fact["id"] for fact in FACTS),
    *(one["id"] for one in PARAMETERS),
    "help",
    "male",
    "veteran",
    "today",
]
SCALARS = st.one_of(
    st.sampled_from(NAMES),
    st.booleans(),
    st.none(),
    st.integers(-5, 200),
    st.floats(-5, 5),
    st.just("2026-02-01"),
)
ANY_TREE = st.recursive(
    SCALARS,
    lambda below: st.lists(below, max_size=3) | st.dictionaries(st.sampled_from(WORDS), below, max_size=3),
    max_leaves=12,
)
SOUND = st.recursive(
    st.sampled_from(
        [
            {"fact": "works"},
            {"fact": "sex", "is": "male"},
            {"fact": "papers", "includes": ["hero", "donor"]},
            {"fact": "children", "at_least": 3, "at_most": 5},
            {"fact": "rate", "more_than": 2.5},
            {"fact": "income", "less_than": {"percent": 50, "of": {"parameter": "minimum", "percent": 150}}},
            {"fact": "income", "less_than": {"multiply": [{"fact": "rent"}, {"fact": "rate"}]}},
            {
                "age": "birth-date",
                "at_least": {"choose": [{"when": {"fact": "works"}, "then": 60}], "otherwise": 65},
            },
            {"date": "birth-date", "years": 18, "after": "today"},
            {"count": "family", "where": {"age": "birth-date", "less_than": 18}, "at_least": 2},
            {"total": "income", "of": "family", "at_most": {"fact": "rent"}},
            {"judged": "Плохо"},
        ]
    ),
    lambda below: st.one_of(
        st.fixed_dictionaries({"all": st.lists(below, min_size=1, max_size=3)}),
        st.fixed_dictionaries({"any": st.lists(below, min_size=1, max_size=3)}),
        st.fixed_dictionaries({"not": below}),
    ),
    max_leaves=6,
)
PATIENT = settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@PATIENT
@given(ANY_TREE)
def test_a_fault_is_a_finding_and_no_failure(tree: Any) -> None:
    _, findings = read(tree)
    for found in findings:
        assert found.what and found.remedy
        assert found.path[0] == "when"


@PATIENT
@given(SOUND)
def test_what_is_read_can_be_computed(tree: Any) -> None:
    one = pack(rules=(MeasureRule("help", tree),))
    assert read_with_findings(one)[1] == []
    book = RuleBook.of(one, date(2026, 11, 22))
    assert book.verdict("help", book.case({})) in Verdict
    assert book.verdict("help", book.case({"works": True, "children": 4})) in Verdict
