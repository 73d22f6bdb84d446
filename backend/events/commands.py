"""`python -m backend bookings plan …` and `… poster …`: halls and what is on in them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, TypeVar

import typer
from sqlalchemy import Connection

from backend.audit import service as audit
from backend.audit.service import AuditEvent
from backend.bookings.service import seats
from backend.command_line import CommandLine, command_line, fail, utf8_of
from backend.events.hall import drawn
from backend.events.reading import Named, read_plan, read_poster
from backend.events.service import planning, putting_up
from backend.named_failures import named_failures
from content.cache import load_or_compile
from content.problems import Problem

plan_commands = typer.Typer(
    no_args_is_help=True, help="Plans of halls: rows, places, aisles, zones of price."
)
poster_commands = typer.Typer(no_args_is_help=True, help="What is on: events with dates and prices.")
YamlFile = Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="YAML in UTF-8.")]
Read = TypeVar("Read")
DryRun = Annotated[bool, typer.Option("--dry-run", help="Only say what is wrong.")]


@plan_commands.command("import")
def import_plan(context: typer.Context, file: YamlFile, dry_run: DryRun = False) -> None:
    """Store a plan; dates that are open already keep the hall they were sold by."""
    here = command_line(context)
    with named_failures():
        plan = _unbroken(read_plan(file.name, utf8_of(file, "poster-invalid", "YAML")), "plan-invalid")
        typer.echo(drawn(plan))
        if dry_run:
            typer.echo("Nothing is wrong; nothing was stored.")
            return
        with here.transaction() as connection:
            version = planning.put_plan(connection, plan, here.now())
            _note(here, connection, "event.plan")
    typer.echo(f"{plan.plan}, version {version}: {len(plan.seats)} seats.")


@plan_commands.command("show")
def show_plan(
    context: typer.Context,
    plan: Annotated[str, typer.Argument(help="The plan, or with --slot nothing.")] = "",
    slot: Annotated[str, typer.Option(help="As it stands now for this date.")] = "",
) -> None:
    """Draw a hall as text."""
    here = command_line(context)
    with named_failures(), here.transaction() as connection:
        if slot:
            hall = planning.plan_of_slot(connection, slot)
            taken = {
                state.seat for state in seats.seats_now(connection, slot, here.now()) if not state.is_free
            }
        else:
            found = planning.newest_plan(connection, plan)
            hall, taken = (None if found is None else found[1]), set[int]()
    if hall is None:
        raise fail("plan-none", "Import the plan first, or look up the date's id.")
    typer.echo(drawn(hall, taken.__contains__))


@poster_commands.command("import")
def import_poster(context: typer.Context, file: YamlFile, dry_run: DryRun = False) -> None:
    """Store events and open their dates; dates that are open already stay as they were sold."""
    here = command_line(context)
    pack = load_or_compile(here.pack)
    places = frozenset(place.id for place in pack.places)
    categories = frozenset(category.id for category in pack.categories)
    with named_failures(), here.transaction() as connection:
        named = Named(places, categories, planning.every_plan(connection))
        read = read_poster(file.name, utf8_of(file, "poster-invalid", "YAML"), named)
        poster = _unbroken(read, "poster-invalid")
        if dry_run:
            typer.echo(f"{len(poster.events)} events: nothing is wrong; nothing was stored.")
            return
        done = putting_up.put_up(connection, poster, here.zone.key, here.now())
        _note(here, connection, "event.poster")
    typer.echo(f"{done.events} events, {done.opened} dates opened, {done.standing} were open already.")


def _unbroken(found: Read | list[Problem], code: str) -> Read:
    """What was read; every fault of it is printed otherwise, and the command fails."""
    if not isinstance(found, list):
        return found
    for problem in found:
        typer.echo(str(problem), err=True)
    raise fail(code, f"{len(found)} faults; nothing was stored.")


def _note(here: CommandLine, connection: Connection, action: str) -> None:
    audit.record(connection, AuditEvent(here.now(), here.actor(), action))
