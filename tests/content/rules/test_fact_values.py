"""Values of facts: every written form there and back, every wrong one refused with a remedy."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.rules.problems import FactInvalidError
from content.rules.values import DECLINED, MOST_MEMBERS, Value, read_facts, read_value, write_value
from tests.content.rules.rule_pack import FACTS, fact

KNOWN = {one["id"]: fact(one) for one in FACTS}

FORMS: list[tuple[str, object, Value]] = [
    ("works", True, True),
    ("works", {"unknown": True}, DECLINED),
    ("sex", "male", "male"),
    ("papers", ["donor", "hero"], frozenset({"hero", "donor"})),
    ("papers", [], frozenset()),
    ("children", 3, 3),
    ("rate", 2.5, 25),
    ("income", "18939.00", 1893900),
    ("rent", "-0.50", -50),
    ("birth-date", "1961-03-01", date(1961, 3, 1)),
    ("family", [{"income": "1.00", "studies": False}, {}], ({"income": 100, "studies": False}, {})),
    ("family", [{"birth-date": "2020-02-29"}], ({"birth-date": date(2020, 2, 29)},)),
]


@pytest.mark.parametrize(("name", "written", "value"), FORMS, ids=[f"{one[0]}={one[1]}" for one in FORMS])
def test_a_value_is_read_and_written_back(name: str, written: object, value: Value) -> None:
    assert read_value(KNOWN[name], written) == value
    assert write_value(KNOWN[name], value) == written


def test_money_may_be_written_short() -> None:
    assert [read_value(KNOWN["income"], written) for written in ("20000", "0.5", "7.05")] == [
        2000000,
        50,
        705,
    ]
    assert read_value(KNOWN["rate"], 2) == 20


def test_null_and_unknown_fields_are_not_known() -> None:
    family = [{"income": None, "studies": {"unknown": True}}]
    read = read_facts(KNOWN, {"works": None, "sex": {"unknown": True}, "family": family})
    assert read == {"sex": DECLINED, "family": ({},)}


WRONG: list[tuple[str, Any, str, str]] = [
    ("works", "yes", "neither yes nor no", "true or false"),
    ("works", 1, "neither yes nor no", "true or false"),
    ("sex", "mal", "no option 'mal'", "Did you mean male"),
    ("papers", "hero", "is no list", "[] means none"),
    ("papers", ["hreo"], "no option 'hreo'", "Did you mean hero"),
    ("children", "3", "is no number", "without quotes, a whole number"),
    ("children", 2.5, "is no number", "a whole number"),
    ("children", True, "is no number", "a whole number"),
    ("children", 21, "21 is out of bounds", "from 0 to 20"),
    ("rate", 2.25, "is no number", "at most 1 places"),
    ("rate", float("nan"), "is no number", ""),
    ("rate", 1e300, "is no number", ""),
    ("income", 20000, "is no money", '"18939.00"'),
    ("income", "12,50", "is no money", '"18939.00"'),
    ("income", "1.234", "is no money", '"18939.00"'),
    ("income", "-1", "-1.00 is out of bounds", "from 0 to any"),
    ("birth-date", "01.02.2026", "is no date", "2026-02-01"),
    ("birth-date", "2026-02-30", "is no date", "2026-02-01"),
    ("birth-date", "20260201", "is no date", "2026-02-01"),
    ("birth-date", "2031-01-01", "out of bounds", "to 2030-12-31"),
    ("family", {"income": "1"}, "no list of members", "[{"),
    ("family", [{"age": 3}], "no such field", ""),
    ("family", [{"income": 3}], "is no money", '"18939.00"'),
    ("family", [{}] * (MOST_MEMBERS + 1), "51 members", "at most 50"),
]


@pytest.mark.parametrize(
    ("name", "written", "what", "remedy"), WRONG, ids=[f"{one[0]}={one[1]!s:.30}" for one in WRONG]
)
def test_a_wrong_value_is_refused(name: str, written: object, what: str, remedy: str) -> None:
    with pytest.raises(FactInvalidError) as refused:
        read_value(KNOWN[name], written)
    assert refused.value.fact.startswith(name)
    assert what in refused.value.what
    assert remedy in refused.value.remedy


def test_a_fact_that_does_not_exist_is_refused() -> None:
    with pytest.raises(FactInvalidError, match="Did you mean income"):
        read_facts(KNOWN, {"incom": "1"})


@given(st.integers(-(10**14), 10**14))
def test_every_amount_comes_back(kopecks: int) -> None:
    written = write_value(KNOWN["rent"], kopecks)
    assert read_value(KNOWN["rent"], written) == kopecks


@given(st.integers(-(10**9), 10**9))
def test_every_number_with_a_place_comes_back(tenths: int) -> None:
    assert read_value(KNOWN["rate"], write_value(KNOWN["rate"], tenths)) == tenths
