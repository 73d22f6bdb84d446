"""What the content pack says of measures and paid services, as requests need it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from content.pack import Pack


@dataclass(frozen=True, slots=True)
class Term:
    """How long a body has to decide, in the pack's words; days where the law counts calendar days."""

    text: str = ""
    calendar_days: int | None = None

    def decide_by(self, filed_on: date) -> date | None:
        """The last day; None where the law counts working days or names no term."""
        return None if self.calendar_days is None else filed_on + timedelta(days=self.calendar_days)


NO_TERM = Term()


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Terms by measure id; a measure the pack does not know has none."""

    terms: Mapping[str, Term] = field(default_factory=dict)

    def term_of(self, measure: str) -> Term:
        return self.terms.get(measure, NO_TERM)


def catalogue_of(pack: Pack) -> Catalogue:
    """The part of a resolved pack that requests need."""
    return Catalogue(
        {
            measure.id: Term(measure.deadline.text.ru, measure.deadline.calendar_days)
            for measure in pack.measures
        }
    )
