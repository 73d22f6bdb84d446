"""Values for changed facts that stand in an order with others: as near to the present ones as it allows."""

from __future__ import annotations

from collections.abc import Mapping

from content.eligibility.case import Case
from content.eligibility.formula import Range


def settled(case: Case, wanted: Mapping[str, Range], movable: frozenset[str]) -> dict[str, int] | None:
    """A value for each wanted fact, and for others that have to follow; None where no values fit.

    Facts that are neither wanted nor movable keep their values; a movable one moves only where it must.
    """
    relations = case.book.relations
    values = {fact: value for fact, value in case.values.items() if isinstance(value, int)}
    if relations.facts.isdisjoint(wanted):
        return {fact: _nearest(span, values.get(fact)) for fact, span in wanted.items()}
    spans = {fact: case.book.knowledge.span(fact) for fact in relations.facts}
    known: dict[str, Range] = {}
    for fact in relations.facts:
        if fact in wanted:
            known[fact] = wanted[fact]
        elif fact in values and fact not in movable:
            known[fact] = (values[fact], values[fact])
    found = {
        fact: _nearest(span, values.get(fact)) for fact, span in wanted.items() if fact not in relations.facts
    }
    follow = [fact for fact in sorted(relations.facts & movable & values.keys()) if fact not in wanted]
    for fact in [*(fact for fact in wanted if fact in relations.facts), *follow]:
        left = relations.narrowed(known, spans)
        if any(low > high for low, high in left.values()):
            return None
        chosen = _nearest(left[fact], values.get(fact))
        known[fact] = (chosen, chosen)
        if fact in wanted or chosen != values[fact]:
            found[fact] = chosen
    return found


def _nearest(span: Range, present: int | None) -> int:
    return span[0] if present is None else max(span[0], min(span[1], present))
