"""Runs benchmarks by name and says for each whether its promise is kept."""

from __future__ import annotations

import dataclasses
import importlib
import json
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

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
)
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


def main(
    names: Annotated[list[str] | None, typer.Argument()] = None,
    json_file: Annotated[Path | None, typer.Option("--json")] = None,
) -> None:
    reports = []
    for name in names or NAMES:
        if name not in NAMES:
            raise typer.BadParameter(f"no benchmark is called {name}; there are {', '.join(NAMES)}")
        report: Report = importlib.import_module(f"tests.benchmarks.{name.replace('-', '_')}").run(console)
        show(report)
        reports.append(report)
    if json_file:
        json_file.write_text(
            json.dumps([dataclasses.asdict(report) for report in reports], ensure_ascii=False, indent=1)
        )
    raise typer.Exit(0 if all(report.passed for report in reports) else 1)


if __name__ == "__main__":
    typer.run(main)
