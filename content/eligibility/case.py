"""What is known of one person, as the diagrams of a book read it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from content.eligibility.formula import (
    AggregateSource,
    ComparisonSource,
    FactSource,
    JudgedSource,
    OptionSource,
    Range,
    Source,
)
from content.eligibility.intervals import Interval, Scope, compared, interval
from content.eligibility.knowledge import Inner, inner
from content.eligibility.partition import Partition
from content.rules.values import Value

if TYPE_CHECKING:
    from content.eligibility.book import RuleBook


class Case:
    """The known facts of a person, fixed; `state` gives each column its cell or the cells still possible."""

    def __init__(self, book: RuleBook, facts: Mapping[str, Value]) -> None:
        self.book = book
        self.facts = facts
        self.values: dict[str, Inner] = {
            name: known for name, value in facts.items() if (known := inner(value)) is not None
        }
        self._state: list[int] = []

    @cached_property
    def narrowed(self) -> Mapping[str, Range]:
        """Where facts lie that stand in an order with a known one."""
        relations = self.book.relations
        if not relations.facts:
            return {}
        plain = Scope(self.book.knowledge, self.values)
        known = {fact: _range(plain.interval(fact)) for fact in relations.facts}
        return relations.narrowed(known, known)

    @cached_property
    def scope(self) -> Scope:
        """For terms that span several facts."""
        return Scope(self.book.knowledge, self.values, self.narrowed)

    @property
    def state(self) -> list[int]:
        """A key for each column the book has by now."""
        partitions = self.book.columns.partitions
        if len(self._state) < len(partitions):
            first = len(self._state)
            self._state += [self._key(one) for one in partitions[first:]]
        return self._state

    def _key(self, partition: Partition) -> int:
        source = partition.variable.source
        if isinstance(source, OptionSource):
            chosen = self.values.get(source.fact)
            return partition.anything if chosen is None else int(source.option in chosen)  # type: ignore[operator]
        if isinstance(source, FactSource):
            value = self.values.get(source.fact)
            if value is not None:
                return partition.cell(value)  # type: ignore[arg-type]
            if source.fact not in self.book.knowledge.derived and source.fact not in self.narrowed:
                return partition.anything
        elif self.values.keys().isdisjoint(self.book.inputs.of_source(source)):
            return self._unknown_key(partition, source)
        return _computed(partition, source, self.scope)

    def _unknown_key(self, partition: Partition, source: Source) -> int:
        """Of a variable of which nothing is known: the same for every case."""
        if isinstance(source, JudgedSource):
            return partition.anything
        return self.book.key_of_nothing(partition, lambda: _computed(partition, source, self.book.nothing))


def _computed(partition: Partition, source: Source, scope: Scope) -> int:
    match source:
        case FactSource(fact=fact) if partition.variable.span is None:
            return _key_of_truth(partition, scope.value(fact))
        case FactSource(fact=fact):
            return partition.key(scope.interval(fact))
        case AggregateSource(term=term):
            return partition.key(interval(term, scope))
        case ComparisonSource(compare=compare):
            left, right = interval(compare.left, scope), interval(compare.right, scope)
            return _key_of_truth(partition, compared(left, compare.order, right))
    return partition.anything


def _key_of_truth(partition: Partition, truth: bool | None) -> int:
    return partition.anything if truth is None else partition.cell(truth)


def _range(known: Interval) -> Range:
    return int(known.low), int(known.high)
