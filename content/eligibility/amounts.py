"""How much a measure comes to: the first line of its rule's `pays` whose condition holds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from content.eligibility.arithmetic import Rational, rounded
from content.eligibility.book import RuleBook
from content.eligibility.case import Case
from content.eligibility.intervals import holds, interval
from content.model import Text
from content.rules.reading import ReadPay

LARGEST_SAID: Final = 10**12  # kopecks; what lies beyond comes from a fact without bounds


@dataclass(frozen=True, slots=True)
class Amount:
    """Between `low` and `high` kopecks, both inclusive; None where nothing bounds it.

    `text` says in words what the amount is, where only one line of the rule can count.
    """

    low: int | None = field(repr=False)
    high: int | None = field(repr=False)
    text: Text | None = None

    @property
    def kopecks(self) -> int | None:
        """The amount, where it is settled."""
        return self.low if self.low == self.high else None


def amount(book: RuleBook, measure: str, case: Case) -> Amount | None:
    """The amount of a measure as far as it is known; None where its rule names none that could count.

    Parts of a kopeck are rounded to the nearest one, half up, at the very end.
    """
    if book.read is None or measure not in book.read.measures:
        return None
    lines = list(_possible(book.read.measures[measure].pays, case))
    if not lines:
        return None
    spans = [interval(line.amount, case.scope) for line in lines]
    if any(span.defined is False for span in spans):
        return None
    texts = {line.text for line in lines}
    low, high = min(span.low for span in spans), max(span.high for span in spans)
    return Amount(_bound(low), _bound(high), texts.pop() if len(texts) == 1 else None)


def _possible(pays: tuple[ReadPay, ...], case: Case) -> Iterator[ReadPay]:
    """The lines that may count: up to the first whose condition holds for certain."""
    for line in pays:
        met = holds(line.when, case.scope)
        if met is not False:
            yield line
        if met:
            return


def _bound(value: Rational) -> int | None:
    return rounded(value) if -LARGEST_SAID <= value <= LARGEST_SAID else None
