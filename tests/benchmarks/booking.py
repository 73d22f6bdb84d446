"""Everything that was promised of booking, part by part; each part can be run alone by its own name."""

from __future__ import annotations

import importlib

from rich.console import Console

from tests.benchmarks.report import Ratio, Report

PARTS = ("booking-attempts", "booking-http", "booking-confirm", "booking-nearest", "booking-walk")


def run(console: Console) -> Report:
    """One report of all parts; a part that breaks off fails it, and the others still run."""
    reports = [_part(name, console) for name in PARTS]
    return Report(
        "booking",
        tuple(figure for report in reports for figure in report.figures),
        tuple(ratio for report in reports for ratio in report.ratios),
        tuple(reason for report in reports for reason in report.left_out),
    )


def _part(name: str, console: Console) -> Report:
    try:
        report: Report = importlib.import_module(f"tests.benchmarks.{name.replace('-', '_')}").run(console)
    except Exception as error:
        console.print_exception()
        return Report(
            name,
            ratios=(Ratio(f"{name} broke off", 1, at_most=0),),
            left_out=(f"{name}: {type(error).__name__}",),
        )
    return report
