"""`python -m content evaluate PACK --date D < facts.jsonl > verdicts.jsonl`."""

from __future__ import annotations

import json
import sys
from typing import Annotated

import typer

from content.commands.common import DayOption, PackArgument, guarded, read_day
from content.eligibility.book import RuleBook
from content.eligibility.evaluate import evaluated
from content.loader import load

ExplainOption = Annotated[bool, typer.Option("--explain", help="Add why, and what would change a refusal.")]


def evaluate(pack: PackArgument, day: DayOption = "", explain: ExplainOption = False) -> None:
    """Compute every measure for facts in JSON, a line a person; exit 1 if a line could not be computed."""
    book = guarded(lambda: RuleBook.of(load(pack), read_day(day)))
    failed = False
    for answer in evaluated(sys.stdin.buffer, book, explain=explain):
        line = json.dumps(answer.line, ensure_ascii=False)
        # Half a surrogate pair in an id is no UTF-8; escaped, it is JSON again.
        sys.stdout.buffer.write(line.encode("utf-8", "backslashreplace") + b"\n")
        sys.stdout.buffer.flush()
        failed = failed or answer.failed
    if failed:
        raise typer.Exit(1)
