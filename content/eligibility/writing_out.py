"""Terms written out: definitions in place of derived facts, choices pulled to the front."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import Final, Protocol

from content.eligibility.knowledge import Knowledge
from content.eligibility.scopes import Rounded
from content.rules.syntax import (
    AgeOf,
    Branch,
    Choose,
    CountOf,
    Difference,
    FactValue,
    Greatest,
    Least,
    ParameterValueOf,
    Product,
    Quotient,
    Requirement,
    Share,
    Shifted,
    Sum,
    Term,
    TotalOf,
)

MOST_ALTERNATIVES: Final = 64
DEEPEST: Final = 64  # definitions inside definitions
AGGREGATE: Final = "aggregate of a household"  # no fact has spaces in its name

Guard = tuple[tuple[Requirement, bool], ...]
"""Requirements, each with whether it holds."""


class NotWrittenOutError(Exception):
    """A term with too many choices, or one that is defined by itself."""


class Definitions(Protocol):
    knowledge: Knowledge

    def stands_alone(self, fact: str) -> bool: ...


def children(term: Term) -> tuple[Term, ...]:
    """The terms a term is made of; a choice's guards are requirements and not among them."""
    match term:
        case Sum() | Product() | Least() | Greatest():
            return term.parts
        case Difference() | Quotient():
            return (term.left, term.right)
        case Share() | Rounded():
            return (term.of,)
        case AgeOf() | Shifted():
            return (term.date,)
        case Choose():
            return (*(branch.then for branch in term.branches), term.otherwise)
    return ()


def rebuilt(term: Term, parts: tuple[Term, ...]) -> Term:
    """The same term of other parts."""
    match term:
        case Sum() | Product() | Least() | Greatest():
            return type(term)(parts)
        case Difference() | Quotient():
            return type(term)(parts[0], parts[1])
        case Share():
            return Share(term.permille, parts[0])
        case Rounded():
            return Rounded(parts[0])
        case AgeOf():
            return AgeOf(parts[0])
        case Shifted():
            return Shifted(parts[0], term.years, term.months, term.days)
        case Choose():
            branches = tuple(
                Branch(branch.when, then) for branch, then in zip(term.branches, parts[:-1], strict=True)
            )
            return Choose(branches, parts[-1])
    return term


def written_out(term: Term, definitions: Definitions, depth: int = 0) -> Term:
    """A term in which derived facts that do not stand alone are replaced by their definitions."""
    if depth > DEEPEST:
        raise NotWrittenOutError
    if isinstance(term, FactValue):
        definition = definitions.knowledge.derived.get(term.fact)
        if isinstance(definition, Term) and not definitions.stands_alone(term.fact):
            inside = written_out(definition, definitions, depth + 1)
            return Rounded(inside) if _may_be_fraction(inside) else inside
        return term
    parts = children(term)
    return rebuilt(term, tuple(written_out(part, definitions, depth) for part in parts)) if parts else term


def _may_be_fraction(term: Term) -> bool:
    fractional = isinstance(term, Quotient | Share | ParameterValueOf)
    return fractional or any(_may_be_fraction(part) for part in children(term))


def alternatives(term: Term) -> Iterator[tuple[Guard, Term]]:
    """The terms without choices that a term may be, each with when it is that one."""
    if isinstance(term, Choose):
        before: Guard = ()
        for branch in term.branches:
            for guard, then in alternatives(branch.then):
                yield (*before, (branch.when, True), *guard), then
            before = (*before, (branch.when, False))
        for guard, then in alternatives(term.otherwise):
            yield (*before, *guard), then
        return
    parts = children(term)
    if not parts:
        yield (), term
        return
    choices = [list(alternatives(part)) for part in parts]
    total = 1
    for choice in choices:
        total *= len(choice)
    if total > MOST_ALTERNATIVES:
        raise NotWrittenOutError
    for combination in product(*choices):
        guard = tuple(when for one, _ in combination for when in one)
        yield guard, rebuilt(term, tuple(part for _, part in combination))


def leaves(term: Term) -> Iterator[Term]:
    """Facts, parameters, constants and aggregates of a term."""
    parts = children(term)
    if not parts:
        yield term
    for part in parts:
        yield from leaves(part)


def facts_of(term: Term) -> Iterator[str]:
    return (leaf.fact for leaf in leaves(term) if isinstance(leaf, FactValue))


def aggregates_of(term: Term) -> Iterator[CountOf | TotalOf]:
    return (leaf for leaf in leaves(term) if isinstance(leaf, CountOf | TotalOf))


def parameters_of(term: Term) -> Iterator[str]:
    return (leaf.parameter for leaf in leaves(term) if isinstance(leaf, ParameterValueOf))


def with_aggregate(term: Term, aggregate: CountOf | TotalOf) -> Term:
    """The term with an aggregate written as the fact AGGREGATE."""
    if term == aggregate:
        return FactValue(AGGREGATE)
    parts = children(term)
    return rebuilt(term, tuple(with_aggregate(part, aggregate) for part in parts)) if parts else term
