"""Is every deadline right? Each rule from each day of 2013 to 2026, against a second implementation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import yaml
from rich.console import Console
from rich.progress import track

from content.calendar import CalendarYear, ProductionCalendar
from content.deadlines import DeadlineRule, due
from content.loader import load
from content.pack_files import PACKS_FOLDER
from tests.benchmarks.report import Figure, Ratio, Report
from tests.benchmarks.second_count import WorkedDays, counted_again

PACK = "ru"
FIRST, LAST = date(2013, 1, 1), date(2026, 12, 31)
HAND_WORKED = 40


def run(console: Console) -> Report:
    pack = load(PACK)
    wrong = list(differences(pack.deadlines, pack.calendar, track_in=console))
    spoilt = list(differences(pack.deadlines[:1], without_a_transfer(pack.calendar)))
    counted = len(pack.deadlines) * ((LAST - FIRST).days + 1)
    by_hand = sum(len(rule.examples) for rule in pack.deadlines)
    return Report(
        "deadlines",
        (
            Figure("deadlines compared", counted, ""),
            Figure("of rules", len(pack.deadlines), ""),
            Figure("differences with one transfer left out (the control)", len(spoilt), ""),
        ),
        (
            Ratio("deadlines that the two counts differ in", len(wrong), at_most=0),
            Ratio("differences the control finds", len(spoilt), at_least=1),
            Ratio("worked out by hand in the pack", by_hand, at_least=HAND_WORKED),
        ),
    )


def differences(
    rules: Sequence[DeadlineRule], years: Sequence[CalendarYear], track_in: Console | None = None
) -> Iterator[tuple[str, date]]:
    """Rule and day of each deadline that the second implementation counts otherwise."""
    written = {rule["id"]: rule for rule in read(PACKS_FOLDER / PACK / "deadlines.yaml")}
    folder = PACKS_FOLDER / PACK / "calendar"
    rows = {counts: WorkedDays(folder, counts) for counts in (True, False)}
    calendar = ProductionCalendar(years)
    shown = track(rules, console=track_in, transient=True) if track_in else rules
    for rule in shown:
        for number in range((LAST - FIRST).days + 1):
            day = FIRST + timedelta(days=number)
            if due(rule, day, calendar).day != counted_again(written[rule.id], day, rows):
                yield rule.id, day


def without_a_transfer(years: Sequence[CalendarYear]) -> list[CalendarYear]:
    """The calendar with one moved day off forgotten."""
    return [_shorter(year) if year.year == LAST.year else year for year in years]


def _shorter(year: CalendarYear) -> CalendarYear:
    return CalendarYear(
        year.year, year.source, year.days_off[1:], year.off_with_pay, year.worked, year.shortened
    )


def read(file: Path) -> list[dict[str, Any]]:
    rules: list[dict[str, Any]] = yaml.safe_load(file.read_text(encoding="utf-8"))
    return rules
