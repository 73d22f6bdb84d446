"""`python -m content diff`: what differs between two packs, and whose verdicts change with it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

import typer
from rich.progress import track

from content import report
from content.commands.common import DayOption, complaints, console, guarded, read_day
from content.commands.people import read_people
from content.eligibility.book import RuleBook
from content.loader import LoadedPack, load_with_origins
from content.pack_diff.entries import EntryChange, EntryState, entry_changes, reasons
from content.pack_diff.printing import print_entries, print_verdicts
from content.pack_diff.verdicts import Person, compare
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
    with complaints.status("reading the people"):
        read = guarded(lambda: read_people(people))
    comparison = compare(*books, _shown(read))
    contexts = [RuleContext(loaded.pack, read_rules(loaded.pack), on) for loaded in (before, after)]
    why = {measure: reasons(changes, contexts, measure) for measure in comparison.measures}
    print_verdicts(console, comparison, why)
    if comparison.refused:
        raise typer.Exit(1)


def _shown(people: list[Person]) -> Iterator[Person]:
    """The people with a bar that shows how many are done, where somebody looks."""
    hidden = not complaints.is_terminal
    yield from track(people, "people", console=complaints, disable=hidden, transient=True)


def _where(change: EntryChange, before: LoadedPack, after: LoadedPack) -> str:
    loaded = before if change.state is EntryState.REMOVED else after
    file, line = loaded.origin(Finding(change.kind, change.id, change.fields[:1], "", ""))
    return f"{report.near(file)}:{line}"
