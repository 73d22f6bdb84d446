"""What an open verdict still depends on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from content.eligibility.case import Case
from content.eligibility.diagram import nodes_below
from content.eligibility.formula import (
    AggregateSource,
    ComparisonSource,
    FactSource,
    JudgedSource,
    OptionSource,
    Source,
    atoms,
)

if TYPE_CHECKING:
    from content.eligibility.book import Name, RuleBook


def missing_facts(book: RuleBook, name: Name, case: Case) -> tuple[str, ...]:
    """The facts, and what officials judge, that can still turn a verdict, in the order of the diagram."""
    one = book.compiled(name)
    left = book.left_open(name, case)
    if left is None:
        sources = [atom.variable.source for atom in atoms(one.formula)]
    else:
        levels = sorted({node.level for node in nodes_below(left) if node.column in one.own})
        sources = [one.partitions[level].variable.source for level in levels]
    return tuple(dict.fromkeys(fact for source in sources for fact in _unknown_in(book, source, case)))


def _unknown_in(book: RuleBook, source: Source, case: Case) -> Sequence[str]:
    match source:
        case FactSource(fact=fact) | OptionSource(fact=fact):
            return (fact,)
        case JudgedSource(id=judged):
            return (judged,)
        case AggregateSource(term=said) | ComparisonSource(compare=said):
            asked = book.inputs.of(said)
            leaves = sorted(fact for fact in asked if book.lowering.stands_alone(fact))
            unknown = [fact for fact in leaves if fact not in case.values]
            return unknown or leaves or ["parameter"]
    return ()
