"""`python -m content check`: what is wrong with packs, and what to do."""

from __future__ import annotations

from typing import Annotated

import typer

from content import report
from content.commands.common import DayOption, console, read_day

WarningsOption = Annotated[bool, typer.Option("--warnings", help="List the warnings too.")]


def check(
    packs: Annotated[list[str], typer.Argument(help="Folders of packs, or ids of shipped ones.")],
    day: DayOption = "",
    warnings: WarningsOption = False,
) -> None:
    """Check packs; exit 1 if one of them has an error."""
    on = read_day(day)
    verdicts = [report.examine(pack, on) for pack in packs]
    for verdict in verdicts:
        report.print_verdict(console, verdict, warnings=warnings)
    if not all(verdict.sound for verdict in verdicts):
        raise typer.Exit(1)
