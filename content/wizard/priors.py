"""How likely each cell of a variable is before anything is known: only the order of questions uses it.

What a pack says under `likely` counts; the rest is shared evenly, among options, or among the ranges
into which all rules of the book together cut the values.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import product
from math import prod
from typing import Final

from content.eligibility.book import RuleBook
from content.eligibility.formula import FactSource, OptionSource, Source, Variable
from content.eligibility.partition import Partition
from content.rules.model import Fact, FactType
from content.rules.problems import FactInvalidError
from content.rules.values import Value, read_value

MOST_ANSWERS: Final = 16  # as many as a set of four options has


class BookPriors:
    """The priors of a book's columns, computed when first asked for."""

    def __init__(self, book: RuleBook) -> None:
        self._book = book
        self._cuts = _all_cuts(book.columns.partitions)
        self._known: list[Sequence[float]] = []

    @property
    def by_column(self) -> Sequence[Sequence[float]]:
        """How likely each cell is, by column."""
        partitions = self._book.columns.partitions
        if len(self._known) < len(partitions):
            self._known += [self._prior(one) for one in partitions[len(self._known) :]]
        return self._known

    def answers(self, fact: str) -> Sequence[tuple[Value, float]]:
        """Answers that stand for all there are, each with its share; none for what has too many."""
        about = self._book.facts[fact]
        if about.type is FactType.SET:
            return list(_shares_of_subsets(about)) if 2 ** len(about.options) <= MOST_ANSWERS else ()
        variable = next((one for one in self._cuts if one.source == FactSource(fact)), None)
        if variable is None:
            return ()
        if variable.span is None:
            return sorted(_shares_of_options(variable, about).items(), key=str)
        ranges = Partition(variable, len(self._cuts[variable]) + 1, tuple(self._cuts[variable]))
        firsts = [ranges.range_of(cell)[0] for cell in range(ranges.size)]
        is_date = about.type is FactType.DATE
        values: list[Value] = [date.fromordinal(first) if is_date else first for first in firsts]
        return list(zip(values, self._of_ranges(ranges), strict=True)) if len(values) <= MOST_ANSWERS else ()

    def _prior(self, partition: Partition) -> Sequence[float]:
        if partition.variable.span is not None:
            return self._of_ranges(partition)
        shares = _shares_of_options(partition.variable, _fact_of(self._book, partition.variable.source))
        prior = [0.0] * partition.size
        for option, cell in partition.cell_of.items():
            prior[cell] += shares[option]
        return prior

    def _of_ranges(self, partition: Partition) -> Sequence[float]:
        """What is said of single values, the rest evenly over the ranges of the whole book."""
        said = _likely_values(_fact_of(self._book, partition.variable.source))
        prior = [0.0] * partition.size
        for value, share in said.items():
            prior[partition.cell(value)] += share
        evenly = max(0.0, 1.0 - sum(said.values()))
        firsts = (partition.range_of(0)[0], *self._cuts.get(partition.variable, ()))
        for first in firsts:
            prior[partition.cell(first)] += evenly / len(firsts)
        return prior


def _likely_values(fact: Fact | None) -> dict[int, float]:
    """The values of a number or an amount of which a pack says how often they are met."""
    said: dict[int, float] = {}
    if fact is None:
        return said
    for written, share in fact.likely.items():
        try:
            value = read_value(fact, written if fact.type is FactType.MONEY else float(written))
        except (FactInvalidError, ValueError):
            continue
        if isinstance(value, int):
            said[value] = said.get(value, 0.0) + share
    return said


def _all_cuts(partitions: Sequence[Partition]) -> Mapping[Variable, Sequence[int]]:
    cuts: dict[Variable, set[int]] = {}
    for partition in partitions:
        cuts.setdefault(partition.variable, set()).update(partition.cuts)
    return {variable: sorted(found) for variable, found in cuts.items()}


def _fact_of(book: RuleBook, source: Source) -> Fact | None:
    if isinstance(source, FactSource | OptionSource):
        return book.facts.get(source.fact)
    return None


def _shares_of_options(variable: Variable, fact: Fact | None) -> dict[str | bool, float]:
    if isinstance(variable.source, OptionSource):
        return _of_set(variable.source.option, fact)
    likely = fact.likely if fact is not None else {}
    said: dict[str | bool, float] = {}
    for option in variable.options:
        written = option if isinstance(option, str) else str(option).lower()
        if written in likely:
            said[option] = likely[written]
    silent = [option for option in variable.options if option not in said]
    left = max(0.0, 1.0 - sum(said.values()))
    evenly = left if said else 1.0
    return said | {option: evenly / len(silent) for option in silent}


def _shares_of_subsets(fact: Fact) -> Iterator[tuple[Value, float]]:
    """Every way to mark the options of a set, each option marked for itself."""
    shares = {option.id: _of_set(option.id, fact) for option in fact.options}
    for marks in product((True, False), repeat=len(shares)):
        marked = dict(zip(shares, marks, strict=True))
        chosen = frozenset(option for option, is_marked in marked.items() if is_marked)
        yield chosen, prod(shares[option][is_marked] for option, is_marked in marked.items())


def _of_set(option: str, fact: Fact | None) -> dict[str | bool, float]:
    """A set is rarely full: without a word of the pack each option is one answer among the others."""
    options = len(fact.options) if fact is not None else 1
    chosen = fact.likely.get(option, 1.0 / (options + 1)) if fact is not None else 0.5
    return {True: chosen, False: 1.0 - chosen}
