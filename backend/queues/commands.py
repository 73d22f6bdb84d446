"""`python -m backend queues …`: the yearly run over kindergartens and schools."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer
from sqlalchemy import Connection

from backend.audit import service as audit
from backend.audit.service import AuditEvent
from backend.bad_line import BadLine
from backend.command_line import CommandLine, command_line, fail, utf8_of
from backend.named_failures import named_failures
from backend.queues.places_file import KINDS, read_places
from backend.queues.rights import rules_of
from backend.queues.service import allocating, families
from backend.queues.values import Application, Asking, Ground, Kind, MadeOffer, Tell, Vacancy, tell_nobody
from backend.region_pack import region_pack

queue_commands = typer.Typer(no_args_is_help=True, help="Queues for places in kindergartens and schools.")
CODE = "queue-places-invalid"


@queue_commands.callback()
def queues() -> None:
    """Queues for places in kindergartens and schools."""


@queue_commands.command("allocate")
def allocate(
    context: typer.Context,
    places: Annotated[
        Path, typer.Option(exists=True, dir_okay=False, help="CSV: kind,place,year,age,places.")
    ],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say who would get what.")] = False,
) -> None:
    """Offer free places by wish, right and time; once more offers only what has become free since."""
    here = command_line(context)
    with named_failures():
        vacancies = _read(here, places)
        tell = tell_nobody if dry_run else here.queue_teller()
        with here.transaction() as connection:
            attempt = connection.begin_nested()
            made = _run(connection, here, vacancies, tell)
            if dry_run:
                attempt.rollback()
            else:
                audit.record(connection, AuditEvent(here.now(), here.actor(), "queue.allocate"))
                attempt.commit()
    for each in made:
        typer.echo(f"{each.application.number}  {each.offer.place}  until {each.offer.until:%Y-%m-%d}")
    typer.echo(
        f"{len(made)} places would be offered; nothing was stored."
        if dry_run
        else f"{len(made)} places are offered."
    )


def _read(here: CommandLine, file: Path) -> tuple[Vacancy, ...]:
    rules = rules_of(region_pack(here.pack, here.data))
    known = {kind: rules.known_places(kind) for kind in KINDS.values()}
    text = utf8_of(file, CODE, "CSV")
    found = read_places(text, known)
    bad = [each for each in found if isinstance(each, BadLine)]
    for each in bad:
        typer.echo(str(each), err=True)
    if bad:
        raise fail(CODE, f"{len(bad)} lines; nothing was stored.")
    return tuple(each for each in found if isinstance(each, Vacancy))


def _run(
    connection: Connection, here: CommandLine, vacancies: Sequence[Vacancy], tell: Tell
) -> list[MadeOffer]:
    rules, today = rules_of(region_pack(here.pack, here.data)), here.today()

    def recorded(connection: Connection, application: Application) -> Sequence[Ground]:
        return families.recorded_grounds(connection, rules, application, today)

    asking = Asking(here.actor(), here.now())
    allocating.enter_vacancies(connection, vacancies)
    runs: list[tuple[Kind, int]] = sorted({(each.kind, each.year) for each in vacancies})
    return [
        made for kind, year in runs for made in allocating.run(connection, asking, kind, year, recorded, tell)
    ]
