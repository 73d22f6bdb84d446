"""Days on which something that depends on the date changes for a person."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Final

from msgspec import Struct

from content.eligibility.book import Name, RuleBook
from content.eligibility.case import Case
from content.eligibility.intervals import Scope, holds
from content.rules.syntax import AgeOf, Compare, EveryMember, Requirement, SomeMember, Today
from content.rules.walking import FIELD_MARK, categories_of, facts_of, measures_of, nodes

YEARS_AHEAD: Final = 5
DAYS_AHEAD: Final = 366 * YEARS_AHEAD
STEP: Final = 31  # days between looks; what changes and changes back within them is not seen


def days_that_matter(book: RuleBook, name: Name, case: Case) -> list[date]:
    """The days within five years on which a part of the rule turns for this person, in order."""
    parts: dict[Requirement, None] = {}
    _collect(book, book.requirement(name), parts, set())
    days: set[int] = set()
    for part in parts:
        days.update(_turns(part, case))
    return [date.fromordinal(day) for day in sorted(days)]


def _turns(part: Requirement, case: Case) -> Iterator[int]:
    def at(day: int) -> bool | None:
        return holds(part, Scope(replace(case.book.knowledge, today=day), case.values))

    today = case.book.knowledge.today
    before, known = today, at(today)
    for day in range(today + STEP, min(today + DAYS_AHEAD, date.max.toordinal()), STEP):
        then = at(day)
        if then is not known:
            low, high = before, day
            while high - low > 1:
                middle = (low + high) // 2
                low, high = (middle, high) if at(middle) is known else (low, middle)
            yield high
        before, known = day, then


def _collect(book: RuleBook, said: Struct, parts: dict[Requirement, None], seen: set[str]) -> None:
    """The comparisons below a requirement, through definitions, that depend on the date."""
    for node in nodes(said):
        if (
            isinstance(node, Compare | SomeMember | EveryMember)
            and _of_person(node)
            and _moves(book, node, set())
        ):
            parts[node] = None
    for name, definition in _definitions(book, said):
        if name not in seen:
            seen.add(name)
            _collect(book, definition, parts, seen)


def _of_person(node: Struct) -> bool:
    """Not a comparison inside a member's requirement, which means nothing by itself."""
    if isinstance(node, Compare):
        return (
            not any(FIELD_MARK in getattr(one, "fact", "") for one in nodes(node.left))
            and not any(FIELD_MARK in getattr(one, "fact", "") for one in nodes(node.right))
        ) or _counts(node)
    return True


def _counts(node: Compare) -> bool:
    return any(hasattr(one, "household") for one in nodes(node))


def _moves(book: RuleBook, said: Struct, seen: set[str]) -> bool:
    if any(isinstance(node, Today | AgeOf) for node in nodes(said)):
        return True
    for name, definition in _definitions(book, said):
        if name not in seen:
            seen.add(name)
            if _moves(book, definition, seen):
                return True
    return False


def _definitions(book: RuleBook, said: Struct) -> Iterator[tuple[str, Struct]]:
    knowledge = book.knowledge
    for fact in sorted(facts_of(said) & knowledge.derived.keys()):
        yield f"fact {fact}", knowledge.derived[fact]
    for category in sorted(categories_of(said)):
        yield f"category {category}", knowledge.categories[category]
    for measure in sorted(measures_of(said)):
        yield f"measure {measure}", knowledge.measures[measure]
