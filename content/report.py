"""What `python -m content` prints: problems by file and line, counts, entries with their origins."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from content.entries import SourceEntry
from content.kinds import KINDS
from content.loader import LoadedPack, load_with_origins, located
from content.problems import Finding, PackError, PackInvalidError, Problem
from content.rule_checks.checking import check_rules
from content.rule_checks.figures import NO_RULES, ShareOfFigures
from content.show import Line
from content.wording_checks import unverified, wording_faults, wording_warnings

ORIGIN_COLUMN: Final = 60


@dataclass(frozen=True, slots=True)
class Verdict:
    """The outcome of checking one pack; `loaded` is None where it could not be read."""

    name: str
    loaded: LoadedPack | None
    problems: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()
    doubts: tuple[Problem, ...] = ()
    inexact: tuple[Problem, ...] = ()
    trouble: str = ""
    figures: ShareOfFigures = NO_RULES

    @property
    def sound(self) -> bool:
        return self.loaded is not None and not self.problems


def examine(pack: str, on: date) -> Verdict:
    """Check a pack in full, its rules as they are on a day."""
    try:
        loaded = load_with_origins(pack)
    except PackInvalidError as invalid:
        return Verdict(pack, None, problems=invalid.problems)
    except PackError as error:
        return Verdict(pack, None, trouble=str(error))

    def problems(findings: Sequence[Finding]) -> tuple[Problem, ...]:
        return tuple(sorted(located(loaded, finding) for finding in findings))

    rules = check_rules(loaded.pack, on)
    return Verdict(
        pack,
        loaded,
        problems([*wording_faults(loaded.pack), *rules.faults]),
        problems([*wording_warnings(loaded.pack), *rules.warnings]),
        problems([*unverified(loaded.pack), *rules.doubts]),
        problems(rules.inexact),
        figures=rules.figures,
    )


def print_verdict(console: Console, verdict: Verdict, *, warnings: bool) -> None:
    """Problems first, then the counts."""
    if verdict.trouble:
        console.print(escape(verdict.trouble), style="red")
    _print_problems(console, "error", "red", verdict.problems)
    if warnings:
        _print_problems(console, "warning", "yellow", verdict.warnings)
        _print_problems(console, "unverified", "cyan", verdict.doubts)
        _print_problems(console, "inexact", "cyan", verdict.inexact)
    if verdict.figures.rules:
        said = f"{verdict.figures.using} of {verdict.figures.rules} rules ({verdict.figures.share:.1%})"
        console.print(f"{said} use a number, a date, the household or a dated parameter")
        console.print(f"{len(verdict.inexact)} rules are not exact (listed with --warnings)")
    if verdict.loaded is not None:
        console.print(_counts(verdict, verdict.loaded))
    outcome = "sound" if verdict.sound else "has errors"
    console.print(f"{verdict.name}: {outcome}", style="green" if verdict.sound else "red")


def print_lines(console: Console, entry: SourceEntry, lines: Sequence[Line]) -> None:
    """An entry in force, each line with the pack, file and line it was written in."""
    console.print(f"[bold]{escape(entry.kind.name)}[/bold]")
    for line in lines:
        origin = f"{line.pack} {near(line.file)}:{line.line}"
        console.print(f"{escape(line.text):<{ORIGIN_COLUMN}}  [dim]{escape(origin)}[/dim]")


def near(file: str) -> str:
    """A path as it is written from where one stands."""
    path, here = Path(file), Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) else file


def _print_problems(console: Console, word: str, style: str, problems: Sequence[Problem]) -> None:
    for problem in problems:
        where = escape(f"{near(problem.file)}:{problem.line}")
        text = escape(f"{problem.what}. {problem.remedy}.")
        console.print(f"[bold]{where}[/bold] [{style}]{word}[/{style}] {text}")


def _counts(verdict: Verdict, loaded: LoadedPack) -> Table:
    pack = loaded.pack
    written = Counter((kind, entry.pack) for (kind, _), entry in loaded.entries.items())
    table = Table(title=f"{pack.id} {pack.version}", title_justify="left")
    table.add_column("")
    table.add_column("entries", justify="right")
    table.add_column(f"of {pack.id} itself", justify="right")
    for kind in KINDS:
        table.add_row(kind.name, str(len(getattr(pack, kind.name))), str(written[kind.name, pack.id]))
    table.add_section()
    table.add_row("unverified facts", str(len(verdict.doubts)), "")
    table.add_row("warnings", str(len(verdict.warnings)), "")
    return table
