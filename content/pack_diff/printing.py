"""What `python -m content diff` prints."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Final

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from content.eligibility.verdicts import Verdict
from content.pack_diff.entries import EntryChange, EntryState
from content.pack_diff.verdicts import Comparison, VerdictChange

SHOWN_REASONS: Final = 6
REFUSED_SHOWN: Final = 5
_STYLES: Final = {EntryState.ADDED: "green", EntryState.CHANGED: "yellow", EntryState.REMOVED: "red"}


def print_entries(
    console: Console, changes: Iterable[EntryChange], where: Callable[[EntryChange], str]
) -> None:
    """A line an entry, with the place where it is written now, or was."""
    count = 0
    for change in changes:
        count += 1
        style = _STYLES[change.state]
        fields = f" ({', '.join(change.fields)})" if change.fields else ""
        said = f"[{style}]{change.state}[/{style}] {escape(f'{change.kind}/{change.id}{fields}')}"
        console.print(f"{said} [dim]{escape(where(change))}[/dim]")
    if not count:
        console.print("the entries are the same")


def print_verdicts(
    console: Console, comparison: Comparison, reasons: Mapping[str, list[EntryChange]]
) -> None:
    """Counts by measure, then who and why."""
    if comparison.measures:
        console.print(_counts(comparison))
    for measure, changes in sorted(comparison.measures.items()):
        console.print(f"[bold]{escape(measure)}[/bold] because of {escape(_named(reasons[measure]))}")
        for change in changes.sample:
            console.print(f"  {escape(_line(change))}")
    said = f"{comparison.changed} of {comparison.people} people have another verdict"
    console.print(said + f" on {len(comparison.measures)} measures")
    if comparison.refused:
        console.print(f"{len(comparison.refused)} people could not be computed", style="red")
        for person, why in comparison.refused[:REFUSED_SHOWN]:
            console.print(f"  {escape(f'{person}: {why}')}", style="red")


def _counts(comparison: Comparison) -> Table:
    table = Table(title_justify="left")
    for heading in ("measure", "gained", "lost", "opened", "settled"):
        table.add_column(heading, justify="left" if heading == "measure" else "right")
    by_size = sorted(comparison.measures.items(), key=lambda item: (-item[1].all, item[0]))
    for measure, changes in by_size:
        counts = (changes.gained, changes.lost, changes.opened, changes.settled)
        table.add_row(measure, *(str(count) if count else "" for count in counts))
    return table


def _named(reasons: list[EntryChange]) -> str:
    if not reasons:
        return "the date, or the program itself"
    named = [
        f"{reason.kind}/{reason.id}" + (f" ({reason.state})" if reason.state != EntryState.CHANGED else "")
        for reason in reasons
    ]
    more = f" and {len(named) - SHOWN_REASONS} more" if len(named) > SHOWN_REASONS else ""
    return ", ".join(named[:SHOWN_REASONS]) + more


def _line(change: VerdictChange) -> str:
    before = _verdict(change.before, change.why_before)
    return f"{change.person.id}: {before} → {_verdict(change.after, change.why_after)}"


def _verdict(verdict: Verdict | None, why: str) -> str:
    if verdict is None:
        return "no rule"
    return f"{verdict.value} ({why})" if why else verdict.value
