"""`python -m backend bookings …`: timetables in, slots opened, days closed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer
from rich.console import Console
from rich.progress import track
from rich.table import Table

from backend.audit import service as audit
from backend.audit.service import AuditEvent
from backend.bookings.service import importing, looking, opening, providing
from backend.bookings.service.opening import Opened
from backend.bookings.service.providing import Displaced
from backend.bookings.timetable import Named, Timetable, read_timetable
from backend.bookings.timetable_fhir import Known, read_bundle
from backend.bookings.values import Asking, SlotFacts
from backend.command_line import CommandLine, command_line, fail, utf8_of
from backend.named_failures import named_failures
from content.cache import load_or_compile
from content.calendar import ProductionCalendar

booking_commands = typer.Typer(no_args_is_help=True, help="Doctors, offices, halls: hours and slots.")
STANDARD_DAYS = 61
MOST_ORPHANS_SHOWN = 20


@booking_commands.command("open")
def open_slots(
    context: typer.Context,
    until: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The last day; 61 days on by default.")
    ] = None,
    resource: Annotated[str, typer.Option(help="Only this one.")] = "",
) -> None:
    """Open slots by hours, calendar and exceptions; once more changes nothing."""
    here = command_line(context)
    last = until.date() if until else here.today() + timedelta(days=STANDARD_DAYS)
    with named_failures(), here.database() as database:
        tell = here.teller()
        calendar = ProductionCalendar(load_or_compile(here.pack).calendar)
        with database.maintenance() as connection:
            wanted = [resource] if resource else opening.resources_with_hours(connection)
        total = Opened()
        for each in track(wanted, "slots", console=Console(stderr=True)):
            # A transaction each: a serving backend waits for none of them long.
            with database.maintenance() as connection:
                total += opening.open_resource(connection, each, last, calendar, here.now(), tell)
    typer.echo(f"{total.opened} opened, {total.reshaped} changed, {total.withdrawn} withdrawn.")
    for slot in total.orphaned[:MOST_ORPHANS_SHOWN]:
        typer.echo(f"{slot} is booked, and no hours stand behind it: move its people or close it.")


@booking_commands.command("list")
def list_resources(
    context: typer.Context,
    place: Annotated[str, typer.Option(help="Only at this place of the pack.")] = "",
) -> None:
    """List doctors, offices and halls by the ids that other commands ask for."""
    here = command_line(context)
    table = Table("id", "kind", "place", "what", "who", "room", box=None)
    with named_failures(), here.transaction() as connection:
        for row in looking.all_resources(connection):
            if not place or row["provider"] == place:
                told = ("resource", "kind", "provider", "title", "person_name", "room")
                table.add_row(*(row[name] for name in told))
    Console(soft_wrap=True).print(table)


@booking_commands.command("close-day")
def close_day(
    context: typer.Context,
    resource: Annotated[str, typer.Option(help="The doctor, office or event.")],
    day: Annotated[datetime, typer.Option(formats=["%Y-%m-%d"])],
    reason: Annotated[str, typer.Option(help="For the bookings' history; nothing about health.")],
) -> None:
    """Close what is left of a day; who was booked is cancelled by the provider, told, and listed."""
    here = command_line(context)
    with named_failures():
        tell = here.teller()
        with here.transaction() as connection:
            if resource not in importing.known_resources(connection):
                raise fail("resource-unknown", "its id is the column `resource` of the imported timetable")
            asking = Asking(here.actor(), "provider", 2, here.now())
            displaced = providing.close_day(connection, asking, resource, day.date(), reason, tell)
    _tell_displaced(displaced, f"{day:%Y-%m-%d}", tells=here.tells)


@booking_commands.command("close-slot")
def close_slot(
    context: typer.Context,
    slot: Annotated[str, typer.Argument(help="As `bookings open` names it where no hours stand behind it.")],
    reason: Annotated[str, typer.Option(help="For the bookings' history; nothing about health.")],
) -> None:
    """Close one time; who was booked is cancelled by the provider, told, and listed."""
    here = command_line(context)
    with named_failures():
        tell = here.teller()
        with here.transaction() as connection:
            asking = Asking(here.actor(), "provider", 2, here.now())
            displaced = providing.close_slot(connection, asking, slot, reason, tell)
    _tell_displaced(displaced, slot, tells=here.tells)


def _tell_displaced(displaced: Sequence[Displaced], closed: str, *, tells: bool) -> None:
    for each in displaced:
        nearest = ", ".join(_told(free.facts) for free in each.alternatives)
        typer.echo(f"{each.booked.number}: cancelled; nearest free: {nearest or 'none'}")
    typer.echo(f"{closed} is closed; bookings cancelled: {len(displaced)}.")
    if displaced and not tells:
        typer.echo("Nobody was told: SMS and e-mail are off in these settings. Call them up.")


def _told(slot: SlotFacts) -> str:
    """When, by the clock of the place, and at whom."""
    starts = slot.starts_at.astimezone(ZoneInfo(slot.zone))
    return f"{starts:%Y-%m-%d %H:%M} {slot.person_name or slot.title}"


@booking_commands.command("import")
def import_timetable(
    context: typer.Context,
    file: Annotated[
        Path, typer.Argument(exists=True, dir_okay=False, help="CSV in UTF-8, or a FHIR bundle in JSON.")
    ],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what is wrong.")] = False,
) -> None:
    """Store a provider's timetable; with one bad line or entry nothing is stored, and each is named."""
    here = command_line(context)
    with named_failures():
        _import(here, file, dry_run=dry_run)


def _import(here: CommandLine, file: Path, *, dry_run: bool) -> None:
    pack = load_or_compile(here.pack)
    places = frozenset(place.id for place in pack.places)
    categories = frozenset(category.id for category in pack.categories)
    text = utf8_of(file, "schedule-invalid", "CSV or JSON")
    with here.transaction() as connection:
        known = importing.known_resources(connection)
        found: Timetable | Sequence[object]
        if file.suffix.lower() == ".json":
            found = read_bundle(text, Known(places, known), str(here.zone))
        else:
            found = read_timetable(text, Named(places, categories, known.keys()))
        if not isinstance(found, Timetable):
            for bad in found:
                typer.echo(str(bad), err=True)
            raise fail("schedule-invalid", f"faults: {len(found)}; nothing was stored.")
        if not dry_run:
            importing.store(connection, found)
            audit.record(connection, AuditEvent(here.now(), here.actor(), "booking.import"))
    counts = (
        f"resources: {len(found.resources)}, hours: {len(found.hours)}, exceptions: {len(found.exceptions)}"
    )
    typer.echo(f"{counts}; nothing is wrong." if dry_run else f"{counts}; stored. Open slots next.")
