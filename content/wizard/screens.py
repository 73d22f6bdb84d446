"""Which questions stand together on one screen."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from content.rules.model import Fact, FactType, QuestionGroup
from content.wizard.disagreement import Disagreement
from content.wizard.order import Standing

MOST_QUESTIONS: Final = 4
LIKELY_NEEDED: Final = 0.5  # a companion that is rarely needed would be one question too many
MOST_TO_MARK: Final = 4  # a longer set fills a screen by itself


@dataclass(frozen=True, slots=True)
class QuestionScreen:
    """The facts to ask together, under the heading of their group.

    `disagreement` says that these facts are known but cannot be true together: ask which one is right.
    """

    group: QuestionGroup | None
    facts: tuple[Fact, ...]
    number: int  # 1 for the first screen
    disagreement: Disagreement | None = None


def together(
    standings: Sequence[Standing],
    facts: Mapping[str, Fact],
    groups: Mapping[str, QuestionGroup],
    number: int,
    needed_after: Callable[[str, str], float],
) -> QuestionScreen:
    """The best question with those of its group that will probably be needed too.

    A first group goes before others while it has a question that will probably be needed, a last one
    after them. `needed_after(first, other)` says how likely the other is needed when the first has been
    answered.
    """
    best = _best(standings, facts, groups)
    group = groups.get(best.group)
    if group is None or _stands_alone(best):
        return QuestionScreen(group, (best,), number)
    companions = [
        facts[one.fact]
        for one in standings
        if one.fact != best.id
        and one.needed >= LIKELY_NEEDED
        and facts[one.fact].group == best.group
        and not _stands_alone(facts[one.fact])
        and needed_after(best.id, one.fact) >= LIKELY_NEEDED
    ]
    chosen = {fact.id for fact in (best, *companions[: MOST_QUESTIONS - 1])}
    return QuestionScreen(group, tuple(fact for fact in facts.values() if fact.id in chosen), number)


def _stands_alone(fact: Fact) -> bool:
    if fact.type is FactType.SET:
        return len(fact.options) > MOST_TO_MARK
    return fact.type is FactType.HOUSEHOLD


def _best(
    standings: Sequence[Standing], facts: Mapping[str, Fact], groups: Mapping[str, QuestionGroup]
) -> Fact:
    """The first of the best in turn; within one turn the order of `standings` holds."""
    best = min(standings, key=lambda one: _turn(one, groups.get(facts[one.fact].group)))
    return facts[best.fact]


def _turn(standing: Standing, group: QuestionGroup | None) -> int:
    if group is None:
        return 1
    if group.last:
        return 2
    return 0 if group.first and standing.needed >= LIKELY_NEEDED else 1
