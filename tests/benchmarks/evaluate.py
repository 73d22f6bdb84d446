"""One person × 90 measures and 100,000 people at once, against OpenFisca, zen-engine and plain closures.

The peers are installed into build/bench-peers on the first run; they are no part of the product.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from random import Random
from time import perf_counter
from typing import Any, Final

import numpy as np
from rich.console import Console

from content.eligibility import columns
from content.eligibility.book import RuleBook
from content.eligibility.columns import Column
from content.rules import syntax as s
from tests.benchmarks.report import Figure, Ratio, Report
from tests.benchmarks.rule_books import choice_book, people

PEERS: Final = Path(__file__).parents[2] / "build" / "bench-peers" / "python"
PACKAGES: Final = ("openfisca-core", "openfisca-country-template", "zen-engine")
SCRIPT: Final = Path(__file__).with_name("evaluate_peers.py")
PERSONS: Final = 200
ROUNDS: Final = 15
REGISTERS: Final = 4  # the quickest counts, of the peers' too
BATCH: Final = 100_000
SMALL: Final = 10_000
LARGE: Final = 1_000_000
UNKNOWN_SHARE: Final = 0.1  # of the facts of a batch that is not complete
MEGABYTE: Final = 1024

Test = Callable[[Mapping[str, Any]], bool]


def run(console: Console) -> Report:
    book = choice_book(1)
    book.prepare()
    complete = people(book, Random(4), PERSONS)
    random = Random(5)
    partial = [{n: v for n, v in one.items() if random.random() < 0.5} for one in complete]
    naive = {name: closure(requirement) for name, requirement in book.knowledge.measures.items()}

    def ours(facts: dict[str, Any]) -> object:
        return book.verdicts(book.case(facts))

    def plain(facts: dict[str, Any]) -> object:
        return {name: test(facts) for name, test in naive.items()}

    for one in (*complete, *partial):
        ours(one)  # merges what is not known for the first time
    seconds = {"complete": 0.0, "partial": 0.0, "closures": 0.0}
    rounds: dict[str, list[float]] = {name: [] for name in seconds}
    for _ in range(ROUNDS):
        rounds["complete"].append(_each(ours, complete))
        rounds["closures"].append(_each(plain, complete))
        rounds["partial"].append(_each(ours, partial))
    seconds = {name: min(times) for name, times in rounds.items()}
    with console.status("whole registers"):
        batch_partial = _batch(book, BATCH, UNKNOWN_SHARE)
        # in turn, so that a busy machine is busy for all of them
        sizes: dict[int, list[float]] = {size: [] for size in (SMALL, BATCH, LARGE)}
        for _ in range(REGISTERS):
            for size, times in sizes.items():
                times.append(_batch(book, size, 0.0))
        small, batch, large = (min(times) for times in sizes.values())
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MEGABYTE
    measures = len(book.measures)
    figures = [
        Figure(f"ours, {measures} measures, complete facts", seconds["complete"] * 1e6, "µs"),
        Figure(f"ours, {measures} measures, half of the facts", seconds["partial"] * 1e6, "µs"),
        Figure("two-valued closures, complete facts", seconds["closures"] * 1e6, "µs"),
        Figure(f"ours, {BATCH:,} people, complete", batch * 1000, "ms"),
        Figure(f"ours, {BATCH:,} people, a tenth not known", batch_partial * 1000, "ms"),
        Figure(f"ours, {SMALL:,} people", small * 1000, "ms"),
        Figure(f"ours, {LARGE:,} people", large * 1000, "ms"),
        Figure("peak memory of all this", peak, "MB"),
    ]
    ratios = [
        Ratio("complete facts ÷ two-valued closures", seconds["complete"] / seconds["closures"], at_most=1),
        Ratio("growth from 10,000 to 1,000,000 ÷ linear", large / small / (LARGE / SMALL), at_most=1),
    ]
    if not _peers_are_there(console):
        return Report("evaluate", tuple(figures), tuple(ratios), (f"uv could not install {PACKAGES}",))
    with console.status("peers"):
        peers = _peers(book, complete)
    for known, verdicts in zip(complete, peers["zen_verdicts"], strict=True):
        assert [bool(test(known)) for test in naive.values()] == verdicts, "zen-engine must say the same"
    per_value = peers["openfisca_batch"] / peers["people"] / peers["variables"]
    figures += [
        Figure("OpenFisca, one person, 10 variables, calculated", peers["openfisca_person"] * 1e6, "µs"),
        Figure("… and the simulation made", peers["openfisca_person_built"] * 1e6, "µs"),
        Figure(f"OpenFisca, {BATCH:,} people, 10 variables", peers["openfisca_batch"] * 1000, "ms"),
        Figure(f"zen-engine, one person, {measures} measures", peers["zen_person"] * 1e6, "µs"),
    ]
    ratios += [
        Ratio(
            "one person, complete ÷ OpenFisca", seconds["complete"] / peers["openfisca_person"], at_most=0.1
        ),
        Ratio("one person, partial ÷ OpenFisca", seconds["partial"] / peers["openfisca_person"], at_most=0.1),
        Ratio("one person, complete ÷ zen-engine", seconds["complete"] / peers["zen_person"], at_most=1),
        Ratio("batch, per person and variable ÷ OpenFisca", batch / BATCH / measures / per_value, at_most=1),
    ]
    return Report("evaluate", tuple(figures), tuple(ratios))


def closure(requirement: s.Requirement) -> Test:
    """A naive two-valued evaluator: a Python function per node."""
    match requirement:
        case s.All(parts=parts):
            tests = [closure(part) for part in parts]
            return lambda facts: _ends_with(tests, facts, deciding=False)
        case s.AnyOf(parts=parts):
            tests = [closure(part) for part in parts]
            return lambda facts: _ends_with(tests, facts, deciding=True)
        case s.Not(part=part):
            test = closure(part)
            return lambda facts: not test(facts)
        case s.IsOneOf(fact=fact, options=options):
            return lambda facts: facts[fact] in options
    raise TypeError(requirement)


def _ends_with(tests: list[Test], facts: Mapping[str, Any], *, deciding: bool) -> bool:
    for test in tests:
        if test(facts) is deciding:
            return deciding
    return not deciding


def expression(requirement: s.Requirement) -> str:
    """The same in the language of zen-engine."""
    match requirement:
        case s.All(parts=parts):
            return "(" + " and ".join(map(expression, parts)) + ")"
        case s.AnyOf(parts=parts):
            return "(" + " or ".join(map(expression, parts)) + ")"
        case s.Not(part=part):
            return f"(not {expression(part)})"
        case s.IsOneOf(fact=fact, options=options):
            return f"({fact} in {json.dumps(sorted(options))})"
    raise TypeError(requirement)


def _each(evaluate: Callable[[dict[str, Any]], object], persons: list[dict[str, Any]]) -> float:
    """Seconds a person."""
    began = perf_counter()
    for person in persons:
        evaluate(person)
    return (perf_counter() - began) / len(persons)


def _batch(book: RuleBook, size: int, unknown: float) -> float:
    """Seconds for all verdicts on so many people, piece by piece, as a register is read."""
    chance = np.random.default_rng(1)
    table = {
        fact.id: Column(
            chance.integers(0, len(fact.options), size, dtype=np.int64), chance.random(size) >= unknown
        )
        for fact in book.facts.values()
    }
    began = perf_counter()
    for first in range(0, size, columns.ROWS_AT_ONCE):
        piece = slice(first, min(first + columns.ROWS_AT_ONCE, size))
        people_of_piece = {name: column.rows(piece) for name, column in table.items()}
        columns.verdicts(book, people_of_piece, piece.stop - piece.start, book.measures)
    return perf_counter() - began


def _peers_are_there(console: Console) -> bool:
    python = PEERS / "bin" / "python"
    there = [str(python), "-c", "import zen, openfisca_country_template"]
    if python.exists() and subprocess.run(there, check=False).returncode == 0:
        return True
    uv = [sys.executable, "-m", "uv"]
    with console.status("installing the peers"):
        made = subprocess.run([*uv, "venv", "-q", "--clear", str(PEERS)], check=False)
        put = subprocess.run([*uv, "pip", "install", "-q", "--python", str(python), *PACKAGES], check=False)
    return made.returncode == put.returncode == 0


def _peers(book: RuleBook, persons: list[dict[str, Any]]) -> dict[str, Any]:
    asked = {
        "rules": {name: expression(one) for name, one in book.knowledge.measures.items()},
        "people": persons,
    }
    ran = subprocess.run(
        [PEERS / "bin" / "python", SCRIPT],
        input=json.dumps(asked),
        text=True,
        capture_output=True,
        check=True,
    )
    answer: dict[str, Any] = json.loads(ran.stdout.splitlines()[-1])
    return answer
