"""Other orders of questions, to compare ours with."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Container, Iterable, Sequence

from content.eligibility.book import Name, RuleBook
from content.eligibility.case import Case
from content.wizard.order import QuestionOrder, Standing, Turning


class _AnotherOrder:
    """What matters is found as in ours; only the order is another."""

    def __init__(self, book: RuleBook) -> None:
        self._ours = QuestionOrder(book)
        self._book = book

    def turning(self, goal: Name, case: Case) -> Sequence[Turning]:
        return self._ours.turning(goal, case)

    def needed_after(self, first: str, other: str, case: Case, open_goals: Iterable[Name]) -> float:
        return self._ours.needed_after(first, other, case, open_goals)

    def _uses(self, case: Case, open_goals: Iterable[Name], askable: Container[str]) -> Counter[str]:
        return Counter(
            one.fact for goal in open_goals for one in self.turning(goal, case) if one.fact in askable
        )


class CountOrder(_AnotherOrder):
    """The count heuristic at its best: what most undecided measures still depend on, found exactly."""

    def ranked(self, case: Case, open_goals: Iterable[Name], askable: Container[str]) -> Sequence[Standing]:
        return self._most_used(self._uses(case, open_goals, askable))

    def _most_used(self, uses: Counter[str]) -> Sequence[Standing]:
        places = {fact: place for place, fact in enumerate(self._book.facts)}
        best = sorted(uses, key=lambda fact: (-uses[fact], places[fact]))
        return [Standing(fact, 1.0, float(uses[fact])) for fact in best]


class NamedCountOrder(CountOrder):
    """As publicodes does: what most undecided measures name, whether it can still decide or not."""

    def ranked(self, case: Case, open_goals: Iterable[Name], askable: Container[str]) -> Sequence[Standing]:
        goals = [goal for goal in open_goals if any(one.fact in askable for one in self.turning(goal, case))]
        named = (fact for goal in goals for fact in self._book.inputs.of(self._book.requirement(goal)))
        return self._most_used(Counter(fact for fact in named if fact in askable))


class FixedOrder(_AnotherOrder):
    """As a form does: from the first question to the last, without those that no longer matter."""

    def __init__(self, book: RuleBook, places: Callable[[str], int] | None = None) -> None:
        super().__init__(book)
        self._places = places or {fact: place for place, fact in enumerate(book.facts)}.__getitem__

    def ranked(self, case: Case, open_goals: Iterable[Name], askable: Container[str]) -> Sequence[Standing]:
        facts = sorted(self._uses(case, open_goals, askable), key=self._places)
        return [Standing(fact, 1.0, 0.0) for fact in facts]
