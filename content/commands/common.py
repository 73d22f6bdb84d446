"""What the editor's commands share: the console, the pack argument, the end in case of a fault."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Final, TypeVar

import typer
from rich.console import Console

from content.problems import PackError

console: Final = Console(soft_wrap=True, highlight=False)
complaints: Final = Console(soft_wrap=True, highlight=False, stderr=True)

Outcome = TypeVar("Outcome")
PackArgument = Annotated[str, typer.Argument(help="Folder of a pack, or the id of a shipped one.")]


def guarded(work: Callable[[], Outcome]) -> Outcome:
    """What the work gives; a pack that cannot be used ends the command with its problems."""
    try:
        return work()
    except PackError as error:
        complaints.print(str(error), style="red", markup=False)
        raise typer.Exit(1) from None
