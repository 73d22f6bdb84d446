"""Which facts can matter to a verdict, and how finely: what tells one kind of person from another."""

from __future__ import annotations

from content.eligibility.book import Name, RuleBook
from content.eligibility.formula import FactSource, OptionSource
from content.eligibility.partition import Partition
from content.eligibility.pruning import reached


class Relevance:
    """Looked up once for each rule of a book."""

    def __init__(self, book: RuleBook) -> None:
        self._book = book
        self._facts: dict[Name, frozenset[str]] = {}
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
