"""A million attempts at the engine by 200 clients in real processes that are killed, on both databases.

Half of the attempts are made on each. Kiosks, operators and other systems are mixed; all want the same few
seats. Afterwards the books are held to what each client was told. The control on PostgreSQL is the same
without the unique index; on SQLite, whose one writer is a guard of its own, the look is moved out of the
write too. Each run of a control must sell a seat twice.
"""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from rich.console import Console
from rich.progress import Progress

from tests.benchmarks.booking_books import Balance
from tests.benchmarks.booking_clinic import PERSONS, SEATS
from tests.benchmarks.booking_ledger import CANCELLED, CONFIRMED, FAILED, MOVED, REFUSED, Reading
from tests.benchmarks.booking_trial import POSTGRESQL, SQLITE, Databases, Trial, databases
from tests.benchmarks.report import Figure, Ratio, Report

ATTEMPTS, ATTEMPTS_VARIABLE = 1_000_000, "OKNO_BENCH_ATTEMPTS"
ATTEMPTS_A_KILL = 25_000
LEAST_KILLS = 4
CONTROL_RUNS, CONTROL_ATTEMPTS = 3, 1_000
Told = tuple[list[Figure], list[Ratio]]


def run(console: Console) -> Report:
    attempts = int(os.environ.get(ATTEMPTS_VARIABLE, ATTEMPTS))
    figures, ratios = [Figure("seats they want", SEATS, ""), Figure("clients at once", PERSONS, "")], []
    with (
        TemporaryDirectory(dir=Path.cwd(), prefix=".bench-", ignore_cleanup_errors=True) as name,
        databases(Path(name)) as empty,
        Progress(console=console, transient=True) as progress,
    ):
        for kind in (SQLITE, POSTGRESQL):
            for part in (partial(trial, attempts=attempts // 2), controls):
                more_figures, more_ratios = part(kind, empty, Path(name), progress=progress)
                figures += more_figures
                ratios += more_ratios
    left_out = () if attempts == ATTEMPTS else (f"{ATTEMPTS:,} attempts: {attempts:,} were made",)
    return Report("booking-attempts", tuple(figures), tuple(ratios), left_out)


def trial(kind: str, empty: Databases, folder: Path, *, attempts: int, progress: Progress) -> Told:
    """The engine as it is, and the books after it."""
    task = progress.add_task(f"{kind}: attempts", total=attempts)
    made = Trial(kind, empty.empty(kind), folder / kind)
    made.prepare()
    kills = max(LEAST_KILLS, attempts // ATTEMPTS_A_KILL)
    began = perf_counter()
    made.play(attempts, kills, lambda came: progress.advance(task, came))
    seconds = perf_counter() - began
    books, told = made.balance()
    figures = [
        Figure(f"{kind}: attempts", told.attempts, ""),
        Figure(f"{kind}: attempts a second", told.attempts / seconds, "/s"),
        Figure(f"{kind}: processes killed", kills, ""),
        *_words(kind, told),
        Figure(f"{kind}: bookings that stand in the end", books.standing, ""),
    ]
    return figures, judged(kind, books)


def judged(kind: str, books: Balance) -> list[Ratio]:
    """What must all be nothing."""
    return [
        Ratio(f"{kind}: seats that two have", books.doubled, at_most=0),
        Ratio(f"{kind}: capacity leaked", books.leaked, at_most=0),
        Ratio(f"{kind}: acknowledged and lost", books.lost, at_most=0),
        Ratio(f"{kind}: invariants broken", len(books.unbalanced), at_most=0),
    ]


def controls(kind: str, empty: Databases, folder: Path, *, progress: Progress) -> Told:
    """Without the guard, several times over: the run with the fewest doubles decides."""
    task = progress.add_task(f"{kind}: control", total=CONTROL_RUNS * CONTROL_ATTEMPTS)
    doubled = []
    for number in range(CONTROL_RUNS):
        made = Trial(kind, empty.empty(kind), folder / f"{kind}-control-{number}", guarded=False)
        made.prepare()
        made.play(CONTROL_ATTEMPTS, 0, lambda came: progress.advance(task, came))
        doubled.append(made.balance()[0].doubled)
    label = f"{kind}: seats that two have without the guard, the fewest of {CONTROL_RUNS} runs"
    return [], [Ratio(label, min(doubled), at_least=1)]


def _words(kind: str, told: Reading) -> list[Figure]:
    """What clients were told, and how often."""
    often = {word: told.words.get(word, 0) for word in (CONFIRMED, CANCELLED, MOVED)}
    for word in (REFUSED, FAILED):
        often[word] = sum(count for said, count in told.words.items() if said.split()[0] == word)
    return [Figure(f"{kind}: {word}", count, "") for word, count in often.items()]
