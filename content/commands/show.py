"""`python -m content show`: an entry as it is in force."""

from __future__ import annotations

from typing import Annotated

import typer

from content import report
from content.commands.common import console, guarded
from content.loader import load_with_origins
from content.show import entries_named, resolved_lines


def show(
    entry: Annotated[str, typer.Argument(help="Id of a measure, category, service, fact, article…")],
    pack: Annotated[str, typer.Option("--pack", help="Folder or id of the pack.")],
) -> None:
    """Print an entry as it is in force, each line with where it was written."""
    loaded = guarded(lambda: load_with_origins(pack))
    found = entries_named(loaded, entry)
    if not found:
        console.print(f"{loaded.pack.id} has no entry {entry}", style="red")
        raise typer.Exit(1)
    for one in found:
        report.print_lines(console, one, resolved_lines(one))
