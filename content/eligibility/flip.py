"""What would turn a "no" round: the fewest facts to change, a day that comes, or proof that nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Final

from content.eligibility.book import Name, RuleBook
from content.eligibility.case import Case
from content.eligibility.changes import Change, applied, changes_by_diagram, changes_by_trying
from content.eligibility.explanation import Explanation, explain
from content.eligibility.passing_time import days_that_matter
from content.eligibility.reach import stays_refused
from content.eligibility.verdicts import ContradictionError, Verdict
from content.rules.model import Changeable, FactType
from content.rules.provenance import Source

MOST_TRIED: Final = 200  # ways down a diagram that are looked at


@dataclass(frozen=True, slots=True)
class Flip:
    """After these changes, or `on` this day without any, the verdict would be `becomes`.

    `becomes` is unknown where facts are missing besides. Without changes and date, the verdict may turn
    with the facts in `among`, but no way was found: only of rules that are not exact.
    """

    changes: tuple[Change, ...]
    becomes: Verdict
    on: date | None = None
    among: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Unchangeable:
    """Whatever the person does, it stays a "no": it follows from facts that nobody can change."""

    proof: Explanation


def flip(
    book: RuleBook, name: str, case: Case, provenance: Mapping[str, Source] | None = None
) -> Flip | Unchangeable:
    """What would change a verdict of not entitled; raises ValueError where it is another."""
    if book.verdict(name, case) is not Verdict.NOT_ENTITLED:
        raise ValueError(f"{name} is not refused")
    by_time = _by_time(name, case)
    if by_time is not None and by_time.becomes is Verdict.ENTITLED:
        return by_time
    changeable = _changeable(case)
    fixed = Case(case.book, {fact: value for fact, value in case.facts.items() if fact not in changeable})
    if book.verdict(name, fixed) is Verdict.NOT_ENTITLED:
        return by_time or Unchangeable(explain(book, name, fixed, provenance))
    at = book.named(name)
    found = _by_change(at, case, changeable) or by_time
    if found is None and stays_refused(at, case, fixed, changeable):
        return Unchangeable(explain(book, name, case, provenance))
    return found or Flip((), Verdict.UNKNOWN, among=_among(at, case, changeable))


def _by_change(name: Name, case: Case, changeable: frozenset[str]) -> Flip | None:
    for way in (
        changes_by_diagram(name, case, changeable, tied=False),
        changes_by_trying(name, case, changeable),
        changes_by_diagram(name, case, changeable, tied=True),
    ):
        found = _fewest(name, case, way)
        if found is not None:
            return found
    return None


def _fewest(name: Name, case: Case, ways: Iterator[tuple[Change, ...]]) -> Flip | None:
    """The way with the fewest changes that leads to a yes; else the one that may."""
    best: Flip | None = None
    for changes in islice(ways, MOST_TRIED):
        if best is not None and len(changes) > len(best.changes):
            break
        verdict = _after(name, case, changes)
        if verdict is Verdict.ENTITLED or verdict is Verdict.UNKNOWN:
            found = Flip(changes, verdict)
            best = found if best is None else min(best, found, key=_rank)
            if _rank(best) <= (1, False):
                break
    return best


def _rank(found: Flip) -> tuple[int, bool]:
    return len(found.changes), found.becomes is not Verdict.ENTITLED


def _after(name: Name, case: Case, changes: tuple[Change, ...]) -> Verdict | None:
    """The verdict after some changes; None where the facts would contradict one another."""
    try:
        changed = case.book.case(applied(case, changes))
    except ContradictionError:
        return None
    return changed.book.verdict_named(name, changed)


def _by_time(name: str, case: Case) -> Flip | None:
    at = case.book.named(name)
    possible: Flip | None = None
    for day in days_that_matter(case.book, at, case):
        try:
            then = case.book.later(day).case(case.facts)
        except ContradictionError:
            continue
        verdict = then.book.verdict_named(at, then)
        if verdict is Verdict.ENTITLED:
            return Flip((), verdict, on=day)
        if verdict is Verdict.UNKNOWN and possible is None:
            possible = Flip((), verdict, on=day)
    return possible


def _changeable(case: Case) -> frozenset[str]:
    """The known facts that a person, or time, can change; a date itself stays what it is."""
    facts = case.book.facts
    return frozenset(
        name
        for name in case.values
        if facts[name].changeable is not Changeable.NO
        and facts[name].type not in (FactType.DATE, FactType.HOUSEHOLD)
    )


def _among(name: Name, case: Case, changeable: frozenset[str]) -> tuple[str, ...]:
    spoken_of = case.book.inputs.of(case.book.requirement(name))
    return tuple(sorted(changeable & spoken_of)) or tuple(sorted(changeable))
