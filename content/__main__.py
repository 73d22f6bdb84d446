"""The editor's tools: check, show, publish and verify packs, and compute what their rules say."""

from __future__ import annotations

from typing import Final

import typer

from content.commands.check import check
from content.commands.deadlines import deadlines
from content.commands.diff import diff
from content.commands.evaluate import evaluate
from content.commands.interview import interview
from content.commands.publishing import compile_, keygen, publish, verify
from content.commands.show import show

app: Final = typer.Typer(help=__doc__, no_args_is_help=True, add_completion=False)
app.command("check")(check)
app.command("deadlines")(deadlines)
app.command("diff")(diff)
app.command("evaluate")(evaluate)
app.command("interview")(interview)
app.command("show")(show)
app.command("publish")(publish)
app.command("verify")(verify)
app.command("keygen")(keygen)
app.command("compile")(compile_)


def main() -> None:
    """Run the command line."""
    app()


if __name__ == "__main__":
    main()
