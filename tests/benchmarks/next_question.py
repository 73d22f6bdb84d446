"""All verdicts and the next question at 100 measures, against publicodes on the same rules in the same run.

publicodes (npm) is installed into build/bench-peers on the first run; it is no part of the product.
Both play the same interviews in turn, three times, each time afresh; of each step the middle one of its
three times counts, so that other work of the machine falls on neither.
"""

from __future__ import annotations

import json
import random
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean, median
from time import perf_counter
from typing import Any

from rich.console import Console

from content.eligibility.explanation import explain
from content.loader import load
from content.pack import Pack
from content.rules.values import Value, read_facts
from content.wizard.goals import Goals
from content.wizard.interview import Interview
from content.wizard.wizard import Wizard
from tests.benchmarks.made_up_rules import TODAY, MadeUp, made_up
from tests.benchmarks.report import Figure, Ratio, Report
from tests.independent.usagov.published import ROOT

MEASURES = 100
CASES = 40
WARM_UP = 8
ROUNDS = 3
SEED = 7
AT_MOST = 0.15

PEER = ROOT / "build" / "bench-peers" / "publicodes"
PEER_VERSION = "publicodes@1.10.3"
PEER_SCRIPT = Path(__file__).with_name("publicodes_peer.mjs")


def run(console: Console) -> Report:
    rules = made_up(SEED, MEASURES)
    chance = random.Random(SEED)
    cases = [rules.case(chance) for _ in range(CASES)]
    peer = _peer_is_there()
    with console.status("our wizard and publicodes in turn"), tempfile.TemporaryDirectory() as folder:
        pack = load(rules.write_pack(Path(folder) / "pack"))
        rounds = [_round(pack, rules, cases, peer) for _ in range(ROUNDS)]
    ours = _middle([one.ours for one in rounds])
    figures = [
        Figure("ours: verdicts and next question, median", median(ours) * 1000, "ms"),
        Figure("ours: p99", _p99(ours) * 1000, "ms"),
        Figure("ours: mean asked", rounds[0].asked, "questions"),
        Figure("ours: explanation of one measure, median", median(rounds[0].explained) * 1000, "ms"),
        Figure("ours: explanation of one measure, p99", _p99(rounds[0].explained) * 1000, "ms"),
    ]
    if not peer:
        return Report("next-question", tuple(figures), (), (f"npm could not install {PEER_VERSION}",))
    theirs = _middle([one.theirs for one in rounds])
    figures += [
        Figure("publicodes: verdicts and next question, median", median(theirs) * 1000, "ms"),
        Figure("publicodes: p99", _p99(theirs) * 1000, "ms"),
        Figure("publicodes: mean asked", rounds[0].asked_by_peer, "questions"),
    ]
    ratio = Ratio("p99 ÷ publicodes' p99", _p99(ours) / _p99(theirs), AT_MOST)
    return Report("next-question", tuple(figures), (ratio,))


@dataclass(frozen=True)
class Round:
    """Seconds of each step and of each explanation, and the mean number of questions."""

    ours: list[float]
    asked: float
    explained: list[float]
    theirs: list[float]
    asked_by_peer: float


def _round(pack: Pack, rules: MadeUp, cases: Sequence[dict[str, Any]], peer: bool) -> Round:
    wizard = Wizard.of(pack, TODAY)
    ours, asked, verdicts = _ours(wizard, cases)
    explained = _explanations(wizard, cases)
    theirs: dict[str, Any] = _theirs(rules, cases) if peer else {"milliseconds": [], "asked": [0]}
    assert theirs.get("verdicts", verdicts) == verdicts, "both engines must say the same of complete facts"
    return Round(
        ours,
        fmean(asked),
        explained,
        [one / 1000 for one in theirs["milliseconds"]],
        fmean(theirs["asked"]),
    )


def _middle(rounds: Sequence[Sequence[float]]) -> list[float]:
    return [median(same) for same in zip(*rounds, strict=True)]


def _ours(wizard: Wizard, cases: Sequence[dict[str, Any]]) -> tuple[list[float], list[int], list[list[bool]]]:
    """Seconds of each step, questions asked of each case, and its final verdicts."""
    wizard.prepare()
    seconds: list[float] = []
    asked: list[int] = []
    verdicts: list[list[bool]] = []
    for index, written in enumerate(cases):
        facts = read_facts(wizard.book.facts, written)
        steps, end = _interview(wizard, facts)
        seconds += steps if index >= WARM_UP else []
        asked.append(len(end.known))
        verdicts.append([verdict == "entitled" for verdict in end.verdicts.values()])
    return seconds, asked, verdicts


def _interview(wizard: Wizard, facts: dict[str, Value]) -> tuple[list[float], Interview]:
    began = perf_counter()
    interview = Interview.begun(wizard, Goals.all())
    screen = interview.screen()
    steps = [perf_counter() - began]
    while screen is not None:
        fact = screen.facts[0].id
        began = perf_counter()
        interview = interview.answered(fact, facts[fact])
        screen = interview.screen()
        steps.append(perf_counter() - began)
    return steps, interview


def _explanations(wizard: Wizard, cases: Sequence[dict[str, Any]]) -> list[float]:
    """Seconds of explaining each tenth measure to each person who has answered everything."""
    seconds: list[float] = []
    for written in cases:
        _, end = _interview(wizard, read_facts(wizard.book.facts, written))
        for measure in wizard.book.measures[::10]:
            began = perf_counter()
            explain(wizard.book, measure, end.case)
            seconds.append(perf_counter() - began)
    return seconds


def _p99(values: Sequence[float]) -> float:
    return sorted(values)[int(len(values) * 0.99)]


def _peer_is_there() -> bool:
    if (PEER / "node_modules" / "publicodes").is_dir():
        return True
    npm = shutil.which("npm")
    if npm is None:
        return False
    PEER.mkdir(parents=True, exist_ok=True)
    quiet = ["--no-save", "--no-package-lock", "--no-audit", "--no-fund", "--loglevel", "error"]
    command = [npm, "install", "--prefix", str(PEER), *quiet, PEER_VERSION]
    return subprocess.run(command, check=False, capture_output=True).returncode == 0


def _theirs(rules: MadeUp, cases: Sequence[dict[str, Any]]) -> dict[str, Any]:
    told = {
        "folder": str(PEER),
        "rules": rules.for_publicodes(),
        "measures": list(rules.rules),
        "cases": [rules.situation(case) for case in cases],
        "warm_up": WARM_UP,
    }
    with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
        json.dump(told, file)
        file.flush()
        node = shutil.which("node") or "node"
        done = subprocess.run([node, PEER_SCRIPT, file.name], capture_output=True, text=True, check=True)
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer
