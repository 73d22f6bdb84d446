"""Circles among derived facts, categories and measures that speak of one another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from content.rules.syntax import Requirement, Term
from content.rules.walking import categories_of, facts_of, measures_of

Name = tuple[str, str]
"""Kind of entry ("facts", "rules", "category_rules") and id."""


def names_in(said: Requirement | Term) -> Iterator[Name]:
    """The entries that a requirement or a term speaks of."""
    for fact in sorted(facts_of(said)):
        yield "facts", fact
    for category in sorted(categories_of(said)):
        yield "category_rules", category
    for measure in sorted(measures_of(said)):
        yield "rules", measure


def circles(said: Mapping[Name, Requirement | Term]) -> Iterator[tuple[Name, ...]]:
    """Each circle once, as the names along it."""
    done: set[Name] = set()
    for start in said:
        if start not in done:
            yield from _circles_from(start, said, done)


def _circles_from(
    start: Name, said: Mapping[Name, Requirement | Term], done: set[Name]
) -> Iterator[tuple[Name, ...]]:
    path: list[Name] = [start]
    below = [iter(list(names_in(said[start])))]
    while path:
        name = next(below[-1], None)
        if name is None:
            done.add(path.pop())
            below.pop()
        elif name in path:
            yield tuple(path[path.index(name) :])
        elif name in said and name not in done:
            path.append(name)
            below.append(iter(list(names_in(said[name]))))
