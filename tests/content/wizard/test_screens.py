"""Which questions stand together."""

from __future__ import annotations

from collections.abc import Callable

from content.model import Text
from content.rules.model import Fact, FactType, QuestionGroup
from content.wizard.order import Standing
from content.wizard.screens import MOST_QUESTIONS, QuestionScreen, together

GROUPS = {name: QuestionGroup(name, Text(name)) for name in ("home", "money")} | {
    "hard": QuestionGroup("hard", Text("hard"), last=True)
}
FACTS = {
    name: Fact(name, kind, Text(name), question=Text(name), group=group)
    for name, kind, group in (
        ("room-1", FactType.YES_NO, "home"),
        ("room-2", FactType.NUMBER, "home"),
        ("room-3", FactType.CHOICE, "home"),
        ("room-4", FactType.DATE, "home"),
        ("room-5", FactType.MONEY, "home"),
        ("things", FactType.SET, "home"),
        ("income", FactType.MONEY, "money"),
        ("prison", FactType.YES_NO, "hard"),
        ("alone", FactType.YES_NO, ""),
    )
}


def always(_first: str, _other: str) -> float:
    return 1.0


def shown(names: list[str], needed_after: Callable[[str, str], float] = always) -> list[str]:
    standings = [Standing(name, 0.9, 0.0) for name in names]
    screen: QuestionScreen = together(standings, FACTS, GROUPS, 1, needed_after)
    return [fact.id for fact in screen.facts]


def test_questions_of_one_group_stand_together_in_the_order_of_the_pack() -> None:
    assert shown(["room-2", "income", "room-1"]) == ["room-1", "room-2"]


def test_a_screen_has_no_more_questions_than_a_person_takes_in() -> None:
    assert len(shown([f"room-{number}" for number in range(1, 6)])) == MOST_QUESTIONS


def test_a_set_stands_alone() -> None:
    assert shown(["things", "room-1"]) == ["things"]
    assert shown(["room-1", "things"]) == ["room-1"]


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
