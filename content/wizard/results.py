"""What an interview comes to: what is yours, what may be, and what is not, each with what a person needs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from content.eligibility.amounts import Amount, amount
from content.eligibility.book import MEASURE, Name
from content.eligibility.verdicts import Verdict
from content.model import BenefitCategory, Measure, PlaceKind, Text
from content.rules.model import Fact
from content.rules.syntax import Judged
from content.wizard.best_of import BestOfNote, best_of_notes
from content.wizard.interview import Interview
from content.wizard.windows import WindowNote, window_note


@dataclass(frozen=True, slots=True)
class Missing:
    """A fact without which a verdict stays open, and what settles it."""

    fact: Fact

    @property
    def document(self) -> Text | None:
        return self.fact.document

    @property
    def office(self) -> PlaceKind | None:
        return self.fact.office


@dataclass(frozen=True, slots=True)
class Result:
    """The outcome for one goal. `entry` has documents, where and deadline; a rules-only pack has none.

    `verified` is False where the rule, or its entry in the catalogue, has not been checked by a lawyer.
    """

    name: Name
    title: Text
    verdict: Verdict
    verified: bool
    entry: Measure | BenefitCategory | None = None
    amount: Amount | None = None
    missing: tuple[Missing, ...] = ()
    judged: tuple[Judged, ...] = ()  # what only an official can say
    best_of: BestOfNote | None = None
    window: WindowNote | None = None

    @property
    def identity(self) -> str:
        return self.name[1]

    @property
    def given_instead(self) -> str:
        """The measure that is given in place of this one, since only one of them is; else ""."""
        return self.best_of.instead_of(self.identity) if self.best_of is not None else ""


@dataclass(frozen=True, slots=True)
class Results:
    """All goals, each once, in the order of the pack."""

    entitled: tuple[Result, ...]
    possible: tuple[Result, ...]
    not_entitled: tuple[Result, ...]

    def all(self) -> Iterator[Result]:
        yield from self.entitled
        yield from self.possible
        yield from self.not_entitled


def results(interview: Interview) -> Results:
    """The results as far as the interview has come."""
    found = _Results(interview).all()
    return Results(
        tuple(one for one in found if one.verdict is Verdict.ENTITLED),
        tuple(one for one in found if one.verdict is Verdict.UNKNOWN),
        tuple(one for one in found if one.verdict is Verdict.NOT_ENTITLED),
    )


class _Results:
    def __init__(self, interview: Interview) -> None:
        self._interview = interview
        self._book = interview.case.book
        pack = interview.wizard.pack
        self._rules = {rule.measure: rule for rule in pack.rules}
        self._category_rules = {rule.category: rule for rule in pack.category_rules}
        self._measures = {measure.id: measure for measure in pack.measures}
        self._categories = {category.id: category for category in pack.categories}
        self._judged: Mapping[str, Judged] = self._book.read.judged if self._book.read is not None else {}

    def all(self) -> Sequence[Result]:
        verdicts = self._interview.verdicts
        amounts = {
            identity: amount(self._book, identity, self._interview.case)
            for (kind, identity), verdict in verdicts.items()
            if kind == MEASURE and verdict is not Verdict.NOT_ENTITLED
        }
        entitled = [
            identity
            for (kind, identity), verdict in verdicts.items()
            if kind == MEASURE and verdict is Verdict.ENTITLED
        ]
        notes = best_of_notes(self._interview.wizard.pack.best_of, entitled, amounts)
        return [
            self._measure(name, verdict, amounts.get(name[1]), notes.get(name[1]))
            if name[0] == MEASURE
            else self._category(name, verdict)
            for name, verdict in verdicts.items()
        ]

    def _measure(self, name: Name, verdict: Verdict, money: Amount | None, note: BestOfNote | None) -> Result:
        rule, entry = self._rules[name[1]], self._measures.get(name[1])
        missing, judged = self._open(name, verdict)
        return Result(
            name,
            _title(name[1], rule.title, entry),
            verdict,
            rule.verified,
            entry,
            money,
            missing,
            judged,
            note,
            window_note(rule.window, self._today) if rule.window is not None else None,
        )

    def _category(self, name: Name, verdict: Verdict) -> Result:
        rule, entry = self._category_rules[name[1]], self._categories.get(name[1])
        missing, judged = self._open(name, verdict)
        title = _title(name[1], rule.title, entry)
        return Result(name, title, verdict, rule.verified, entry, None, missing, judged)

    def _open(self, name: Name, verdict: Verdict) -> tuple[tuple[Missing, ...], tuple[Judged, ...]]:
        if verdict is not Verdict.UNKNOWN:
            return (), ()
        on = self._book.missing_named(name, self._interview.case)
        facts = self._book.facts
        return (
            tuple(Missing(facts[one]) for one in on if one in facts),
            tuple(self._judged[one] for one in on if one in self._judged),
        )

    @property
    def _today(self) -> date:
        return self._book.on


def _title(identity: str, of_rule: Text | None, entry: Measure | BenefitCategory | None) -> Text:
    if entry is not None:
        return entry.title
    return of_rule or Text(identity)
