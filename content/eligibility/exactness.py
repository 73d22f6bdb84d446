"""Whether open verdicts of a rule are open for a reason, or perhaps without need."""

from __future__ import annotations

from typing import TYPE_CHECKING

from content.eligibility.formula import AggregateSource, ComparisonSource, FactSource

if TYPE_CHECKING:
    from content.eligibility.book import Name, RuleBook


def is_exact(book: RuleBook, name: Name) -> bool:
    """Whether every variable of a rule is judged by itself: none spans facts, no two hang on the same one."""
    one = book.compiled(name)
    if one.root is None:
        return False
    told: set[str] = set()
    for source in {partition.variable.source for partition in one.partitions}:
        if isinstance(source, AggregateSource | ComparisonSource):
            return False
        if isinstance(source, FactSource):
            derived = source.fact in book.knowledge.derived
            inputs = book.inputs.of_source(source) - {source.fact} if derived else {source.fact}
            if inputs & told:
                return False
            told |= inputs
    return True
