"""Runs benchmarks by name and says for each whether its promise is kept."""

from __future__ import annotations

import dataclasses
import importlib
import json
import os
from pathlib import Path
from time import perf_counter
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from tests.benchmarks import api, booking, booking_attempts, booking_http, caller, generated_requests, memory
from tests.benchmarks.measured_region import FILLED, MADE
from tests.benchmarks.report import NO_LIMIT, Report

NAMES = (
    "commit",
    "api",
    "card",
    "tap",
    "start",
    "memory",
    "questions",
    "next-question",
    "outbox",
    "verdicts",
    "evaluate",
    "explanations",
    "deadlines",
    "medicine-search",
    "caller",
    "board",
    "call-replay",
    "generated-requests",
    "console",
    "booking",
)
ALONE = booking.PARTS  # parts of one of these
SHORT_SESSIONS, SHORT_PEOPLE = "250", "100000"
SHORT_EXAMPLES, SHORT_SECONDS = "2", "60"
SHORT_ATTEMPTS, SHORT_HTTP_ATTEMPTS = "40000", "4000"
console = Console()


def show(report: Report) -> None:
    table = Table(title=report.name, title_justify="left", box=None)
    for column in ("what", "value", "limit", ""):
        table.add_column(column, justify="left" if column in {"what", ""} else "right")
    for figure in report.figures:
        table.add_row(figure.label, f"{figure.value:,.2f} {figure.unit}", "", "")
    for ratio in report.ratios:
        promise = "" if ratio.limit == NO_LIMIT else "kept" if ratio.kept else "SHORT"
        table.add_row(f"[bold]{ratio.label}", f"{ratio.value:.2f} ×", ratio.limit, promise)
    console.print(table)
    for reason in report.left_out:
        console.print(f"not measured: {reason}")
    short = ", ".join(ratio.label for ratio in report.ratios if not ratio.kept)
    verdict = "pass" if report.passed else f"falls short: {short or 'nothing was measured'}"
    console.print(f"{report.name}: {verdict}\n")


def measured(name: str) -> Report:
    """The benchmark's report; one that breaks off is shown and fails, and the others still run."""
    try:
        report: Report = importlib.import_module(f"tests.benchmarks.{name.replace('-', '_')}").run(console)
    except Exception as error:
        console.print_exception()
        return Report(name, left_out=(f"it broke off: {type(error).__name__}",))
    return report


def shorten() -> None:
    """Keep a run of everything under a quarter of an hour: each report says what was made smaller."""
    os.environ.setdefault(memory.SESSIONS_VARIABLE, SHORT_SESSIONS)
    os.environ.setdefault(booking_attempts.ATTEMPTS_VARIABLE, SHORT_ATTEMPTS)
    os.environ.setdefault(booking_http.ATTEMPTS_VARIABLE, SHORT_HTTP_ATTEMPTS)
    os.environ.setdefault(generated_requests.EXAMPLES_VARIABLE, SHORT_EXAMPLES)
    os.environ.setdefault(generated_requests.SECONDS_VARIABLE, SHORT_SECONDS)
    os.environ.setdefault(caller.LARGE_VARIABLE, SHORT_PEOPLE)
    if not (MADE / f"people-{api.LARGE}" / FILLED).exists():
        os.environ.setdefault(api.LARGE_VARIABLE, SHORT_PEOPLE)


def summarise(reports: list[Report], seconds: list[float]) -> None:
    """One line a benchmark, after everything else that was printed."""
    table = Table(title="summary", title_justify="left", box=None)
    for column in ("benchmark", "verdict", "lasted"):
        table.add_column(column, justify="right" if column == "lasted" else "left")
    for report, lasted in zip(reports, seconds, strict=True):
        judged = [ratio.kept for ratio in report.ratios if ratio.limit != NO_LIMIT]
        verdict = "pass" if report.passed else "[bold]falls short[/bold]"
        table.add_row(report.name, f"{verdict}, {sum(judged)} of {len(judged)} kept", f"{lasted:.0f} s")
    table.add_row("", "", f"{sum(seconds):.0f} s")
    console.print(table)


def main(
    names: Annotated[list[str] | None, typer.Argument()] = None,
    json_file: Annotated[Path | None, typer.Option("--json")] = None,
    full: Annotated[bool, typer.Option(help="Everything at full length; by name it is, too.")] = False,
    short: Annotated[bool, typer.Option(help="What is named, as short as in a run of everything.")] = False,
) -> None:
    asked = names or NAMES
    if short or (not names and not full):
        shorten()
    for name in asked:
        if name not in (*NAMES, *ALONE):
            there_are = ", ".join((*NAMES, *ALONE))
            raise typer.BadParameter(f"no benchmark is called {name}; there are {there_are}")
    reports, seconds = [], []
    for name in asked:
        started = perf_counter()
        report = measured(name)
        show(report)
        reports.append(report)
        seconds.append(perf_counter() - started)
    if len(reports) > 1:
        summarise(reports, seconds)
    if json_file:
        json_file.write_text(
            json.dumps([dataclasses.asdict(report) for report in reports], ensure_ascii=False, indent=1)
        )
    raise typer.Exit(0 if all(report.passed for report in reports) else 1)


if __name__ == "__main__":
    typer.run(main)
