"""What the content pack says of measures and paid services, as requests need it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from content.calendar import BY_LAW_ALONE, ProductionCalendar
from content.deadlines import DeadlineRule, due, term_of_measure
from content.pack import Pack


@dataclass(frozen=True, slots=True)
class Term:
    """How long a body has to decide, in the pack's words, and as a rule where it names days."""

    text: str = ""
    rule: DeadlineRule | None = None


NO_TERM = Term()


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Terms by measure id; a measure the pack does not know has none."""

    terms: Mapping[str, Term] = field(default_factory=dict)
    calendar: ProductionCalendar = BY_LAW_ALONE

    def term_of(self, measure: str) -> Term:
        return self.terms.get(measure, NO_TERM)

    def decide_by(self, measure: str, filed_on: date) -> date | None:
        """The last day of the body that decides; None where no term is named."""
        rule = self.term_of(measure).rule
        return None if rule is None else due(rule, filed_on, self.calendar).day


def catalogue_of(pack: Pack) -> Catalogue:
    """The part of a resolved pack that requests need."""
    terms = {
        measure.id: Term(measure.deadline.text.ru, term_of_measure(measure)) for measure in pack.measures
    }
    return Catalogue(terms, ProductionCalendar(pack.calendar))
