"""To which answers a person can come: a worker may retire, nobody can come to have been born elsewhere."""

from __future__ import annotations

from content.eligibility.book import Name
from content.eligibility.case import Case
from content.eligibility.diagram import NOT_ENTITLED, outcome
from content.eligibility.formula import FactSource, OptionSource
from content.eligibility.partition import Partition


def within_reach(case: Case, fact: str) -> frozenset[str]:
    """The options of a known fact that the person has, or can come to."""
    present = _present(case, fact)
    options = case.book.facts[fact].options
    return present | {option.id for option in options if option.can_follow(present)}


def stays_refused(name: Name, case: Case, without: Case, changeable: frozenset[str]) -> bool:
    """Whether a rule refuses everything within reach; `without` is the case without changeable facts."""
    one = case.book.compiled(name)
    if one.diagrams is None or one.root is None:
        return False
    state = list(without.state)
    for column, partition in zip(one.columns, one.partitions, strict=True):
        possible = _possible(case, partition, changeable)
        if possible is not None:
            left = possible & _mask(state[column])
            state[column] = _key(left or possible)
    return outcome(one.diagrams, one.root, state) is NOT_ENTITLED


def _possible(case: Case, partition: Partition, changeable: frozenset[str]) -> int | None:
    """The cells within reach as bits; None of what is no option of a changeable fact."""
    source = partition.variable.source
    if not isinstance(source, FactSource | OptionSource) or source.fact not in changeable:
        return None
    if not case.book.facts[source.fact].options:
        return None
    reach = within_reach(case, source.fact)
    if isinstance(source, FactSource):
        cells = {partition.cell(option) for option in reach}
    else:
        cells = {0, int(source.option in reach)}
    return sum(1 << cell for cell in cells)


def _present(case: Case, fact: str) -> frozenset[str]:
    value = case.values[fact]
    if isinstance(value, frozenset):
        return value
    return frozenset({value}) if isinstance(value, str) else frozenset()


def _mask(key: int) -> int:
    return 1 << key if key >= 0 else -key


def _key(mask: int) -> int:
    """A single cell stands by itself, several as their bits."""
    return mask.bit_length() - 1 if mask & (mask - 1) == 0 else -mask
