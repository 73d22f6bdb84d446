"""What rules say, read and looked up: definitions, parameters at a date, the range of each fact."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from content.model import LegalBasis
from content.rules.model import Fact, FactType, MemberField
from content.rules.syntax import Requirement, Term
from content.rules.values import MOST_MEMBERS, Answer, Value, bounds

LARGEST: Final = 10**15 - 1  # the greatest value of a number or an amount without bounds of its own
LAST_DAY: Final = date.max.toordinal()
ORDERED: Final = frozenset({FactType.NUMBER, FactType.MONEY, FactType.DATE})

Inner = bool | int | str | frozenset[str] | tuple[Mapping[str, "Inner"], ...]
"""A known value as it is compared: a date is its ordinal."""


@dataclass(frozen=True, slots=True)
class Knowledge:
    """Everything a verdict is computed from besides the facts of a person.

    `parameters` holds the values in force; a parameter that has none is absent and decides nothing.
    `grounds` is the law of whole rules, by "measure" or "category" and id.
    """

    today: int  # ordinal of the date for which verdicts are computed
    facts: Mapping[str, Fact] = field(default_factory=dict)
    derived: Mapping[str, Requirement | Term] = field(default_factory=dict)
    measures: Mapping[str, Requirement] = field(default_factory=dict)
    categories: Mapping[str, Requirement] = field(default_factory=dict)
    constraints: Mapping[str, Requirement] = field(default_factory=dict)
    parameters: Mapping[str, int] = field(default_factory=dict)
    grounds: Mapping[tuple[str, str], tuple[LegalBasis, ...]] = field(default_factory=dict)

    def span(self, fact: str) -> tuple[int, int]:
        """The least and the greatest value of an ordered fact."""
        return span_of(self.facts[fact])

    def stands_alone(self, fact: str) -> bool:
        """A fact that is given or asked, not computed only."""
        return fact not in self.derived or self.facts[fact].question is not None


def span_of(fact: Fact | MemberField) -> tuple[int, int]:
    """The least and the greatest value, as whole numbers, of a number, money or date."""
    least, greatest = bounds(fact)
    first, last = (1, LAST_DAY) if fact.type is FactType.DATE else (-LARGEST, LARGEST)
    return (first if least is None else least, last if greatest is None else greatest)


def inner(value: Value) -> Inner | None:
    """The value as it is compared, or None where it is not known."""
    if isinstance(value, Answer):
        return None
    if isinstance(value, date):
        return value.toordinal()
    if isinstance(value, tuple):
        return tuple(
            {name: known for name, said in member.items() if (known := inner(said)) is not None}
            for member in value
        )
    return value


__all__ = ["LARGEST", "LAST_DAY", "MOST_MEMBERS", "ORDERED", "Inner", "Knowledge", "inner", "span_of"]
