"""Which questions stand together."""

from __future__ import annotations

from collections.abc import Callable

from content.model import Text
from content.rules.model import Fact, FactType, Option, QuestionGroup
from content.wizard.order import Standing
from content.wizard.screens import MOST_QUESTIONS, MOST_TO_MARK, QuestionScreen, together

GROUPS = {name: QuestionGroup(name, Text(name)) for name in ("home", "money")} | {
    "you": QuestionGroup("you", Text("you"), first=True),
    "hard": QuestionGroup("hard", Text("hard"), last=True),
}
OPTIONS = {"things": MOST_TO_MARK + 1, "few-things": MOST_TO_MARK}
FACTS = {
    name: Fact(
        name,
        kind,
        Text(name),
        question=Text(name),
        group=group,
        options=tuple(Option(str(number), Text(name)) for number in range(OPTIONS.get(name, 0))),
    )
    for name, kind, group in (
        ("room-1", FactType.YES_NO, "home"),
        ("room-2", FactType.NUMBER, "home"),
        ("room-3", FactType.CHOICE, "home"),
        ("room-4", FactType.DATE, "home"),
        ("room-5", FactType.MONEY, "home"),
        ("things", FactType.SET, "home"),
        ("few-things", FactType.SET, "home"),
        ("household", FactType.HOUSEHOLD, "home"),
        ("income", FactType.MONEY, "money"),
        ("born", FactType.DATE, "you"),
        ("works", FactType.YES_NO, "you"),
        ("prison", FactType.YES_NO, "hard"),
        ("alone", FactType.YES_NO, ""),
    )
}


def always(_first: str, _other: str) -> float:
    return 1.0


def shown(
    names: list[str], needed_after: Callable[[str, str], float] = always, *, rarely: tuple[str, ...] = ()
) -> list[str]:
    standings = [Standing(name, 0.1 if name in rarely else 0.9, 0.0) for name in names]
    screen: QuestionScreen = together(standings, FACTS, GROUPS, 1, needed_after)
    return [fact.id for fact in screen.facts]


def test_questions_of_one_group_stand_together_in_the_order_of_the_pack() -> None:
    assert shown(["room-2", "income", "room-1"]) == ["room-1", "room-2"]


def test_a_screen_has_no_more_questions_than_a_person_takes_in() -> None:
    assert len(shown([f"room-{number}" for number in range(1, 6)])) == MOST_QUESTIONS


def test_a_long_set_fills_a_screen_and_a_household_too() -> None:
    for name in ("things", "household"):
        assert shown([name, "room-1"]) == [name]
        assert shown(["room-1", name]) == ["room-1"]


def test_a_short_set_stands_with_others() -> None:
    assert shown(["few-things", "room-1"]) == ["room-1", "few-things"]
    assert shown(["room-1", "few-things"]) == ["room-1", "few-things"]


def test_what_one_expects_first_comes_first_unless_few_are_asked_it() -> None:
    assert shown(["income", "room-1", "born", "works"]) == ["born", "works"]
    assert shown(["income", "room-1", "born", "works"], rarely=("born",)) == ["works"]
    assert shown(["income", "room-1", "born", "works"], rarely=("born", "works")) == ["income"]


def test_a_question_that_the_first_answer_may_save_waits() -> None:
    assert shown(["room-1", "room-2", "room-3"], lambda _, other: 0.4 if other == "room-2" else 0.6) == [
        "room-1",
        "room-3",
    ]


def test_what_is_hard_to_say_waits_until_nothing_else_is_left() -> None:
    assert shown(["prison", "income"]) == ["income"]
    assert shown(["prison"]) == ["prison"]


def test_a_question_without_a_group_stands_alone() -> None:
    assert shown(["alone", "room-1"]) == ["alone"]
