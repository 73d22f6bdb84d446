"""`python -m content deadlines`: by which day a body must act, by which law, and which days were skipped."""

from __future__ import annotations

from typing import Annotated, Final

import typer

from content.calendar import DayKind, ProductionCalendar
from content.commands.common import complaints, console, guarded, read_day
from content.deadlines import AT_ONCE, CALENDAR_DAYS, MONTHS, STAYS, WORKING_DAYS, DeadlineRule, Due, due
from content.loader import load
from content.pack import Pack
from content.suggestions import suggest

REST_WORDS: Final = {
    DayKind.WEEKEND: "weekend",
    DayKind.DAY_OFF: "day off",
    DayKind.OFF_WITH_PAY: "freed with pay",
}
UNIT_WORDS: Final = {CALENDAR_DAYS: "calendar days", WORKING_DAYS: "working days", MONTHS: "months"}


def deadlines(
    rule: Annotated[str, typer.Option("--rule", help="Id of a deadline; without it they are listed.")] = "",
    begins: Annotated[
        str, typer.Option("--from", help="Day of the event, 2026-11-22; today if absent.")
    ] = "",
    pack: Annotated[str, typer.Option("--pack", help="Folder or id of the pack.")] = "ru",
) -> None:
    """Print the last day of a term, its law and the days that were skipped."""
    loaded = guarded(lambda: load(pack))
    if not rule:
        for each in loaded.deadlines:
            console.print(f"{each.id}: {each.title.ru}; {_length(each)} {each.event.ru}. {_law(each)}")
        return
    named = _named(loaded, rule)
    day = read_day(begins)
    calendar = ProductionCalendar(loaded.calendar)
    _print(named, due(named, day, calendar))


def _named(pack: Pack, rule: str) -> DeadlineRule:
    found = [each for each in pack.deadlines if each.id == rule]
    if found:
        return found[0]
    alike = suggest(rule, [each.id for each in pack.deadlines])
    remedy = f"Did you mean {alike}?" if alike else "Without --rule they are listed."
    complaints.print(
        f"deadline-unknown: {pack.id} has no deadline {rule!r}. {remedy}", style="red", markup=False
    )
    raise typer.Exit(1)


def _print(rule: DeadlineRule, counted: Due) -> None:
    note = " (a year's calendar is not published yet)" if counted.provisional else ""
    console.print(f"{counted.day:%Y-%m-%d}{note}", markup=False)
    console.print(f"{rule.title.ru}: {_length(rule)} {rule.event.ru}", markup=False)
    console.print(f"law: {_law(rule)}{'' if rule.verified else ' (not verified)'}", markup=False)
    if rule.roll != STAYS:
        console.print(f"an end on a day of rest: {rule.roll} working day. {rule.roll_source}", markup=False)
    for skipped in counted.skipped:
        console.print(f"skipped: {skipped.day:%Y-%m-%d}, {REST_WORDS[skipped.kind]}", markup=False)


def _length(rule: DeadlineRule) -> str:
    return "at once" if rule.unit == AT_ONCE else f"{rule.length} {UNIT_WORDS[rule.unit]}"


def _law(rule: DeadlineRule) -> str:
    return "; ".join(f"{basis.act}, {basis.article}".removesuffix(", ") for basis in rule.legal_basis)
