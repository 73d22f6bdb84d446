"""Which facts can matter to a verdict, and how finely: what tells one kind of person from another."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

from content.eligibility.book import Name, RuleBook
from content.eligibility.formula import FactSource, OptionSource
from content.eligibility.knowledge import ORDERED
from content.eligibility.partition import Partition
from content.eligibility.pruning import reached
from content.rules.model import FactType

MOST_KINDS: Final = 1 << 18  # of people that a rule tells apart in a table of answers


class Relevance:
    """Looked up once for each rule of a book."""

    def __init__(self, book: RuleBook) -> None:
        self._book = book
        self._facts: dict[Name, frozenset[str]] = {}
        self._strides: dict[tuple[Name, frozenset[str]], dict[str, int] | None] = {}
        self._cuts: dict[Name, dict[str, tuple[int, ...] | None]] = {}

    def facts(self, name: Name) -> frozenset[str]:
        """The facts on which a verdict may depend, through constraints too."""
        if name not in self._facts:
            of = self._book.inputs.of_source
            own = self._book.inputs.of(self._book.requirement(name))
            ties = self._book.consistency.ties
            among = {variable for tie in ties for variable in tie.variables}
            near = {variable for variable in among if not own.isdisjoint(of(variable.source))}
            tied = {variable for tie in reached(near, ties) for variable in tie.variables}
            self._facts[name] = own.union(*(of(variable.source) for variable in tied))
        return self._facts[name]

    def strides(self, name: Name, known: Collection[str]) -> dict[str, int] | None:
        """A number for each kind of person: the sum of cell × stride; None where there are too many kinds.

        Cells count from 1; 0 is a fact that is not known. `known` are the facts that anybody has.
        """
        key = (name, frozenset(known))
        if key not in self._strides:
            self._strides[key] = self._new_strides(name, sorted(self.facts(name) & key[1]))
        return self._strides[key]

    def _new_strides(self, name: Name, facts: Sequence[str]) -> dict[str, int] | None:
        strides: dict[str, int] = {}
        kinds = 1
        for fact in facts:
            size = self._size(name, fact)
            strides[fact] = kinds
            if size is None or kinds * (size + 1) > MOST_KINDS:
                return None
            kinds *= size + 1
        return strides

    def _size(self, name: Name, fact: str) -> int | None:
        """How many values or cells a fact has; None where its very value counts."""
        told = self._book.facts[fact]
        if told.type is FactType.HOUSEHOLD:
            return None
        if told.type is FactType.SET:
            return 1 << min(len(told.options), MOST_KINDS.bit_length())
        if told.type is FactType.YES_NO:
            return 2
        if told.type not in ORDERED:
            return len(told.options)
        cuts = self.cuts(name, fact)
        return None if cuts is None else len(cuts) + 1

    def cuts(self, name: Name, fact: str) -> tuple[int, ...] | None:
        """Where the cells of an ordered fact begin; None where its very value counts."""
        if name not in self._cuts:
            self._cuts[name] = self._all_cuts(name)
        return self._cuts[name].get(fact, ())

    def _all_cuts(self, name: Name) -> dict[str, tuple[int, ...] | None]:
        compiled = self._book.compiled(name)
        self._book.consistency.prepare()
        found: dict[str, set[int]] = {}
        by_value = set(self._book.consistency.order_inputs)
        if compiled.root is None:
            by_value |= self.facts(name)
        for partition in [*compiled.partitions, *self._book.consistency.columns.partitions]:
            source = partition.variable.source
            if _is_cell(partition) and isinstance(source, FactSource):
                found.setdefault(source.fact, set()).update(partition.cuts)
            if not isinstance(source, OptionSource):
                by_value |= self._book.inputs.of_source(source) - {getattr(source, "fact", "")}
        cuts: dict[str, tuple[int, ...] | None] = {
            fact: tuple(sorted(among)) for fact, among in found.items()
        }
        cuts.update(dict.fromkeys(by_value))
        return cuts


def _is_cell(partition: Partition) -> bool:
    return partition.variable.span is not None
