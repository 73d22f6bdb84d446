"""Whose verdicts differ, and on what: all that is computed of the many whose verdicts stay as they are."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from typing import Final

from content.eligibility.book import MEASURE, RuleBook
from content.eligibility.formula import FactSource, OptionSource, atoms
from content.eligibility.verdicts import ContradictionError, Verdict
from content.pack_diff.person import Person
from content.rules.problems import FactInvalidError
from content.rules.syntax import Requirement
from content.rules.values import Value

PEOPLE_AT_ONCE: Final = 16_384

Facts = Mapping[str, Value]
Differences = Mapping[str, tuple[Verdict | None, Verdict | None]]
"""Measure → verdict before and after; None where a pack has no rule for it."""

Books = tuple[RuleBook, RuleBook]
ReadFacts = tuple[Facts, Facts] | str
"""The facts as the old and the new pack have them, or why they could not be read."""

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
            yield from (self._one(person, self._read(person)) for person in people)
            return
        waiting = iter(people)
        while many := list(islice(waiting, PEOPLE_AT_ONCE)):
            yield from self._many(many, self.by_columns)

    @cached_property
    def suits_columns(self) -> bool:
        """Whether all rules are over single facts and nothing ties facts: columns know no contradictions."""
        return all(self._is_tabular(book) for book in (self.old, self.new))

    def _is_tabular(self, book: RuleBook) -> bool:
        if book.consistency.ties or book.consistency.forbids({}):
            return False
        formulas = [
            book.formula((MEASURE, name)) for name in self.measures if name in book.knowledge.measures
        ]
        sources = (atom.variable.source for formula in formulas for atom in atoms(formula))
        return all(isinstance(source, FactSource | OptionSource) for source in sources)

    def _one(self, person: Person, facts: ReadFacts) -> Looked:
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
        """Over columns all of whom everything that the rules need is known; the others one by one."""
        read = [self._read(person) for person in people]
        rows = [at for at, facts in enumerate(read) if self._is_complete(facts)]
        both = [facts for at in rows if not isinstance(facts := read[at], str)]
        complete = [facts[0] for facts in both], [facts[1] for facts in both]
        found = by_columns((self.old, self.new), complete, self.measures)
        differing = {at: found.get(row, {}) for row, at in enumerate(rows)}
        for at, (person, facts) in enumerate(zip(people, read, strict=True)):
            yield Looked(person, differing[at]) if at in differing else self._one(person, facts)

    def _is_complete(self, read: ReadFacts) -> bool:
        if isinstance(read, str):
            return False
        return all(needed <= facts.keys() for needed, facts in zip(self._needed, read, strict=True))

    @cached_property
    def _needed(self) -> tuple[frozenset[str], ...]:
        """Of each book, the facts that the rules are computed from."""
        return tuple(
            frozenset().union(*(book.inputs.of(rule) for rule in self._rules(book)))
            for book in (self.old, self.new)
        )

    def _rules(self, book: RuleBook) -> Iterator[Requirement]:
        ruled = book.knowledge.measures
        return (ruled[measure] for measure in self.measures if measure in ruled)

    def _read(self, person: Person) -> ReadFacts:
        try:
            before = person.known_to(self.old)
            return before, before if self._same_facts else person.known_to(self.new)
        except FactInvalidError as error:
            return str(error)

    @cached_property
    def _same_facts(self) -> bool:
        return _forms(self.old) == _forms(self.new)


def differences(before: Mapping[str, Verdict], after: Mapping[str, Verdict]) -> Differences:
    """Where verdicts are not the same; having no rule is as good as not entitled."""
    pairs = {measure: (before.get(measure), after.get(measure)) for measure in {**before, **after}}
    nothing = {None, Verdict.NOT_ENTITLED}
    return {name: pair for name, pair in pairs.items() if pair[0] is not pair[1] and set(pair) != nothing}


def _forms(book: RuleBook) -> dict[str, tuple[object, ...]]:
    """All on which the reading of a fact depends."""
    return {
        name: (
            fact.type,
            [option.id for option in fact.options],
            fact.fields,
            fact.decimals,
            fact.min,
            fact.max,
        )
        for name, fact in book.facts.items()
    }
