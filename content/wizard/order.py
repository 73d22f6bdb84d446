"""Which question next: the one most likely to belong to the answers that nobody can do without.

A fact is needed when at least one open verdict turns on it whatever the other facts are; among facts
that are needed alike, the one whose answer alone settles more goes first. docs/decisions/0014 has the
figures and what was tried besides.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final, Protocol

from content.eligibility.book import Name, RuleBook
from content.eligibility.case import Case
from content.eligibility.diagram import BudgetExceededError
from content.eligibility.formula import (
    AggregateSource,
    ComparisonSource,
    FactSource,
    OptionSource,
    Source,
    atoms,
)
from content.eligibility.verdicts import ContradictionError
from content.wizard.priors import BookPriors
from content.wizard.weights import Column, weights

MOST_KEPT: Final = 50_000  # states of rules, some 30 MB


@dataclass(frozen=True, slots=True)
class Standing:
    """A fact that could be asked now."""

    fact: str
    needed: float  # how likely at least one verdict cannot do without it
    settling: float  # how many goals its answer is expected to settle, shared among the facts of each

    @property
    def rank(self) -> float:
        return self.needed + self.settling


class Order(Protocol):
    """Says which question comes next."""

    def turning(self, goal: Name, case: Case) -> Sequence[Turning]:
        """The facts on which an open goal still depends, known to be asked for or not."""
        ...

    def ranked(self, case: Case, open_goals: Iterable[Name], askable: Container[str]) -> Sequence[Standing]:
        """The askable facts on which open goals depend, the best question first."""
        ...

    def needed_after(self, first: str, other: str, case: Case, open_goals: Iterable[Name]) -> float:
        """How likely `other` is still needed when `first` has been answered."""
        ...


@dataclass(frozen=True, slots=True)
class Turning:
    """A fact on which one goal depends."""

    fact: str
    needed: float  # how likely the verdict cannot do without it
    settling: float  # how likely its answer alone settles the verdict


class QuestionOrder:
    """Ranks the facts of one book; what it works out for a rule it keeps for the next person."""

    def __init__(self, book: RuleBook) -> None:
        book.prepare()  # the ranges of all rules together are the same whatever was asked before
        self._book = book
        self._kept: dict[tuple[Name, tuple[int, ...]], tuple[Turning, ...]] = {}
        self._facts_of_column: dict[Column, tuple[str, ...]] = {}

    def ranked(self, case: Case, open_goals: Iterable[Name], askable: Container[str]) -> tuple[Standing, ...]:
        """The askable facts on which open goals depend, the best question first."""
        spared: dict[str, float] = {}  # how likely no verdict needs it
        settling: dict[str, float] = {}
        for goal in open_goals:
            asked = [one for one in self.turning(goal, case) if one.fact in askable]
            for one in asked:
                spared[one.fact] = spared.get(one.fact, 1.0) * (1.0 - one.needed)
                settling[one.fact] = settling.get(one.fact, 0.0) + one.settling / len(asked)
        found = [Standing(fact, 1.0 - none, settling[fact]) for fact, none in spared.items()]
        place = self._place
        return tuple(sorted(found, key=lambda one: (-one.rank, place[one.fact])))

    def needed_after(self, first: str, other: str, case: Case, open_goals: Iterable[Name]) -> float:
        """How likely `other` is still needed when `first` has been answered: the mean over its answers."""
        goals = list(open_goals)
        answers = self._priors.answers(first)
        if not answers:
            return self._needed(other, case, goals)
        possible = 0.0
        needed = 0.0
        for value, share in answers:
            try:
                after = self._book.case({**case.facts, first: value})
            except ContradictionError:
                continue
            possible += share
            needed += share * self._needed(other, after, goals)
        return needed / possible if possible else 0.0

    def _needed(self, fact: str, case: Case, goals: Iterable[Name]) -> float:
        spared = 1.0
        for goal in goals:
            for one in self.turning(goal, case):
                if one.fact == fact:
                    spared *= 1.0 - one.needed
        return 1.0 - spared

    def turning(self, goal: Name, case: Case) -> tuple[Turning, ...]:
        """The facts on which an open goal still depends, also those that nobody is asked for."""
        state = case.state
        key = (goal, tuple([state[column] for column in self._book.compiled(goal).columns]))
        found = self._kept.get(key)
        if found is None:
            if len(self._kept) >= MOST_KEPT:
                self._kept.clear()
            found = self._kept[key] = self._worked_out(goal, case)
        return found

    @cached_property
    def _place(self) -> Mapping[str, int]:
        return {fact: index for index, fact in enumerate(self._book.facts)}

    @cached_property
    def _priors(self) -> BookPriors:
        return BookPriors(self._book)

    def _worked_out(self, goal: Name, case: Case) -> tuple[Turning, ...]:
        try:
            left = self._book.left_open(goal, case)
        except BudgetExceededError:
            left = None
        if left is None:
            return self._without_diagram(goal)
        weighed = weights(left, self._priors.by_column)
        own = self._book.compiled(goal).own
        found: dict[str, Turning] = {}
        for column in weighed.needed.keys() & own:
            needed, settling = weighed.needed[column], weighed.settling[column]
            for fact in self._facts(column):
                other = found.get(fact, Turning(fact, 0.0, 0.0))
                found[fact] = Turning(
                    fact, min(1.0, other.needed + needed), min(1.0, other.settling + settling)
                )
        return tuple(found.values())

    def _without_diagram(self, goal: Name) -> tuple[Turning, ...]:
        """Of a rule too large for a diagram: every fact that it names may matter."""
        sources = (atom.variable.source for atom in atoms(self._book.compiled(goal).formula))
        facts = {fact for source in sources for fact in facts_behind(self._book, source)}
        return tuple(Turning(fact, 1.0 / len(facts), 0.0) for fact in sorted(facts))

    def _facts(self, column: Column) -> tuple[str, ...]:
        found = self._facts_of_column.get(column)
        if found is None:
            source = self._book.columns.partitions[column].variable.source
            found = self._facts_of_column[column] = facts_behind(self._book, source)
        return found


def facts_behind(book: RuleBook, source: Source) -> tuple[str, ...]:
    """The facts one can be asked for to learn the value of a variable."""
    match source:
        case FactSource(fact=fact) | OptionSource(fact=fact):
            return (fact,)
        case AggregateSource(term=said) | ComparisonSource(compare=said):
            asked = book.inputs.of(said)
            return tuple(sorted(fact for fact in asked if book.lowering.stands_alone(fact)))
    return ()
