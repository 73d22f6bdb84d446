"""Which columns of a state a fact can change: a case starts from what is true of nobody in particular."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from content.eligibility.compiling import ColumnsOfState
from content.eligibility.formula import Range, Variable
from content.eligibility.partition import Cells, Partition

if TYPE_CHECKING:
    from content.eligibility.book import RuleBook
    from content.eligibility.case import Case

KeyOf = Callable[[Partition], int]


class ColumnIndex:
    """The columns of one kind of states of a book, by fact and by variable."""

    def __init__(self, book: RuleBook, columns: ColumnsOfState) -> None:
        self._book = book
        self._columns = columns
        self._by_fact: dict[str, list[int]] = {}
        self._by_variable: dict[Variable, list[int]] = {}
        self._indexed = 0
        self._start: list[int] = []
        self._keys: dict[tuple[int, int], int] = {}

    def state(self, case: Case, key_of: KeyOf) -> Sequence[int]:
        """A key for each column: those no known fact touches as they are for nobody in particular."""
        partitions = self._columns.partitions
        self._extend(partitions)
        if case is self._book.nobody:
            self._start = [key_of(one) for one in partitions]
            return self._start
        if len(self._start) < len(partitions):
            _ = self._book.nobody.state if self is self._book.index else self._book.nobody.left
        state = self._start.copy()
        for column in self._touched(case):
            state[column] = key_of(partitions[column])
        return state

    def key_within(self, cells: Cells, wanted: Partition, within: Range | None) -> int:
        """The key for what constraints leave of a variable."""
        if within is not None:
            return cells.key_in(wanted, within)
        remembered = (id(wanted), cells.mask)
        if remembered not in self._keys:
            self._keys[remembered] = cells.key_in(wanted, None)
        return self._keys[remembered]

    def _touched(self, case: Case) -> set[int]:
        touched: set[int] = set()
        for fact in case.values:
            touched.update(self._by_fact.get(fact, ()))
        if not case.values.keys().isdisjoint(self._book.consistency.order_inputs):
            for fact in self._book.relations.facts:
                touched.update(self._by_fact.get(fact, ()))
        if self is self._book.index and self._book.consistency.ties and case.left is not None:
            for variable in case.left.changed:
                touched.update(self._by_variable.get(variable, ()))
        return touched

    def _extend(self, partitions: Sequence[Partition]) -> None:
        for column in range(self._indexed, len(partitions)):
            variable = partitions[column].variable
            self._by_variable.setdefault(variable, []).append(column)
            for fact in self._book.inputs.of_source(variable.source):
                self._by_fact.setdefault(fact, []).append(column)
        self._indexed = len(partitions)
