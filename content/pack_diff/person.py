"""One of the people that packs are compared on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from content.eligibility.book import RuleBook
from content.rules.values import Value, read_facts


@dataclass(frozen=True, slots=True)
class Person:
    """One line of people.jsonl: the facts as they are written."""

    id: str
    facts: Mapping[str, object] = field(repr=False)

    def known_to(self, book: RuleBook) -> dict[str, Value]:
        """The facts that the pack of a book has, read; raises FactInvalidError."""
        known = {name: value for name, value in self.facts.items() if name in book.facts}
        return read_facts(book.facts, known)
