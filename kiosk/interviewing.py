"""The wizard of `content` as the walk's port asks for it. Its libraries are heavy: after the first frame."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from content.eligibility.book import Name
from content.eligibility.explanation import Explanation
from content.eligibility.flip import Flip, Unchangeable
from content.model import LegalBasis, Text
from content.pack import Pack
from content.rules.model import Fact, FactType
from content.rules.problems import FactInvalidError
from content.rules.provenance import Known, Source
from content.rules.values import Value, read_value, write_value
from content.wizard.disclosure import About, FactDisclosure
from content.wizard.goals import Goals
from content.wizard.interview import Interview
from content.wizard.prefill import known_from
from content.wizard.results import Result, results
from content.wizard.why import why
from content.wizard.wizard import Wizard
from kiosk.findings import Change, FactValue, Finding, Findings, Missing, Part, Pay, Reason
from kiosk.flow.application import GivenAnswer
from kiosk.flow.walk import HOLDER_LEVEL
from kiosk.flow.wizard.port import Asked, KnownFact
from kiosk.registered import registered

if TYPE_CHECKING:
    from backend.contract.people import PersonalFile

NO_TITLE = Text("")


class Interviewer:
    """Interviews by the rules of a pack on one day; made once a day, since compiling the rules is dear."""

    def __init__(self, pack: Pack, on: date) -> None:
        """Raises content.rules.problems.RulesInvalidError."""
        self.on = on
        self._wizard = Wizard.of(pack, on)
        self._wizard.prepare()

    def begin(self, goals: str, file: PersonalFile | None, *, represented: bool) -> KioskInterview:
        """The beginning; what the file's registers know is not asked."""
        facts = self._wizard.book.facts.values()
        known = known_from(facts, registered(file, self.on), self.on) if file and file.registry else {}
        about = About.REPRESENTED if represented else About.SELF
        return KioskInterview(Interview.begun(self._wizard, Goals(goals), known), about)


@dataclass(frozen=True, eq=False)
class KioskInterview:
    """kiosk.flow.wizard.port.Interview."""

    interview: Interview = field(repr=False)
    about: About

    def asked(self) -> Asked | None:
        screen = self.interview.screen()
        if screen is None:
            return None
        return Asked(screen.group.title if screen.group else NO_TITLE, screen.facts)

    def fact(self, identifier: str) -> Fact:
        return self.interview.wizard.book.facts[identifier]

    def answered(self, fact: str, value: FactValue) -> KioskInterview:
        return KioskInterview(self.interview.answered(fact, value), self.about)

    def declined(self, fact: str) -> KioskInterview:
        return KioskInterview(self.interview.declined(fact), self.about)

    def continued(self, answers: tuple[GivenAnswer, ...]) -> KioskInterview:
        """What a register says alike stays the register's; what says otherwise is the person's word."""
        known = dict(self.interview.known)
        facts = self.interview.wizard.book.facts
        for answer in answers:
            told = _read(facts.get(answer.fact), answer)
            before = known.get(answer.fact)
            if told is not None and (before is None or before.value != told.value):
                known.pop(answer.fact, None)
                known[answer.fact] = told
        interview = self.interview
        return KioskInterview(Interview.begun(interview.wizard, interview.goals, known), self.about)

    def disagreeing(self) -> tuple[str, ...]:
        disagreement = self.interview.disagreement
        return disagreement.facts if disagreement else ()

    def known(self) -> tuple[KnownFact, ...]:
        """What may be shown; what a register says of somebody else's health or income may not."""
        facts = self.interview.wizard.book.facts
        known = self.interview.known
        return tuple(
            KnownFact(name, _shown(known[name].value), known[name].source.value, known[name].register)
            for name, fact in facts.items()
            if name in known and fact.type is not FactType.HOUSEHOLD and self._may_show(fact, known[name])
        )

    def settled(self) -> tuple[int, int]:
        progress = self.interview.progress
        return progress.settled, progress.all

    def findings(self) -> Findings:
        return self._findings

    @cached_property
    def _findings(self) -> Findings:
        found = results(self.interview)
        titles = {result.identity: result.title for result in found.all()}
        return Findings(
            *(
                tuple(_finding(result, part, titles) for result in of_part)
                for part, of_part in (
                    (Part.ENTITLED, found.entitled),
                    (Part.POSSIBLE, found.possible),
                    (Part.NOT_ENTITLED, found.not_entitled),
                )
            )
        )

    def explained(self, kind: str, identifier: str) -> Finding | None:
        finding = self._findings.of(kind, identifier)
        return None if finding is None else self._explained(finding, (kind, identifier))

    def _explained(self, finding: Finding, name: Name) -> Finding:
        because = why(self.interview, name)
        changes, beyond_reach = _changes(because.flip)
        laws = because.explanation.law
        if isinstance(because.flip, Unchangeable):
            laws = (*laws, *because.flip.proof.law)
        return Finding(
            finding.id,
            finding.kind,
            finding.title,
            finding.part,
            finding.pay,
            self._reasons(because.explanation),
            finding.missing,
            changes,
            beyond_reach,
            tuple(dict.fromkeys(_laws(laws))),
            finding.instead,
            finding.opens,
            finding.closes,
            finding.verified,
        )

    def _reasons(self, explanation: Explanation) -> tuple[Reason, ...]:
        """The facts that decided and may be shown, each with the law that speaks of it."""
        reasons = []
        for ground in explanation.facts:
            known = self.interview.known.get(ground.fact)
            if known is not None and not self._may_show(self.fact(ground.fact), known):
                continue
            laws = [law for one in explanation.reasons if ground.fact in one.facts for law in _laws(one.law)]
            register = known.register if known else None
            value, source = _shown(ground.value), ground.source.value
            reasons.append(Reason(ground.fact, value, source, register, laws[0] if laws else ""))
        return tuple(reasons)

    def _may_show(self, fact: Fact, known: Known) -> bool:
        levels = self.interview.wizard.pack.disclosure
        return FactDisclosure.at(levels, HOLDER_LEVEL).may_show(fact, known, self.about)

    def given(self) -> tuple[GivenAnswer, ...]:
        return tuple(
            GivenAnswer(name, write_value(self.fact(name), known.value), known.source.value)  # type: ignore[arg-type]
            for name, known in self.interview.known.items()
        )


