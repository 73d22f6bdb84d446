"""The rules of a pack ready to be computed, a book for each day that is asked for."""

from __future__ import annotations

from datetime import date

from content.eligibility.book import RuleBook
from content.eligibility.pack_knowledge import CATEGORY, MEASURE
from content.pack import Pack
from content.rule_checks.context import Rule


class Books:
    """Makes the book of a day once; the rules must be readable."""

    def __init__(self, pack: Pack) -> None:
        self._pack = pack
        self._made: dict[date, RuleBook] = {}

    def on(self, day: date) -> RuleBook:
        if day not in self._made:
            self._made[day] = RuleBook.of(self._pack, day)
        return self._made[day]


def name_in_book(rule: Rule) -> tuple[str, str]:
    """How a book names a rule."""
    kind, rule_id = rule
    return (MEASURE if kind == "rules" else CATEGORY, rule_id)
