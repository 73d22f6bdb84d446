"""Whose verdicts differ, and on what: all that is computed of the many whose verdicts stay as they are."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from typing import Final

from content.eligibility.book import MEASURE, RuleBook
from content.eligibility.relevance import Relevance
from content.eligibility.verdicts import ContradictionError, Verdict
from content.pack_diff.person import Person
from content.rules.problems import FactInvalidError
from content.rules.values import Value

PEOPLE_AT_ONCE: Final = 16_384

Facts = Mapping[str, Value]
Differences = Mapping[str, tuple[Verdict | None, Verdict | None]]
"""Measure → verdict before and after; None where a pack has no rule for it."""

Books = tuple[RuleBook, RuleBook]
FactsOfBoth = tuple[Sequence[Facts], Sequence[Facts]]
ByColumns = Callable[[Books, FactsOfBoth, Sequence[str]], Mapping[int, Differences]]
"""Rows in which verdicts differ; `content.eligibility.columns.differing`, which needs NumPy."""


@dataclass(frozen=True, slots=True)
class Looked:
    """What differs for a person, or why no verdict could be computed."""

    person: Person
    differences: Differences = field(default_factory=dict)
    refused: str = ""


@dataclass(frozen=True)
class FirstPass:
    """Compares two books on the measures that can differ, over columns where that is the faster way."""

    old: RuleBook
    new: RuleBook
    measures: tuple[str, ...]
    by_columns: ByColumns | None = None

    def over(self, people: Iterable[Person]) -> Iterator[Looked]:
        """Everybody, in order; no more than `PEOPLE_AT_ONCE` are held at a time."""
        if self.by_columns is None or not self.suits_columns:
            yield from map(self._one, people)
            return
        waiting = iter(people)
        while many := list(islice(waiting, PEOPLE_AT_ONCE)):
            yield from self._many(many, self.by_columns)

    @cached_property
    def suits_columns(self) -> bool:
        """Whether both books tell people apart by few cells of single facts, and nothing ties the facts.

        Else most people need a case of their own, with which single verdicts are the faster way.
        """
        return all(_is_tabular(book, self.measures) for book in (self.old, self.new))

    def _one(self, person: Person) -> Looked:
        facts = self._read(person)
        if isinstance(facts, str):
            return Looked(person, refused=facts)
        try:
            before, after = self._verdicts(self.old, facts[0]), self._verdicts(self.new, facts[1])
        except ContradictionError as error:
            return Looked(person, refused=str(error))
        return Looked(person, differences(before, after))

    def _verdicts(self, book: RuleBook, facts: Facts) -> dict[str, Verdict]:
        case = book.case(facts)
        ruled = [measure for measure in self.measures if measure in book.knowledge.measures]
        if len(ruled) == len(book.measures):
            return book.verdicts(case)
        return {measure: book.verdict(measure, case) for measure in ruled}

    def _many(self, people: Sequence[Person], by_columns: ByColumns) -> Iterator[Looked]:
        read = [self._read(person) for person in people]
        known = [facts for facts in read if not isinstance(facts, str)]
        old, new = [facts[0] for facts in known], [facts[1] for facts in known]
        differing = by_columns((self.old, self.new), (old, new), self.measures)
        row = 0
        for person, facts in zip(people, read, strict=True):
            if isinstance(facts, str):
                yield Looked(person, refused=facts)
                continue
            yield Looked(person, differing.get(row, {}))
            row += 1

    def _read(self, person: Person) -> tuple[Facts, Facts] | str:
        try:
            before = person.known_to(self.old)
            return before, before if self._same_facts else person.known_to(self.new)
        except FactInvalidError as error:
            return str(error)

    @cached_property
    def _same_facts(self) -> bool:
        return self.old.facts == self.new.facts


def differences(before: Mapping[str, Verdict], after: Mapping[str, Verdict]) -> Differences:
    """Where verdicts are not the same; having no rule is as good as not entitled."""
    pairs = {measure: (before.get(measure), after.get(measure)) for measure in {**before, **after}}
    nothing = {None, Verdict.NOT_ENTITLED}
    return {name: pair for name, pair in pairs.items() if pair[0] is not pair[1] and set(pair) != nothing}


def _is_tabular(book: RuleBook, measures: Iterable[str]) -> bool:
    if book.consistency.ties or book.consistency.forbids({}):
        return False
    relevance = Relevance(book)
    ruled = (measure for measure in measures if measure in book.knowledge.measures)
    return all(relevance.strides((MEASURE, measure), book.facts) is not None for measure in ruled)
