"""Complete facts as a person would tell them: also the numbers that follow from what is known."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from content.eligibility.book import RuleBook
from content.eligibility.case import Case
from content.rules.model import FactType
from content.rules.values import Value


def as_told(book: RuleBook, facts: Mapping[str, Value]) -> dict[str, Value]:
    """The facts, and each derived one that has a question of its own and follows from them."""
    case = Case(book, dict(facts))
    told = dict(facts)
    for name in book.knowledge.derived:
        if name not in facts and book.facts[name].question is not None:
            value = _computed(case, name, book.facts[name].type)
            if value is not None:
                told[name] = value
    return told


def _computed(case: Case, name: str, kind: FactType) -> Value | None:
    if kind is FactType.YES_NO:
        truth = case.scope.value(name)
        return truth if isinstance(truth, bool) else None
    interval = case.scope.interval(name)
    if interval.low != interval.high or interval.defined is not True or interval.low != int(interval.low):
        return None
    return date.fromordinal(int(interval.low)) if kind is FactType.DATE else int(interval.low)
