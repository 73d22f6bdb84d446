"""`python -m content interview PACK --date D < cases.jsonl`: how many questions does the wizard ask?"""

from __future__ import annotations

import json
import sys
from typing import Annotated

import typer

from content.commands.common import DayOption, PackArgument, guarded, read_day
from content.loader import load
from content.wizard.asking_titles import with_titles_as_questions
from content.wizard.goals import Goals
from content.wizard.interviewing import CaseAsked, interviewed, summary
from content.wizard.wizard import Wizard

GoalsOption = Annotated[str, typer.Option("--goals", help="all, categories, or measure:ID.")]


def interview(pack: PackArgument, day: DayOption = "", goals: GoalsOption = "all") -> None:
    """Play the wizard against complete facts, a line of JSON a case; exit 1 if a line was no case."""
    wizard = guarded(lambda: Wizard.of(with_titles_as_questions(load(pack)), read_day(day)))
    wanted = Goals(goals)
    if not wanted.names(wizard.book):
        raise typer.BadParameter(f"the pack has no rules for {goals!r}", param_hint="--goals")
    cases: list[CaseAsked] = []
    failed = False
    for result in interviewed(sys.stdin, wizard, wanted):
        print(json.dumps(result.line(), ensure_ascii=False), flush=True)  # noqa: T201 - the output itself
        if isinstance(result, CaseAsked):
            cases.append(result)
        failed = failed or not isinstance(result, CaseAsked)
    print(json.dumps({"summary": summary(cases)}), flush=True)  # noqa: T201
    if failed:
        raise typer.Exit(1)
