"""`python -m content diff`: what differs between two packs, and whose verdicts change with it."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from typing import Annotated

import typer
from rich.progress import track

from content import report
from content.commands.common import DayOption, complaints, console, guarded, read_day
from content.commands.people import People, read_people
from content.eligibility.book import RuleBook
from content.loader import LoadedPack, load_with_origins
from content.pack_diff.entries import (
    EntryChange,
    EntryState,
    entry_changes,
    measures_that_can_differ,
    reasons,
)
from content.pack_diff.first_pass import ByColumns, FirstPass
from content.pack_diff.person import Person
from content.pack_diff.printing import print_entries, print_verdicts
from content.pack_diff.verdicts import compare
from content.problems import Finding
from content.rule_checks.context import RuleContext
from content.rules.reading import read_rules


def diff(
    old: Annotated[str, typer.Argument(help="Folder of a pack, or the id of a shipped one.")],
    new: Annotated[str, typer.Argument(help="The pack that is to come after it.")],
    people: Annotated[str, typer.Option("--people", help='JSONL of people, "-", or "demo".')] = "",
    day: DayOption = "",
) -> None:
    """Print the entries that differ and, with people, whose verdicts change and why."""
    on = read_day(day)
    before, after = guarded(lambda: load_with_origins(old)), guarded(lambda: load_with_origins(new))
    changes = entry_changes(before.pack, after.pack)
    print_entries(console, changes, lambda change: _where(change, before, after))
    if not people:
        return
    books = guarded(lambda: (RuleBook.of(before.pack, on), RuleBook.of(after.pack, on)))
    contexts = [RuleContext(loaded.pack, read_rules(loaded.pack), on) for loaded in (before, after)]
    first = FirstPass(*books, measures_that_can_differ(changes, contexts), _by_columns())
    with complaints.status("reading the people"):
        read = guarded(lambda: read_people(people))
    comparison = guarded(lambda: compare(first, _shown(read)))
    why = {measure: reasons(changes, contexts, measure) for measure in comparison.measures}
    print_verdicts(console, comparison, why)
    if comparison.refused:
        raise typer.Exit(1)


def _by_columns() -> ByColumns | None:
    """The way over columns where NumPy is there; content does without it."""
    if find_spec("numpy") is None:
        return None
    by_columns: ByColumns = import_module("content.eligibility.columns").differing
    return by_columns


def _shown(people: People) -> Iterator[Person]:
    """The people with a bar that shows how many are done, where somebody looks."""
    hidden = not complaints.is_terminal
    yield from track(
        people.each, "people", total=people.count, console=complaints, disable=hidden, transient=True
    )


def _where(change: EntryChange, before: LoadedPack, after: LoadedPack) -> str:
    loaded = before if change.state is EntryState.REMOVED else after
    file, line = loaded.origin(Finding(change.kind, change.id, change.fields[:1], "", ""))
    return f"{report.near(file)}:{line}"
