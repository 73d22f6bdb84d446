"""Which question next: the one most likely to belong to the answers that nobody can do without.

A fact is needed when at least one open verdict turns on it whatever the other facts are; among facts
that are needed alike, the one whose answer alone settles more goes first. docs/decisions/0014 has the
figures and what was tried besides.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

from content.eligibility.book import Name, RuleBook
from content.eligibility.case import Case
from content.eligibility.diagram import Node
from content.eligibility.formula import (
    AggregateSource,
    ComparisonSource,
    FactSource,
    OptionSource,
    Source,
    atoms,
)
from content.wizard.priors import BookPriors
from content.wizard.weights import Column, Weights, weights


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

    def ranked(self, case: Case, open_goals: Iterable[Name], askable: Container[str]) -> Sequence[Standing]:
        """The askable facts on which open goals depend, the best question first."""
        ...


class QuestionOrder:
    """Ranks the facts of one book; what it works out of a diagram it keeps."""

    def __init__(self, book: RuleBook) -> None:
        book.prepare()  # the ranges of all rules together are the same whatever was asked before
        self._book = book
        self._weights: dict[Node, Weights] = {}
        self._facts_of_column: dict[Column, tuple[str, ...]] = {}

    def ranked(self, case: Case, open_goals: Iterable[Name], askable: Container[str]) -> tuple[Standing, ...]:
        """The askable facts on which open goals depend, the best question first."""
        spared: dict[str, float] = {}  # how likely no verdict needs it
        settling: dict[str, float] = {}
        for goal in open_goals:
            by_fact = self._by_fact(goal, case, askable)
            for fact, (needed, settles) in by_fact.items():
                spared[fact] = spared.get(fact, 1.0) * (1.0 - min(needed, 1.0))
                settling[fact] = settling.get(fact, 0.0) + settles / len(by_fact)
        found = [Standing(fact, 1.0 - none, settling[fact]) for fact, none in spared.items()]
        place = self._place
        return tuple(sorted(found, key=lambda one: (-one.rank, place[one.fact])))

    @cached_property
    def _place(self) -> Mapping[str, int]:
        return {fact: index for index, fact in enumerate(self._book.facts)}

    @cached_property
    def _priors(self) -> BookPriors:
        return BookPriors(self._book)

    def _by_fact(self, goal: Name, case: Case, askable: Container[str]) -> dict[str, tuple[float, float]]:
        left = self._book.left_open(goal, case)
        if left is None:
            return self._without_diagram(goal, askable)
        weighed = self._weights.get(left)
        if weighed is None:
            weighed = self._weights[left] = weights(left, self._priors.by_column)
        own = self._book.compiled(goal).own
        found: dict[str, tuple[float, float]] = {}
        for column, needed in weighed.needed.items():
            if column in own:
                for fact in self._facts(column):
                    if fact in askable:
                        before, settles = found.get(fact, (0.0, 0.0))
                        found[fact] = (before + needed, settles + weighed.settling[column])
        return found

    def _without_diagram(self, goal: Name, askable: Container[str]) -> dict[str, tuple[float, float]]:
        """Of a rule too large for a diagram: every fact that it names may matter."""
        sources = (atom.variable.source for atom in atoms(self._book.compiled(goal).formula))
        facts = {fact for source in sources for fact in facts_behind(self._book, source) if fact in askable}
        return {fact: (1.0 / len(facts), 0.0) for fact in sorted(facts)}

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
