"""What is known of one person, as the diagrams of a book read it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from content.eligibility.arithmetic import Interval, compared
from content.eligibility.formula import (
    AggregateSource,
    ComparisonSource,
    FactSource,
    OptionSource,
    Range,
    Source,
)
from content.eligibility.intervals import Scope, interval
from content.eligibility.knowledge import Inner, inner
from content.eligibility.partition import Partition
from content.rules.values import Value

if TYPE_CHECKING:
    from content.eligibility.book import RuleBook
    from content.eligibility.consistency import Left


class Case:
    """The known facts of a person, fixed; `state` gives each column its cell or the cells still possible."""

    def __init__(self, book: RuleBook, facts: Mapping[str, Value]) -> None:
        self.book = book
        self.facts = facts
        self.values: dict[str, Inner] = {
            name: known for name, value in facts.items() if (known := inner(value)) is not None
        }
        self._state: Sequence[int] = ()

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

    @cached_property
    def left(self) -> Left | None:
        """What the constraints leave of every variable; None where the facts contradict one another."""
        consistency = self.book.consistency
        if consistency.forbids(self.narrowed):
            return None
        consistency.prepare()  # its columns are those of its diagrams
        state = consistency.index.state(self, self._raw_key)
        return consistency.left(state)

    @property
    def state(self) -> Sequence[int]:
        """A key for each column the book has by now."""
        if len(self._state) < len(self.book.columns.partitions):
            self._state = self.book.index.state(self, self._key)
        return self._state

    def _key(self, partition: Partition) -> int:
        key = self._raw_key(partition)
        if (
            key < 0
            and self.book.consistency.ties
            and self.left
            and (cells := self.left.of.get(partition.variable))
        ):
            return self.book.index.key_within(cells, partition, self._range_of(partition.variable.source))
        return key

    def _range_of(self, source: Source) -> Range | None:
        return self.narrowed.get(source.fact) if isinstance(source, FactSource) else None

    def _raw_key(self, partition: Partition) -> int:
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
        return _computed(partition, source, self.scope)


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
