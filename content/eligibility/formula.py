"""Formulas over variables: what a rule becomes before it becomes a diagram.

A variable is what is known or asked apart from others: a fact, one option of a set, a count of members,
a comparison between several facts. An atom says which values of one variable it accepts, so that the
negation of a formula needs no node of its own. Equal formulas are one object.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from msgspec import Struct

from content.rules.syntax import Compare, CountOf, TotalOf

Range = tuple[int, int]
"""From the first to the second whole number, both inclusive."""

Accepted = frozenset[str | bool] | tuple[Range, ...]


class Source(Struct, frozen=True):
    """The base of what a variable stands for."""


class FactSource(Source, frozen=True):
    """The value of a yes/no, choice, number, money or date fact."""

    fact: str


class OptionSource(Source, frozen=True):
    """Whether a set includes an option."""

    fact: str
    option: str


class AggregateSource(Source, frozen=True):
    """A count or a total over a household."""

    term: CountOf | TotalOf


class ComparisonSource(Source, frozen=True):
    """The truth of a comparison that speaks of several facts."""

    compare: Compare


class JudgedSource(Source, frozen=True):
    """What an official decides."""

    id: str


@dataclass(frozen=True, slots=True, eq=False)
class Variable:
    """A source with all values it can have; one object per source of a book."""

    source: Source
    options: frozenset[str | bool] = frozenset()
    span: Range | None = None  # of an ordered one


class Formula:
    """The base; compared by identity."""

    __slots__ = ()


class Truth(Formula):
    __slots__ = ("holds",)

    def __init__(self, holds: bool) -> None:
        self.holds = holds


class Atom(Formula):
    """A variable has one of the accepted values."""

    __slots__ = ("accepted", "variable")

    def __init__(self, variable: Variable, accepted: Accepted) -> None:
        self.variable = variable
        self.accepted = accepted


class Both(Formula):
    """All parts hold."""

    __slots__ = ("parts",)

    def __init__(self, parts: tuple[Formula, ...]) -> None:
        self.parts = parts


class Either(Formula):
    """At least one part holds."""

    __slots__ = ("parts",)

    def __init__(self, parts: tuple[Formula, ...]) -> None:
        self.parts = parts


TRUE: Final = Truth(True)
FALSE: Final = Truth(False)
YES: Final[frozenset[str | bool]] = frozenset({True})


class Formulas:
    """Makes formulas, each once."""

    def __init__(self) -> None:
        self._made: dict[tuple[object, ...], Formula] = {}
        self._negated: dict[Formula, Formula] = {}

    def atom(self, variable: Variable, accepted: Accepted) -> Formula:
        """An atom; the empty and the full acceptance are false and true."""
        if isinstance(accepted, frozenset):
            accepted &= variable.options
            everything: Accepted = variable.options
        else:
            accepted = clipped(accepted, variable.span or (0, 0))
            everything = (variable.span or (0, 0),)
        if not accepted:
            return FALSE
        if accepted == everything:
            return TRUE
        return self._once((Atom, variable, accepted), lambda: Atom(variable, accepted))

    def yes(self, variable: Variable) -> Formula:
        return self.atom(variable, YES)

    def every(self, parts: Iterable[Formula]) -> Formula:
        """Their conjunction."""
        return self._joined(Both, FALSE, TRUE, parts)

    def either(self, parts: Iterable[Formula]) -> Formula:
        """Their disjunction."""
        return self._joined(Either, TRUE, FALSE, parts)

    def negated(self, formula: Formula) -> Formula:
        if formula not in self._negated:
            opposite = self._opposite(formula)
            self._negated[formula], self._negated[opposite] = opposite, formula
        return self._negated[formula]

    def _opposite(self, formula: Formula) -> Formula:
        match formula:
            case Truth():
                return FALSE if formula.holds else TRUE
            case Atom():
                return self.atom(formula.variable, _complement(formula.variable, formula.accepted))
            case Both():
                return self.either(map(self.negated, formula.parts))
            case Either():
                return self.every(map(self.negated, formula.parts))
        raise TypeError(formula)

    def _joined(
        self, kind: type[Both] | type[Either], absorbing: Truth, neutral: Truth, parts: Iterable[Formula]
    ) -> Formula:
        flat: dict[Formula, None] = {}
        for part in parts:
            if part is absorbing:
                return absorbing
            if isinstance(part, kind):
                flat.update(dict.fromkeys(part.parts))
            elif part is not neutral:
                flat[part] = None
        if not flat:
            return neutral
        if len(flat) == 1:
            return next(iter(flat))
        together = tuple(flat)
        return self._once((kind, *together), lambda: kind(together))

    def _once(self, key: tuple[object, ...], make: type[Formula] | object) -> Formula:
        found = self._made.get(key)
        if found is None:
            found = self._made[key] = make()  # type: ignore[operator]
        return found


def atoms(formula: Formula) -> Iterator[Atom]:
    """The atoms of a formula in the order in which they are written, each once."""
    seen: set[Formula] = set()
    waiting = [formula]
    while waiting:
        at = waiting.pop()
        if at in seen:
            continue
        seen.add(at)
        if isinstance(at, Atom):
            yield at
        elif isinstance(at, Both | Either):
            waiting.extend(reversed(at.parts))


def clipped(ranges: Iterable[Range], span: Range) -> tuple[Range, ...]:
    """Ranges within a span, in order, those that touch made one."""
    merged: list[Range] = []
    for low, high in sorted((max(low, span[0]), min(high, span[1])) for low, high in ranges):
        if low > high:
            continue
        if merged and low <= merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(high, merged[-1][1]))
        else:
            merged.append((low, high))
    return tuple(merged)


def _complement(variable: Variable, accepted: Accepted) -> Accepted:
    if isinstance(accepted, frozenset):
        return variable.options - accepted
    low, high = variable.span or (0, 0)
    gaps: list[Range] = []
    for first, last in accepted:
        gaps.append((low, first - 1))
        low = last + 1
    return clipped([*gaps, (low, high)], variable.span or (0, 0))
