"""What the content pack says of regulations and their terms, as cases need it. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from backend.cases.values import RUNNING, Case
from backend.contract.cases import CaseDue
from backend.due_date import NO_TERM, DueDate
from backend.errors import Refused
from content.calendar import BY_LAW_ALONE, REST, ProductionCalendar
from content.deadlines import STAYS, WORKING_DAYS, DeadlineRule, due
from content.model import Text
from content.pack import Pack
from content.regulations import Ground, Regulation

WARNED_BEFORE = 2  # working days
_WARNING = DeadlineRule("warning", Text(""), Text(""), WORKING_DAYS, WARNED_BEFORE, STAYS, (), False)


@dataclass(frozen=True, slots=True)
class Rulebook:
    """Regulations and deadlines by id, and the calendar they are counted over."""

    regulations: Mapping[str, Regulation] = field(default_factory=dict)
    deadlines: Mapping[str, DeadlineRule] = field(default_factory=dict)
    calendar: ProductionCalendar = BY_LAW_ALONE

    def regulation(self, name: str) -> Regulation:
        """`case-rules-missing` where the pack has none of that name."""
        found = self.regulations.get(name)
        if found is None:
            raise Refused("case-rules-missing")
        return found

    def ends(self, rule: str, begins: date) -> DueDate:
        """When a term ends; no term without a rule, `case-rules-missing` where the pack lost it."""
        if not rule:
            return NO_TERM
        found = self.deadlines.get(rule)
        if found is None:
            raise Refused("case-rules-missing")
        counted = due(found, begins, self.calendar)
        return DueDate(counted.day, rule, counted.provisional, counted.skipped)

    def term_of(self, case: Case) -> DueDate:
        """The term a case stands under, counted anew from its own days; `NO_TERM` where none runs."""
        regulation = self.regulation(case.regulation)
        if case.state == "received" and case.received_on is not None:
            return self.ends(regulation.registration_rule, case.received_on)
        if case.registered_on is None:
            return NO_TERM
        if case.state == "refused":
            ground = ground_of(regulation.unanswered, case.refusal)
            return self.ends(ground.told_rule if ground else "", case.registered_on)
        if case.state in RUNNING:
            first = self.ends(self.answer_rule(case), case.registered_on)
            return self._extended(regulation, first) if case.extended else first
        return NO_TERM

    def told(self, term: DueDate, today: date) -> CaseDue | None:
        """A term as a desk is told it: with the law and its article."""
        if term.day is None:
            return None
        known = self.deadlines.get(term.rule)
        basis = known.legal_basis[0] if known is not None and known.legal_basis else None
        return CaseDue(
            on=term.day,
            rule=term.rule,
            act=basis.act if basis else "",
            article=basis.article if basis else "",
            provisional=term.provisional,
            overdue=term.day < today,
        )

    def answer_rule(self, case: Case) -> str:
        """A ground (210-ФЗ, art. 11.2) or a matter (59-ФЗ, art. 12, part 1.1) may have a term of its own."""
        regulation = self.regulation(case.regulation)
        ground = ground_of((*regulation.grounds, *regulation.matters), case.ground)
        return (ground.answer_rule if ground else "") or regulation.answer_rule

    def warned_until(self, today: date) -> date:
        """The last day whose terms end within so few working days that somebody has to be told."""
        counted = due(_WARNING, today, self.calendar).day
        following = date.fromordinal(counted.toordinal() + 1)
        while self.calendar.kind(following) in REST:  # a term that ends there leaves no more days
            counted, following = following, date.fromordinal(following.toordinal() + 1)
        return counted

    def _extended(self, regulation: Regulation, first: DueDate) -> DueDate:
        assert first.day is not None
        second = self.ends(regulation.extension_rule, first.day)
        provisional = second.provisional or first.provisional
        return DueDate(second.day, second.rule, provisional, (*first.skipped, *second.skipped))


NO_RULES = Rulebook()


def rulebook_of(pack: Pack) -> Rulebook:
    """The part of a resolved pack that cases need."""
    return Rulebook(
        {each.id: each for each in pack.regulations},
        {each.id: each for each in pack.deadlines},
        ProductionCalendar(pack.calendar),
    )


def ground_of(grounds: tuple[Ground, ...], name: str) -> Ground | None:
    return next((each for each in grounds if each.id == name), None)
