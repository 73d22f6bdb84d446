"""Plays an interview against complete facts: how many questions does a person have to answer?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from content.rules.values import Value
from content.wizard.interview import Interview


@dataclass(frozen=True, slots=True)
class Played:
    """What was asked, in this order; `settled` goals before the first question and after each."""

    order: tuple[str, ...]
    settled: tuple[int, ...]
    goals: int
    screens: int
    end: Interview

    def asked_until(self, share: float) -> int:
        """How many questions until this share of the goals was settled."""
        enough = (asked for asked, settled in enumerate(self.settled) if settled >= share * self.goals)
        return next(enough, len(self.order))


def play(interview: Interview, facts: Mapping[str, Value]) -> Played:
    """Answers every question from the facts, a fact that they do not tell with «не знаю»."""
    order: list[str] = []
    settled = [interview.progress.settled]
    screens = 0
    while (screen := interview.screen()) is not None:
        screens += 1
        for fact in screen.facts:
            value = facts.get(fact.id)
            interview = interview.declined(fact.id) if value is None else interview.answered(fact.id, value)
            order.append(fact.id)
            settled.append(interview.progress.settled)
    return Played(tuple(order), tuple(settled), interview.progress.all, screens, interview)
