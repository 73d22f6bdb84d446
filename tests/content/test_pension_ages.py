"""The ages of 350-ФЗ by year of birth: the day before, one is too young; on the day, one is not."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from content.eligibility.book import RuleBook
from content.loader import load
from content.pack import Pack
from content.rules.values import read_facts

# Annex 6 to 400-ФЗ for 55 and 60 years, with the half year of 350-ФЗ, ст. 10, ч. 3; men 64 and women 59
# in 2026, nobody in 2027, men 65 and women 60 from 2028.
OLD_AGE = [
    ("f", "1963-12-31", "2018-12-31"),
    ("f", "1964-03-15", "2019-09-15"),
    ("f", "1965-01-01", "2021-07-01"),
    ("f", "1966-06-06", "2024-06-06"),
    ("f", "1967-12-31", "2026-12-31"),
    ("f", "1968-01-01", "2028-01-01"),
    ("m", "1958-12-31", "2018-12-31"),
    ("m", "1959-08-10", "2020-02-10"),
    ("m", "1960-01-01", "2021-07-01"),
    ("m", "1961-05-05", "2024-05-05"),
    ("m", "1962-02-28", "2026-02-28"),
    ("m", "1963-01-01", "2028-01-01"),
    ("m", "1980-07-07", "2045-07-07"),
]
# 166-ФЗ, ст. 11: five years later.
SOCIAL = [
    ("f", "1959-03-15", "2019-09-15"),
    ("f", "1960-03-15", "2021-09-15"),
    ("f", "1961-03-15", "2024-03-15"),
    ("f", "1962-03-15", "2026-03-15"),
    ("f", "1963-03-15", "2028-03-15"),
    ("m", "1954-03-15", "2019-09-15"),
    ("m", "1955-03-15", "2021-09-15"),
    ("m", "1956-03-15", "2024-03-15"),
    ("m", "1957-03-15", "2026-03-15"),
    ("m", "1958-03-15", "2028-03-15"),
]
# 400-ФЗ, ст. 32, ч. 1, п. 6: five years earlier, by the same steps.
NORTHERN = [
    ("f", "1969-03-15", "2019-09-15"),
    ("f", "1970-03-15", "2021-09-15"),
    ("f", "1971-03-15", "2024-03-15"),
    ("f", "1972-03-15", "2026-03-15"),
    ("f", "1973-03-15", "2028-03-15"),
    ("m", "1964-03-15", "2019-09-15"),
    ("m", "1965-03-15", "2021-09-15"),
    ("m", "1966-03-15", "2024-03-15"),
    ("m", "1967-03-15", "2026-03-15"),
    ("m", "1968-03-15", "2028-03-15"),
]


AGED = {"unemployment-benefit", "pre-pension-guarantees", "social-pension", "north-early-pension"}


@pytest.fixture(scope="module")
def region() -> Pack:
    """The region's pack with the rules that turn on these ages, which is quickly compiled for each day."""
    pack = load("ru-mur")
    return replace(
        pack,
        rules=tuple(rule for rule in pack.rules if rule.measure in AGED),
        category_rules=tuple(rule for rule in pack.category_rules if rule.category == "pre-pensioner"),
        best_of=(),
    )


def met(pack: Pack, measure: str, facts: dict[str, Any], on: date) -> bool:
    book = RuleBook.of(pack, on)
    answer = book.verdict(measure, book.case(read_facts(book.facts, facts)))
    assert answer in ("entitled", "not_entitled")
    return answer == "entitled"


def turns(pack: Pack, measure: str, facts: dict[str, Any], on: str) -> tuple[bool, bool]:
    """Whether the rule is met on the day before and on the day."""
    day = date.fromisoformat(on)
    return met(pack, measure, facts, day - timedelta(days=1)), met(pack, measure, facts, day)


@pytest.mark.parametrize(("sex", "birth", "on"), OLD_AGE)
def test_old_age(region: Pack, sex: str, birth: str, on: str) -> None:
    jobless = {"sex": sex, "birth-date": birth, "occupation": "unemployed"}
    assert turns(region, "unemployment-benefit", jobless, on) == (True, False)


@pytest.mark.parametrize(("sex", "birth", "on"), OLD_AGE)
def test_pre_pension_age_begins_five_years_earlier(region: Pack, sex: str, birth: str, on: str) -> None:
    day = date.fromisoformat(on)
    five_years_before = day.replace(year=day.year - 5).isoformat()
    working = {"sex": sex, "birth-date": birth, "occupation": "employed"}
    assert turns(region, "pre-pension-guarantees", working, five_years_before) == (False, True)


@pytest.mark.parametrize(("sex", "birth", "on"), SOCIAL)
def test_social_pension_age(region: Pack, sex: str, birth: str, on: str) -> None:
    never_worked = {
        "sex": sex,
        "birth-date": birth,
        "disability": "none",
        "pension-kind": "none",
        "insurance-years": 2,
    }
    assert turns(region, "social-pension", never_worked, on) == (False, True)


@pytest.mark.parametrize(("sex", "birth", "on"), NORTHERN)
def test_northern_pension_age(region: Pack, sex: str, birth: str, on: str) -> None:
    northerner = {
        "sex": sex,
        "birth-date": birth,
        "occupation": "employed",
        "insurance-years": 30,
        "north-years": 20,
    }
    assert turns(region, "north-early-pension", northerner, on) == (False, True)
