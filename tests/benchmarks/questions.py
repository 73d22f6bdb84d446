"""How many questions the wizard asks, against the fewest that would do and against other orders.

The certificate is the smallest set of answers that settles every verdict, found exactly for each case.
The area is that under the curve of measures still undecided, question by question.
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from rich.console import Console
from rich.progress import track

from content.eligibility.book import RuleBook
from content.loader import load
from content.pack import Pack
from content.rules.provenance import Known, Source
from content.rules.values import Value, read_facts
from content.wizard.goals import Goals
from content.wizard.interview import Interview
from content.wizard.least_questions import least_questions
from content.wizard.order import Order, QuestionOrder
from content.wizard.play import Played, play
from content.wizard.statistics import Estimate, mean, ratio_of_means
from content.wizard.told import as_told
from content.wizard.wizard import Wizard
from tests.benchmarks.question_orders import CountOrder, FixedOrder, NamedCountOrder
from tests.benchmarks.report import Figure, Ratio, Report
from tests.independent.usagov.importer import write_pack
from tests.independent.usagov.oracle import complete_answers
from tests.independent.usagov.published import ROOT, benefits, fact_id, published_folder

TODAY = date(2026, 11, 22)
CASES = 2_000
PEOPLE = 300
SEED = 20261122
YES = (0.5, 0.2)

ASKED_TO_CERTIFICATE = 1.08
AREA_TO_FIXED = 0.65
QUESTIONS_WITHOUT_CARD = 12
QUESTIONS_WITH_CARD = 6
SCREENS = 6

Facts = Mapping[str, Value]


@dataclass
class Tally:
    """What one order asked, case by case."""

    asked: list[float] = field(default_factory=list)
    mostly: list[float] = field(default_factory=list)  # until nine measures in ten were decided
    screens: list[float] = field(default_factory=list)
    area: list[float] = field(default_factory=list)

    def add(self, played: Played) -> None:
        self.asked.append(len(played.order))
        self.mostly.append(played.asked_until(0.9))
        self.screens.append(played.screens)
        self.area.append(sum(1 - settled / played.goals for settled in played.settled))


def run(console: Console) -> Report:
    figures: list[Figure] = []
    ratios: list[Ratio] = []
    left_out: list[str] = []
    published = published_folder()
    if published is None:
        left_out.append("USA.gov: the published set is not at hand")
    else:
        for yes in YES:
            _usagov(published, yes, console, figures, ratios)
    _russian(console, figures, ratios, left_out)
    return Report("questions", tuple(figures), tuple(ratios), tuple(left_out))


def _usagov(
    published: Path, yes: float, console: Console, figures: list[Figure], ratios: list[Ratio]
) -> None:
    with tempfile.TemporaryDirectory(prefix="okno-") as folder:
        pack = load(write_pack(published, Path(folder), yes))
    book = RuleBook.of(pack, TODAY)
    wizards = _wizards(pack, book, QuestionOrder, CountOrder, NamedCountOrder, FixedOrder)
    tallies = [Tally() for _ in wizards]
    certificates: list[float] = []
    for facts in track(
        _answers(published, yes), f"USA.gov, yes {yes:g}", CASES, console=console, transient=True
    ):
        for wizard, tally in zip(wizards, tallies, strict=True):
            tally.add(play(Interview.begun(wizard, Goals.all()), facts))
        certificates.append(len(least_questions(Interview.begun(wizards[0], Goals.all()), facts)))
    ours, count, named, fixed = tallies
    name = f"USA.gov, yes {yes:g}"
    saved = _saved(count, ours)
    figures += [
        Figure(f"{name}: mean certificate", mean(certificates).value, "questions"),
        Figure(f"{name}: mean asked", mean(ours.asked).value, "questions"),
        Figure(f"{name}: until 90 % decided", mean(ours.mostly).value, "questions"),
        Figure(f"{name}: mean asked by exact count", mean(count.asked).value, "questions"),
        Figure(f"{name}: mean asked by count", mean(named.asked).value, "questions"),
        Figure(f"{name}: mean asked in a fixed order", mean(fixed.asked).value, "questions"),
        Figure(f"{name}: saved against exact count, lower end of 95 %", saved.low, "questions"),
        Figure(f"{name}: saved against count, lower end of 95 %", _saved(named, ours).low, "questions"),
        Figure(f"{name}: undecided area", mean(ours.area).value, "questions"),
        Figure(f"{name}: undecided area of a fixed order", mean(fixed.area).value, "questions"),
    ]
    ratio = ratio_of_means(ours.asked, certificates)
    ratios += [
        Ratio(f"{name}: asked ÷ certificate", ratio.value, ASKED_TO_CERTIFICATE),
        Ratio(f"{name}: the same, upper end of 95 %", ratio.high, ASKED_TO_CERTIFICATE),
        Ratio(f"{name}: asked ÷ certificate, by exact count", _over(count, certificates)),
        Ratio(f"{name}: asked ÷ certificate, by count", _over(named, certificates)),
        Ratio(f"{name}: asked by exact count ÷ asked, lower end of 95 %", _ahead(count, ours), at_least=1.0),
        Ratio(f"{name}: asked by count ÷ asked, lower end of 95 %", _ahead(named, ours), at_least=1.0),
        Ratio(f"{name}: area ÷ area of a fixed order", _area(ours, fixed).high, AREA_TO_FIXED),
    ]


def _wizards(pack: Pack, book: RuleBook, *orders: Callable[[RuleBook], Order]) -> list[Wizard]:
    return [Wizard(pack, book, order) for order in orders]


def _over(tally: Tally, certificates: Sequence[float]) -> float:
    return ratio_of_means(tally.asked, certificates).value


def _ahead(other: Tally, ours: Tally) -> float:
    return ratio_of_means(other.asked, ours.asked).low


def _saved(other: Tally, ours: Tally) -> Estimate:
    """Case by case, so that what the cases differ in does not blur the comparison."""
    return mean([theirs - own for theirs, own in zip(other.asked, ours.asked, strict=True)])


def _area(ours: Tally, other: Tally) -> Estimate:
    return ratio_of_means(ours.area, other.area)


def _answers(published: Path, yes: float) -> Iterator[Facts]:
    found, chance = benefits(published), random.Random(SEED)
    for _ in range(CASES):
        answers = complete_answers(found, chance, yes, TODAY)
        yield {fact_id(key): answer for key, answer in answers.items()}


# --- the Russian pack over invented people -----------------------------------------------------------


@dataclass(frozen=True)
class DemoPerson:
    facts: Facts
    known: Mapping[str, Known]  # what the registers say once the card is read


def _russian(console: Console, figures: list[Figure], ratios: list[Ratio], left_out: list[str]) -> None:
    pack = load("ru-mur")
    book = RuleBook.of(pack, TODAY)
    people = _people(book)
    if not people:
        left_out.append("the Russian pack: python -m backend demo-facts gave no people")
        return
    for card in (False, True):
        tallies = []
        for order in (QuestionOrder, CountOrder, FixedOrder):
            wizard, tally = Wizard(pack, book, order), Tally()
            for person in track(people, "ru-mur", console=console, transient=True):
                beginning = Interview.begun(wizard, Goals.all(), person.known if card else {})
                tally.add(play(beginning, person.facts))
            tallies.append(tally)
        _judge("after the card" if card else "without a card", card, tallies, figures, ratios)


def _judge(
    name: str, card: bool, tallies: Sequence[Tally], figures: list[Figure], ratios: list[Ratio]
) -> None:
    ours, count, fixed = tallies
    asked, screens = mean(ours.asked).value, mean(ours.screens).value
    figures += [
        Figure(f"ru-mur {name}: mean asked", asked, "questions"),
        Figure(f"ru-mur {name}: mean screens", screens, "screens"),
        Figure(f"ru-mur {name}: mean asked by count", mean(count.asked).value, "questions"),
        Figure(f"ru-mur {name}: mean asked in a fixed order", mean(fixed.asked).value, "questions"),
    ]
    most = QUESTIONS_WITH_CARD if card else QUESTIONS_WITHOUT_CARD
    ratios += [
        Ratio(f"ru-mur {name}: mean asked", asked, most),
        Ratio(f"ru-mur {name}: mean screens", screens, SCREENS),
    ]


def _people(book: RuleBook) -> list[DemoPerson]:
    command = [sys.executable, "-m", "backend", "demo-facts", "--people", str(PEOPLE), "--seed", "1"]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    return [_person(book, json.loads(line)) for line in told.stdout.splitlines()]


def _person(book: RuleBook, line: Mapping[str, Mapping[str, object]]) -> DemoPerson:
    written = read_facts(book.facts, line["facts"])
    told = read_facts(book.facts, line.get("known", {}))
    known = {name: Known(value, Source.REGISTER) for name, value in told.items()}
    return DemoPerson(as_told(book, written), known)
