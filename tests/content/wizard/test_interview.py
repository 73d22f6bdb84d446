"""What an interview asks, and what it never asks."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content.eligibility.verdicts import Verdict
from content.rules.provenance import Known, Source
from content.rules.values import DECLINED, Value
from content.wizard.goals import Goals
from content.wizard.interview import Interview
from content.wizard.least_questions import least_questions
from content.wizard.play import play
from content.wizard.wizard import Wizard
from tests.content.wizard.small_pack import RULES

BORN = date(1950, 5, 9)
SOMEBODY: Mapping[str, Value] = {
    "disabled": True,
    "group": "second",
    "birth-date": BORN,
    "children": 2,
    "family-size": 4,
    "income": 10_000_000,
    "papers": frozenset({"veteran"}),
    "was-in-prison": False,
}


@st.composite
def people(draw: st.DrawFn) -> dict[str, Value]:
    children = draw(st.integers(0, 5))
    return {
        "disabled": draw(st.booleans()),
        "group": draw(st.sampled_from(["first", "second"])),
        "birth-date": draw(st.dates(date(1930, 1, 1), date(2020, 1, 1))),
        "children": children,
        "family-size": children + draw(st.integers(1, 3)),
        "income": draw(st.integers(0, 30_000_000)),
        "papers": draw(st.frozensets(st.sampled_from(["veteran", "donor"]))),
        "was-in-prison": draw(st.booleans()),
    }


def begun(wizard: Wizard, known: Mapping[str, Known] | None = None) -> Interview:
    return Interview.begun(wizard, Goals.all(), known)


def asked_now(interview: Interview) -> list[str]:
    screen = interview.screen()
    return [] if screen is None else [fact.id for fact in screen.facts]


def test_what_registers_know_is_not_asked(small: Wizard) -> None:
    known = {"birth-date": Known(BORN, Source.REGISTER)}
    assert "birth-date" in play(begun(small), SOMEBODY).order
    assert "birth-date" not in play(begun(small, known), SOMEBODY).order


def test_i_do_not_know_is_never_asked_again(small: Wizard) -> None:
    nothing = play(begun(small), {})
    assert len(set(nothing.order)) == len(nothing.order)
    assert nothing.end.screen() is None
    assert all(known.value is DECLINED for known in nothing.end.known.values())


def test_what_can_no_longer_change_anything_is_not_asked(small: Wizard) -> None:
    child = {**SOMEBODY, "disabled": False, "birth-date": date(2020, 1, 1), "children": 0}
    order = play(begun(small), child).order
    assert {"group", "income", "was-in-prison", "papers"}.isdisjoint(order)


def test_what_an_official_judges_ends_no_interview_early_and_none_late(small: Wizard) -> None:
    old = {**SOMEBODY, "birth-date": date(1930, 1, 1)}
    end = play(begun(small), old).end
    assert end.verdicts["measure", "care"] is Verdict.UNKNOWN
    assert end.progress.done


def test_a_short_set_stands_with_its_group_and_what_is_hard_to_say_comes_last(small: Wizard) -> None:
    interview = begun(small)
    screens = []
    while interview.screen() is not None:
        screens.append(asked_now(interview))
        for fact in screens[-1]:
            interview = interview.answered(fact, SOMEBODY[fact])
    assert ["children", "family-size", "papers"] in screens
    assert screens[-1] == ["was-in-prison"]


def test_a_question_that_only_some_will_need_does_not_join_another(small: Wizard) -> None:
    settled: dict[str, Value] = {
        "birth-date": date(2010, 1, 1),
        "children": 0,
        "papers": frozenset(),
        "family-size": 3,
    }
    known = {name: Known(value, Source.REGISTER) for name, value in settled.items()}
    assert asked_now(begun(small, known)) == ["disabled"], "a group is asked only of the disabled"


def test_back_returns_to_the_screen_and_keeps_what_was_answered(small: Wizard) -> None:
    first = begun(small)
    screen = asked_now(first)
    second = first
    for fact in screen:
        second = second.answered(fact, SOMEBODY[fact])
    again = second.back()
    assert asked_now(again) == screen
    assert not again.known
    assert again.given == {fact: SOMEBODY[fact] for fact in screen}
    assert again.back() is again, "there is nothing before the beginning"


def test_a_changed_answer_leaves_the_others_alone(small: Wizard) -> None:
    end = play(begun(small), SOMEBODY).end
    changing = end.changed("children")
    assert asked_now(changing) == ["children"]
    changed = changing.answered("children", 0)
    assert changed.verdicts["measure", "school-meals"] is Verdict.NOT_ENTITLED
    assert {name: known for name, known in changed.known.items() if name != "children"} == {
        name: known for name, known in end.known.items() if name != "children"
    }
    assert changed.screen() is None


def test_a_person_may_correct_a_register(small: Wizard) -> None:
    known = {"birth-date": Known(BORN, Source.REGISTER)}
    corrected = begun(small, known).changed("birth-date").answered("birth-date", date(1990, 1, 1))
    assert corrected.known["birth-date"].source is Source.ANSWER
    assert corrected.back().back().known["birth-date"].value == BORN


def test_answers_that_cannot_be_true_together_are_named_and_asked(small: Wizard) -> None:
    odd = begun(small).answered("children", 5).answered("family-size", 3)
    screen = odd.screen()
    assert screen is not None
    assert screen.disagreement is not None
    assert {fact.id for fact in screen.facts} == {"children", "family-size"}
    assert [text.ru for text in screen.disagreement.constraints] == ["Детей меньше, чем членов семьи"]
    assert odd.verdicts["measure", "large-family"] is Verdict.ENTITLED, "the earlier answer still counts"
    assert odd.answered("family-size", 7).disagreement is None


def test_categories_and_a_single_measure_are_goals_too(small: Wizard) -> None:
    categories = play(Interview.begun(small, Goals.categories()), SOMEBODY)
    assert set(categories.order) == {"disabled", "birth-date"}
    one = play(Interview.begun(small, Goals.measure("large-family")), SOMEBODY)
    assert one.order == ("children",)
    assert not Goals.measure("no-such").names(small.book)


@settings(max_examples=60, deadline=None)
@given(people())
def test_the_end_is_what_complete_facts_give_and_progress_never_falls(
    small: Wizard, person: Mapping[str, Value]
) -> None:
    played = play(begun(small), person)
    complete = small.book.verdicts(small.book.case(person))
    assert {name: verdict for (_, name), verdict in played.end.verdicts.items()} == complete
    assert list(played.settled) == sorted(played.settled)
    assert played.end.progress.done
    assert played.goals == len(RULES)


@settings(max_examples=30, deadline=None)
@given(people())
def test_no_question_order_asks_less_than_the_least(small: Wizard, person: Mapping[str, Value]) -> None:
    least = least_questions(begun(small), person)
    assert len(least) <= len(play(begun(small), person).order)
    told = {name: Known(person[name], Source.ANSWER) for name in least}
    assert begun(small, told).screen() is None, "they settle everything"
    for name in least:
        fewer = {other: known for other, known in told.items() if other != name}
        assert begun(small, fewer).screen() is not None, "none of them can be spared"


@pytest.mark.parametrize("written", ["all", "categories", "measure:pension"])
def test_goals_are_written_as_a_handoff_keeps_them(small: Wizard, written: str) -> None:
    assert Goals(written).names(small.book)
