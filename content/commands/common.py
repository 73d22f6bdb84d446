"""What the editor's commands share: the console, the pack argument, the end in case of a fault."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Annotated, Final, TypeVar

import typer
from rich.console import Console

from content.commands.clock import today
from content.problems import PackError

console: Final = Console(soft_wrap=True, highlight=False)
complaints: Final = Console(soft_wrap=True, highlight=False, stderr=True)

Outcome = TypeVar("Outcome")
PackArgument = Annotated[str, typer.Argument(help="Folder of a pack, or the id of a shipped one.")]


DayOption = Annotated[str, typer.Option("--date", help="The day of the rules, 2026-11-22; today if absent.")]


def read_day(written: str) -> date:
    """The day of a --date option, or today."""
    try:
        return date.fromisoformat(written) if written else today()
    except ValueError:
        raise typer.BadParameter(f"{written!r} is no date; write it as 2026-11-22") from None


def guarded(work: Callable[[], Outcome]) -> Outcome:
    """What the work gives; a pack that cannot be used ends the command with its problems."""
    try:
        return work()
    except PackError as error:
        complaints.print(str(error), style="red", markup=False)
        raise typer.Exit(1) from None
