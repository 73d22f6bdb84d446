"""Is every explanation minimal, and has every "no" a way out or a proof? How long does one take?"""

from __future__ import annotations

import statistics
from dataclasses import dataclass, field
from random import Random
from time import perf_counter
from typing import Any

from rich.console import Console
from rich.progress import track

from content.eligibility.book import RuleBook
from content.eligibility.case import Case
from content.eligibility.changes import applied
from content.eligibility.explanation import Explanation, explain
from content.eligibility.flip import Flip, Unchangeable, flip
from content.eligibility.verdicts import Verdict
from content.loader import load
from content.rules.provenance import Source
from tests.benchmarks.report import Figure, Ratio, Report
from tests.benchmarks.rule_books import TODAY, choice_book, people
from tests.content.eligibility.random_rules import partial_states, small_book

RANDOM_BOOKS = 60
PEOPLE = 25
SHARES = (1.0, 0.6)  # of the facts of a person that are known


@dataclass
class Tally:
    explained: int = 0
    minimal: int = 0
    refused: int = 0
    ways_out: int = 0
    by_date: int = 0
    proofs: int = 0
    explain_ms: list[float] = field(default_factory=list)
    flip_ms: list[float] = field(default_factory=list)


def run(console: Console) -> Report:
    tally = Tally()
    for name in ("ru", "ru-mur"):
        book = RuleBook.of(load(name), TODAY)
        book.prepare()
        random = Random(5)
        for person in track(people(book, random, PEOPLE), name, console=console):
            for share in SHARES:
                _person(book, {n: v for n, v in person.items() if random.random() < share}, random, tally)
    shown = (statistics.median(tally.explain_ms), statistics.median(tally.flip_ms))
    slowest = (max(tally.explain_ms), max(tally.flip_ms))
    random = Random(6)
    for known in people(choice_book(1), random, PEOPLE):
        _person(choice_book(1), known, random, tally)
    for seed in track(range(RANDOM_BOOKS), "random books", console=console):
        book = RuleBook(small_book(Random(seed)))
        for _, known in partial_states(Random(seed), book.knowledge, 4):
            _person(book, known, random, tally)
    settled = tally.ways_out + tally.by_date + tally.proofs
    return Report(
        "explanations",
        (
            Figure("explanations", tally.explained, ""),
            Figure("refusals", tally.refused, ""),
            Figure("… with a way out", tally.ways_out, ""),
            Figure("… that a date ends", tally.by_date, ""),
            Figure("… with a proof that nothing changes them", tally.proofs, ""),
            Figure("explanation of one measure, packs ru and ru-mur, median", shown[0], "ms"),
            Figure("… slowest", slowest[0], "ms"),
            Figure("way out of one refusal, median", shown[1], "ms"),
            Figure("… slowest", slowest[1], "ms"),
        ),
        (
            Ratio("explanations that are minimal", tally.minimal / tally.explained, at_least=1),
            Ratio("refusals with a way out or a proof", settled / tally.refused, at_least=1),
        ),
    )


def _person(book: RuleBook, known: dict[str, Any], random: Random, tally: Tally) -> None:
    case = book.case(known)
    sources = {fact: random.choice(list(Source)) for fact in known}
    for measure, verdict in book.verdicts(case).items():
        if verdict is Verdict.UNKNOWN:
            continue
        began = perf_counter()
        explanation = explain(book, measure, case, sources)
        tally.explain_ms.append((perf_counter() - began) * 1000)
        tally.explained += 1
        tally.minimal += _is_minimal(book, measure, verdict, explanation)
        if verdict is Verdict.NOT_ENTITLED:
            _refusal(book, measure, case, tally)


def _is_minimal(book: RuleBook, measure: str, verdict: Verdict, explanation: Explanation) -> bool:
    kept = {ground.fact: ground.value for ground in explanation.facts}
    if book.verdict(measure, book.case(kept)) is not verdict:
        return False
    less = ({fact: kept[fact] for fact in kept if fact != dropped} for dropped in kept)
    return all(book.verdict(measure, book.case(facts)) is not verdict for facts in less)


def _refusal(book: RuleBook, measure: str, case: Case, tally: Tally) -> None:
    """A way out is counted only if it leads out, a proof only if it refuses by itself."""
    tally.refused += 1
    began = perf_counter()
    found = flip(book, measure, case)
    tally.flip_ms.append((perf_counter() - began) * 1000)
    if isinstance(found, Unchangeable):
        facts = {ground.fact: ground.value for ground in found.proof.facts}
        tally.proofs += book.verdict(measure, book.case(facts)) is Verdict.NOT_ENTITLED
    elif isinstance(found, Flip) and found.on is not None:
        then = book.later(found.on)
        tally.by_date += then.verdict(measure, then.case(case.facts)) is found.becomes
    elif found.changes:
        tally.ways_out += book.verdict(measure, book.case(applied(case, found.changes))) is found.becomes
