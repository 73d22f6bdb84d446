"""Whose verdicts differ between two packs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from content.eligibility.book import RuleBook
from content.eligibility.case import Case
from content.eligibility.explanation import explain
from content.eligibility.verdicts import ContradictionError, Verdict
from content.rules.problems import FactInvalidError
from content.rules.values import read_facts

SAMPLE: Final = 3  # people shown of each measure


@dataclass(frozen=True, slots=True)
class Person:
    """One line of people.jsonl: the facts as they are written."""

    id: str
    facts: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class VerdictChange:
    """A verdict that is not the same; None where a pack has no rule for the measure."""

    person: Person
    before: Verdict | None
    after: Verdict | None
    why_before: str = ""
    why_after: str = ""


@dataclass(slots=True)
class MeasureChanges:
    """How many people's verdicts on a measure differ, and which way."""

    gained: int = 0  # entitled now
    lost: int = 0  # entitled before
    opened: int = 0  # settled before, unknown now
    settled: int = 0  # unknown before, not entitled now
    sample: list[VerdictChange] = field(default_factory=list)

    @property
    def all(self) -> int:
        return self.gained + self.lost + self.opened + self.settled

    def add(self, change: VerdictChange) -> None:
        if change.after is Verdict.ENTITLED:
            self.gained += 1
        elif change.before is Verdict.ENTITLED:
            self.lost += 1
        elif change.after is Verdict.UNKNOWN:
            self.opened += 1
        else:
            self.settled += 1


@dataclass(slots=True)
class Comparison:
    """What came out over all people."""

    people: int = 0
    changed: int = 0  # people with at least one changed verdict
    measures: dict[str, MeasureChanges] = field(default_factory=dict)
    refused: list[tuple[str, str]] = field(default_factory=list)  # id and why no verdict was computed


def compare(old: RuleBook, new: RuleBook, people: Iterable[Person]) -> Comparison:
    """The verdicts of both books on each person, compared."""
    comparison = Comparison()
    for person in people:
        comparison.people += 1
        try:
            before, after = verdicts_of(old, person), verdicts_of(new, person)
        except (FactInvalidError, ContradictionError) as error:
            comparison.refused.append((person.id, str(error)))
            continue
        changes = list(_changes(person, before, after))
        comparison.changed += bool(changes)
        for measure, change in changes:
            counted = comparison.measures.setdefault(measure, MeasureChanges())
            counted.add(change)
            if len(counted.sample) < SAMPLE:
                why = (_why(old, measure, change.before, person), _why(new, measure, change.after, person))
                counted.sample.append(replace(change, why_before=why[0], why_after=why[1]))
    return comparison


def case_of(book: RuleBook, person: Person) -> Case:
    """What a book knows of a person; facts that its pack does not have are left out.

    Raises FactInvalidError, ContradictionError.
    """
    known = {name: value for name, value in person.facts.items() if name in book.facts}
    return book.case(read_facts(book.facts, known))


def verdicts_of(book: RuleBook, person: Person) -> dict[str, Verdict]:
    """The verdicts on all measures; raises FactInvalidError, ContradictionError."""
    return book.verdicts(case_of(book, person))


def _why(book: RuleBook, measure: str, verdict: Verdict | None, person: Person) -> str:
    """The facts that a verdict follows from, or that it waits for; never their values."""
    if verdict is None:
        return ""
    explanation = explain(book, measure, case_of(book, person))
    if verdict is Verdict.UNKNOWN:
        return f"not known: {', '.join(explanation.missing)}"
    return f"by {', '.join(ground.fact for ground in explanation.facts) or 'the rule alone'}"


def _changes(
    person: Person, before: Mapping[str, Verdict], after: Mapping[str, Verdict]
) -> Iterator[tuple[str, VerdictChange]]:
    for measure in {**before, **after}:
        was, is_now = before.get(measure), after.get(measure)
        if was is not is_now and {was, is_now} != {None, Verdict.NOT_ENTITLED}:
            yield measure, VerdictChange(person, was, is_now)
