"""Terms of the law: how they end on days of rest, in short months, at the edge of what is published."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from typer.testing import CliRunner

from content.__main__ import app
from content.calendar import REST, CalendarYear, DayKind, ProductionCalendar
from content.deadline_checks import faults_of
from content.deadlines import DeadlineExample, DeadlineRule, due
from content.loader import load
from content.model import LegalBasis, Text
from tests.benchmarks.deadlines import differences, without_a_transfer

PACK = load("ru")
CALENDAR = ProductionCalendar(PACK.calendar)
RULES = {rule.id: rule for rule in PACK.deadlines}
HAND_WORKED = 40


def rule(unit: str, length: int, roll: str = "stays", *, off_with_pay_counts: bool = True) -> DeadlineRule:
    return DeadlineRule(
        "test",
        Text("Ответить", "Answer"),
        Text("со дня", "from"),
        unit,
        length,
        roll,
        (LegalBasis("Закон"),),
        off_with_pay_counts=off_with_pay_counts,
        roll_source="" if roll == "stays" else "Порядок",
        examples=(DeadlineExample(date(2026, 3, 2), date(2026, 3, 5), ""),),
    )


def test_the_pack_holds_forty_terms_worked_out_by_hand() -> None:
    assert sum(len(each.examples) for each in PACK.deadlines) >= HAND_WORKED


@pytest.mark.parametrize("name", RULES)
def test_examples_worked_by_hand_are_counted_alike(name: str) -> None:
    for example in RULES[name].examples:
        assert due(RULES[name], example.begins, CALENDAR).day == example.due, example.why


def test_a_second_count_from_the_calendar_alone_agrees_and_sees_a_forgotten_transfer() -> None:
    some = [RULES["petition-answer"], RULES["complaint-decision"], RULES["call-back"]]
    assert not list(differences(some, PACK.calendar))
    assert list(differences(some[:1], without_a_transfer(PACK.calendar)))


def test_skipped_days_are_told_with_what_they_are() -> None:
    counted = due(RULES["complaint-registration"], date(2026, 3, 6), CALENDAR)
    assert [(each.day.day, each.kind) for each in counted.skipped] == [
        (7, DayKind.WEEKEND),
        (8, DayKind.DAY_OFF),
        (9, DayKind.DAY_OFF),
    ]
    assert not counted.provisional


@pytest.mark.parametrize(
    ("name", "begins", "provisional"),
    [
        ("need-decision", date(2026, 12, 28), True),  # runs into a year that nobody published
        ("need-decision", date(2026, 12, 1), False),
        ("petition-answer", date(2026, 12, 20), True),
        ("care-programme-review", date(2026, 12, 20), False),  # a date, whatever day it is
        ("urgent-help", date(2031, 1, 1), False),
    ],
)
def test_a_term_that_leans_on_an_unpublished_year_says_so(name: str, begins: date, provisional: bool) -> None:
    assert due(RULES[name], begins, CALENDAR).provisional is provisional


def test_days_freed_with_pay_count_or_not_as_the_rule_says() -> None:
    friday = date(2020, 3, 27)
    assert due(rule("working_days", 1), friday, CALENDAR).day == date(2020, 3, 30)
    shut = rule("working_days", 1, off_with_pay_counts=False)
    assert due(shut, friday, CALENDAR).day == date(2020, 5, 12)


@given(
    st.dates(date(2013, 1, 1), date(2026, 10, 1)), st.integers(1, 40), st.sampled_from(["next", "previous"])
)
def test_an_end_is_worked_and_never_before_the_event(begins: date, length: int, roll: str) -> None:
    counted = due(rule("calendar_days", length, roll, off_with_pay_counts=False), begins, CALENDAR)
    plain = begins + timedelta(days=length)
    assert CALENDAR.kind(counted.day) not in REST
    assert counted.day > begins
    between = sorted((counted.day, plain))
    assert {each.day for each in counted.skipped} <= {
        between[0] + timedelta(days=number) for number in range((between[1] - between[0]).days + 1)
    }


@dataclass(frozen=True)
class Spoilt:
    change: dict[str, object]
    field: str


@pytest.mark.parametrize(
    "spoilt",
    [
        Spoilt({"unit": "weeks"}, "unit"),
        Spoilt({"roll": "back"}, "roll"),
        Spoilt({"length": 0}, "length"),
        Spoilt({"roll": "previous"}, "roll_source"),
        Spoilt({"unit": "working_days", "roll": "next", "roll_source": "x"}, "roll"),
        Spoilt({"legal_basis": ()}, "legal_basis"),
        Spoilt({"examples": ()}, "examples"),
        Spoilt({"extends": "petition-anwser"}, "extends"),
        Spoilt({"examples": (DeadlineExample(date(2026, 3, 2), date(2026, 3, 6), ""),)}, "examples"),
    ],
    ids=lambda spoilt: f"{spoilt.field}:{sorted(spoilt.change)[0]}",
)
def test_a_faulty_rule_is_named_by_its_field(spoilt: Spoilt) -> None:
    good = rule("calendar_days", 3)
    assert not named_fields(good, PACK.calendar)
    assert spoilt.field in named_fields(replace(good, **spoilt.change), PACK.calendar)


def named_fields(checked: DeadlineRule, years: Sequence[CalendarYear]) -> list[str | int]:
    return [path[0] for path, _, _ in faults_of(checked, list(RULES), tuple(years))]


def test_the_command_prints_day_law_and_skipped_days() -> None:
    done = CliRunner().invoke(app, ["deadlines", "--rule", "petition-answer", "--from", "2025-12-01"])
    assert done.exit_code == 0
    assert done.stdout.startswith("2025-12-30\n")
    assert "59-ФЗ, ст. 12, ч. 1" in done.stdout
    assert "2025-12-31, day off" in done.stdout


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--rule", "petition-anwser"], "Did you mean petition-answer"),
        (["--rule", "petition-answer", "--from", "1.12.2025"], "is no date"),
    ],
)
def test_a_wrong_word_is_named(words: list[str], said: str) -> None:
    done = CliRunner().invoke(app, ["deadlines", *words], env={"COLUMNS": "200"})
    assert done.exit_code != 0
    assert said in done.output
