"""`python -m backend match`: who is entitled and does not receive, over the whole register."""

from __future__ import annotations

import asyncio
from datetime import date, datetime
from typing import Annotated
from uuid import uuid4

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from backend.command_line import CommandLine, command_line
from backend.contract.matches import MatchCounts
from backend.database.doors import Database
from backend.matching import loading, service, sharing
from backend.matching.service import Run
from backend.named_failures import named_failures
from backend.region_pack import region_pack


def match(
    context: typer.Context,
    on: Annotated[
        datetime | None, typer.Option("--date", formats=["%Y-%m-%d"], help="The day; today by default.")
    ] = None,
    counts: Annotated[bool, typer.Option("--counts", help="Only print what the last run found.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
) -> None:
    """Find who is entitled to a measure and does not receive it; a serving backend is not disturbed."""
    here = command_line(context)
    with named_failures(), here.database() as database:
        if not counts:
            day = on.date() if on else here.today()
            _match(here, database, day)
        told = asyncio.run(database.report(service.counts))
    _print(told, as_json=as_json)


def _match(here: CommandLine, database: Database, day: date) -> None:
    pack = region_pack(here.pack, here.data)
    run = Run(str(uuid4()), day, pack.hash, here.now(), here.actor())
    total = asyncio.run(database.report(loading.how_many))
    with database.maintenance() as connection:
        service.begin(connection, run)
    beginnings = asyncio.run(database.report(loading.beginnings))
    seen, contradictory = 0, 0
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True)) as bars:
        task = bars.add_task("people", total=total)
        for judged in sharing.judged(sharing.pieces(here.url, here.data, here.pack, day, beginnings)):
            if not judged.people:
                continue
            with database.maintenance() as connection:
                service.replace(connection, run, judged.people, judged.found)
            seen += len(judged.people)
            contradictory += judged.contradictory
            bars.update(task, completed=seen)
    with database.maintenance() as connection:
        service.finish(connection, run, here.now(), seen)
    if contradictory:
        typer.echo(
            f"{contradictory} people's records contradict one another; nothing is said of them.", err=True
        )


def _print(told: MatchCounts, *, as_json: bool) -> None:
    if as_json:
        typer.echo(told.model_dump_json())
        return
    if told.on is None:
        typer.echo("Nothing was matched yet: `python -m backend match`.")
        return
    table = Table("measure", "people")
    for one in told.measures:
        table.add_row(one.measure, str(one.people))
    Console().print(table)
    typer.echo(f"As of {told.on}, by pack {told.pack_hash[:12]}.")
