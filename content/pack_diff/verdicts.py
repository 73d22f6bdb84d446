"""Whose verdicts differ between two packs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from content.eligibility.book import RuleBook
from content.eligibility.explanation import explain
from content.eligibility.verdicts import Verdict
from content.pack_diff.first_pass import FirstPass
from content.pack_diff.person import Person

SAMPLE: Final = 3  # people shown of each measure


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

    def add(self, before: Verdict | None, after: Verdict | None) -> None:
        if after is Verdict.ENTITLED:
            self.gained += 1
        elif before is Verdict.ENTITLED:
            self.lost += 1
        elif after is Verdict.UNKNOWN:
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


def compare(first: FirstPass, people: Iterable[Person]) -> Comparison:
    """Who gains and loses what, counted; some of those whose verdicts differ are explained."""
    comparison = Comparison()
    for looked in first.over(people):
        comparison.people += 1
        if looked.refused:
            comparison.refused.append((looked.person.id, looked.refused))
        comparison.changed += bool(looked.differences)
        for measure, (before, after) in looked.differences.items():
            counted = comparison.measures.setdefault(measure, MeasureChanges())
            counted.add(before, after)
            if len(counted.sample) < SAMPLE:
                counted.sample.append(
                    VerdictChange(
                        looked.person,
                        before,
                        after,
                        _why(first.old, measure, before, looked.person),
                        _why(first.new, measure, after, looked.person),
                    )
                )
    return comparison


def _why(book: RuleBook, measure: str, verdict: Verdict | None, person: Person) -> str:
    """The facts that a verdict follows from, or that it waits for; never their values."""
    if verdict is None:
        return ""
    explanation = explain(book, measure, book.case(person.known_to(book)))
    if verdict is Verdict.UNKNOWN:
        return f"not known: {', '.join(explanation.missing)}"
    return f"by {', '.join(ground.fact for ground in explanation.facts) or 'the rule alone'}"
