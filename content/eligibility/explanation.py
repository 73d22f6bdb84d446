"""Why a verdict is what it is: the fewest facts it follows from, and the requirements they meet or miss."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from content.eligibility.book import MEASURE, Name, RuleBook
from content.eligibility.case import Case
from content.eligibility.intervals import Scope, holds
from content.eligibility.missing import missing_facts
from content.eligibility.verdicts import Verdict
from content.model import LegalBasis
from content.rules.provenance import Source
from content.rules.syntax import (
    All,
    Always,
    AnyOf,
    Grounded,
    InCategory,
    Judged,
    MeetsRule,
    Not,
    Requirement,
)
from content.rules.values import Value

Law = tuple[LegalBasis, ...]
_DROPPED_FIRST: Final = {Source.ANSWER: 0, Source.DOCUMENT: 1, Source.REGISTER: 2}


@dataclass(frozen=True, slots=True)
class Ground:
    """A fact that a verdict follows from."""

    fact: str
    value: Value = field(repr=False)
    source: Source


@dataclass(frozen=True, slots=True)
class Reason:
    """A requirement that is met (`holds`) or missed, with its law and the facts that decide it.

    `holds` is None of a requirement that stays open.
    """

    requirement: Requirement
    holds: bool | None
    law: Law
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """`facts` are minimal: without any of them the verdict would be open."""

    name: str
    verdict: Verdict
    facts: tuple[Ground, ...]
    reasons: tuple[Reason, ...]
    missing: tuple[str, ...] = ()
    judged: tuple[Judged, ...] = ()
    law: Law = ()


def explain(
    book: RuleBook, name: str, case: Case, provenance: Mapping[str, Source] | None = None
) -> Explanation:
    """The explanation of a verdict; facts of which no source is told count as answers."""
    at = book.named(name)
    sources = provenance or {}
    verdict = book.verdict(name, case)
    if verdict is Verdict.UNKNOWN:
        return _of_open(at, case)
    fewest = fewest_facts(at, verdict, case, sources)
    reasons = _reasons(at, fewest, wanted=verdict is Verdict.ENTITLED)
    grounds = tuple(
        Ground(fact, value, sources.get(fact, Source.ANSWER)) for fact, value in fewest.facts.items()
    )
    return Explanation(name, verdict, grounds, tuple(reasons), law=_law(at, case))


def fewest_facts(name: Name, verdict: Verdict, case: Case, sources: Mapping[str, Source]) -> Case:
    """The case with as few facts as give the same verdict; answers are dropped before registers."""
    book = case.book
    spoken_of = book.inputs.of(book.requirement(name))
    known = {fact: value for fact, value in case.facts.items() if fact in case.values}
    kept = {fact: value for fact, value in known.items() if fact in spoken_of}
    if book.verdict_named(name, Case(book, kept)) is not verdict:
        kept = known
    order = sorted(
        kept, key=lambda fact: (_DROPPED_FIRST[sources.get(fact, Source.ANSWER)], fact in spoken_of)
    )
    for fact in order:
        without = {other: value for other, value in kept.items() if other != fact}
        if book.verdict_named(name, Case(book, without)) is verdict:
            kept = without
    return Case(book, kept)


def _of_open(name: Name, case: Case) -> Explanation:
    """What is known to be met, what is missing, and what an official judges."""
    book = case.book
    missing = missing_facts(book, name, case)
    leaves = list(_Walk(case.scope, case, None).leaves(book.requirement(name), _law(name, case)))
    met = tuple(reason for reason in leaves if reason.holds is not None and reason.facts)
    judged = {
        reason.requirement.id: reason.requirement
        for reason in leaves
        if isinstance(reason.requirement, Judged) and reason.requirement.id in missing
    }
    return Explanation(
        name[1], Verdict.UNKNOWN, (), met, missing, tuple(judged.values()), law=_law(name, case)
    )


def _reasons(name: Name, fewest: Case, *, wanted: bool) -> Sequence[Reason]:
    """The requirements that the facts decide; where constraints decide, those that stand open without."""
    walk = _Walk(fewest.scope, fewest, wanted)
    found: dict[Requirement, Reason] = {}
    for reason in walk.leaves(fewest.book.requirement(name), _law(name, fewest)):
        found.setdefault(reason.requirement, reason)
    decided = [reason for reason in found.values() if reason.holds is not None and reason.facts]
    return decided or list(found.values())


def _law(name: Name, case: Case) -> Law:
    return case.book.knowledge.grounds.get(name, ())


class _Walk:
    """Goes down to the requirements that decide; `wanted` None goes everywhere."""

    def __init__(self, scope: Scope, case: Case, wanted: bool | None) -> None:
        self._scope = scope
        self._case = case
        self._wanted = wanted

    def leaves(self, requirement: Requirement, law: Law) -> Iterator[Reason]:
        return self._leaves(requirement, law, self._wanted)

    def _leaves(self, requirement: Requirement, law: Law, wanted: bool | None) -> Iterator[Reason]:
        knowledge = self._case.book.knowledge
        match requirement:
            case Grounded(part=part, law=own):
                yield from self._leaves(part, (own,), wanted)
            case Not(part=part):
                yield from self._leaves(part, law, None if wanted is None else not wanted)
            case All(parts=parts):
                yield from self._parts(parts, law, wanted, deciding=False)
            case AnyOf(parts=parts):
                yield from self._parts(parts, law, wanted, deciding=True)
            case InCategory(category=category):
                below = knowledge.grounds.get(("category", category)) or law
                yield from self._leaves(knowledge.categories[category], below, wanted)
            case MeetsRule(measure=measure):
                below = knowledge.grounds.get((MEASURE, measure)) or law
                yield from self._leaves(knowledge.measures[measure], below, wanted)
            case Always():
                return
            case _:
                yield Reason(requirement, holds(requirement, self._scope), law, self._facts(requirement))

    def _parts(
        self,
        parts: Sequence[Requirement],
        law: Law,
        wanted: bool | None,
        *,
        deciding: bool,
    ) -> Iterator[Reason]:
        """Of parts of which one alone can decide: the first that does, where one does."""
        if wanted is deciding:
            decided = [part for part in parts if holds(part, self._scope) is wanted]
            parts = decided[:1] or parts
        for part in parts:
            yield from self._leaves(part, law, wanted)

    def _facts(self, requirement: Requirement) -> tuple[str, ...]:
        return tuple(sorted(self._case.book.inputs.of(requirement) & self._case.values.keys()))
