"""What an interview is to settle: all measures, all categories, or one measure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from content.eligibility.book import CATEGORY, MEASURE, Name, RuleBook

_ALL: Final = "all"
_CATEGORIES: Final = "categories"
_ONE: Final = "measure:"


@dataclass(frozen=True, slots=True)
class Goals:
    """`written` is the form in which a handoff keeps them: all, categories, measure:<id>."""

    written: str

    @staticmethod
    def all() -> Goals:
        return Goals(_ALL)

    @staticmethod
    def categories() -> Goals:
        return Goals(_CATEGORIES)

    @staticmethod
    def measure(identity: str) -> Goals:
        return Goals(f"{_ONE}{identity}")

    def names(self, book: RuleBook) -> tuple[Name, ...]:
        """The rules to be settled; none where the book has no such rule."""
        if self.written == _ALL:
            return tuple((MEASURE, identity) for identity in book.measures)
        if self.written == _CATEGORIES:
            return tuple((CATEGORY, identity) for identity in book.categories)
        identity = self.written.removeprefix(_ONE)
        return ((MEASURE, identity),) if identity in book.measures else ()