def _read(fact: Fact | None, answer: GivenAnswer) -> Known | None:
    """None for what the rules of today do not know, or know otherwise."""
    if fact is None:
        return None
    try:
        return Known(read_value(fact, answer.value), Source.ANSWER)
    except FactInvalidError:
        return None


def _shown(value: Value) -> FactValue | None:
    """As the screens take it: of a household its number of members; nothing after «не знаю»."""
    if isinstance(value, tuple):
        return len(value)
    return value if isinstance(value, bool | int | str | date | frozenset) else None


def _finding(result: Result, part: Part, titles: dict[str, Text]) -> Finding:
    kind, identifier = result.name
    amount = result.amount
    pay = None
    if amount is not None and amount.low is not None and amount.high is not None:
        pay = Pay(amount.low, amount.high, amount.text)
    missing = (
        *(Missing(one.fact.title, one.fact.id, one.document, one.office) for one in result.missing),
        *(Missing(judged.text, office=judged.by) for judged in result.judged),
    )
    return Finding(
        identifier,
        kind,
        result.title,
        part,
        pay,
        missing=missing,
        instead=titles.get(result.given_instead),
        opens=result.window.opens if result.window else None,
        closes=result.window.closes if result.window else None,
        verified=result.verified,
    )


def _changes(flip: Flip | Unchangeable | None) -> tuple[tuple[Change, ...], bool]:
    """What would turn the answer; whether nothing that the person does would."""
    if flip is None or isinstance(flip, Unchangeable):
        return (), flip is not None
    changes = [
        Change(one.fact, _shown(one.gained or one.to), one.kind.value, flip.on) for one in flip.changes
    ]
    if not changes and flip.on is not None:
        changes = [Change("", None, "time", flip.on)]
    return tuple(changes) or tuple(Change(fact, None, "act") for fact in flip.among), False


def _laws(law: Iterable[LegalBasis]) -> list[str]:
    return [", ".join(filter(None, (basis.act, basis.article))) for basis in law]
