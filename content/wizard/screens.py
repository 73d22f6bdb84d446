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
STANDS_ALONE: Final = frozenset({FactType.SET, FactType.HOUSEHOLD})


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
    """The best question with those of its group that will probably be needed too; the last groups last.

    `needed_after(first, other)` says how likely the other is needed when the first has been answered.
    """
    best = _best(standings, facts, groups)
    group = groups.get(best.group)
    if group is None or best.type in STANDS_ALONE:
        return QuestionScreen(group, (best,), number)
    companions = [
        facts[one.fact]
        for one in standings
        if one.fact != best.id
        and one.needed >= LIKELY_NEEDED
        and facts[one.fact].group == best.group
        and facts[one.fact].type not in STANDS_ALONE
        and needed_after(best.id, one.fact) >= LIKELY_NEEDED
    ]
    chosen = {fact.id for fact in (best, *companions[: MOST_QUESTIONS - 1])}
    return QuestionScreen(group, tuple(fact for fact in facts.values() if fact.id in chosen), number)


def _best(
    standings: Sequence[Standing], facts: Mapping[str, Fact], groups: Mapping[str, QuestionGroup]
) -> Fact:
    for one in standings:
        group = groups.get(facts[one.fact].group)
        if group is None or not group.last:
            return facts[one.fact]
    return facts[standings[0].fact]
