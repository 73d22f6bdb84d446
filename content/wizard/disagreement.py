"""Known facts that cannot be true together: which they are, and what holds without the latest of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from content.eligibility.book import RuleBook
from content.eligibility.case import Case
from content.eligibility.verdicts import ContradictionError
from content.model import Text
from content.rules.values import Value


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A smallest set of known facts that the pack's constraints forbid, and what these say."""

    facts: tuple[str, ...]
    constraints: tuple[Text, ...]  # «Детей не больше, чем членов семьи»

    @staticmethod
    def of(contradiction: ContradictionError, titles: Mapping[str, Text]) -> Disagreement:
        said = tuple(titles[name] for name in contradiction.constraints if name in titles)
        return Disagreement(contradiction.facts, said)


def agreeing(book: RuleBook, values: Mapping[str, Value]) -> Case:
    """The case of these values without the latest one of each set that cannot be true together."""
    kept = dict(values)
    while True:
        try:
            return book.case(kept)
        except ContradictionError as contradiction:
            latest = [fact for fact in kept if fact in contradiction.facts][-1]
            del kept[latest]
