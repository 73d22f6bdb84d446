"""`python -m backend demo`: an invented region to show and to measure Okno with."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from backend.cases.rulebook import rulebook_of
from backend.cases.service.keeping import Office
from backend.command_line import CommandLine, command_line
from backend.database.doors import Database
from backend.demo.call_centre import DAYS, CallCentre, enter_call_centre
from backend.demo.callers import callers_of
from backend.demo.cases import enter_cases, enter_cases_of_callers
from backend.demo.complete_facts import CompleteFacts
from backend.demo.filling import DemoPlan, EnteredPersona, fill
from backend.demo.persona_cards import Issuing, issue_persona_cards
from backend.demo.staff import add_staff, write_logins
from backend.named_failures import named_failures
from backend.region_pack import region_pack

CARDS_FOLDER = "demo-cards"
LOGINS_FILE = "demo-logins.json"


def demo(
    context: typer.Context,
    people: Annotated[int, typer.Option(min=20, max=1_000_000, help="How many people.")] = 50_000,
    seed: Annotated[int, typer.Option(help="The same seed and day give the same people.")] = 1,
    as_of: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The day ages are counted from; today.")
    ] = None,
    cards: Annotated[Path | None, typer.Option(help="Where the personas' virtual cards go.")] = None,
) -> None:
    """Fill an empty database with invented people, their papers, cards and entitlements."""
    here = command_line(context)
    folder = cards or here.data / CARDS_FOLDER
    plan = DemoPlan(people, seed, as_of.date() if as_of else here.today(), here.issuer, here.zone.key)
    with named_failures(), here.database() as database:
        personas = _fill(database, here, plan)
        issuing = Issuing(here.region_ca(), here.issuer, here.now(), here.actor())
        office = Office(rulebook_of(region_pack(here.pack, here.data)), here.vault())
        with database.maintenance() as connection:
            callers = callers_of(connection, plan.today, {each.person for each in personas})
            enter_cases_of_callers(connection, office, callers, here.now(), here.zone)
        # Before what happens now: the journal's time does not run backwards.
        _enter_calls(database, here, CallCentre(callers, here.now(), here.zone), seed)
        with database.maintenance() as connection:
            files = issue_persona_cards(connection, issuing, personas, folder)
            handovers = add_staff(connection, here.now(), here.vault())
            enter_cases(connection, office, personas, here.now(), here.zone)
        write_logins(handovers, here.data / LOGINS_FILE)
    typer.echo(f"{people} people; {len(files)} virtual cards in {folder}")
    for handover in handovers:
        typer.echo(f"login {handover.login}  password {handover.password}  TOTP {handover.totp_secret}")


def demo_facts(
    context: typer.Context,
    people: Annotated[int, typer.Option(min=1, max=1_000_000, help="How many people.")] = 1000,
    seed: Annotated[int, typer.Option(help="The same seed, day and pack give the same people.")] = 1,
    as_of: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The day ages are counted from; today.")
    ] = None,
    pack: Annotated[str, typer.Option(help="The content pack whose facts are told; the backend's own.")] = "",
) -> None:
    """Print complete facts of invented people, a JSON line each, for `python -m content evaluate`.

    `known` is what registers tell of them once the card is read.
    """
    here = command_line(context)
    today = as_of.date() if as_of else here.today()
    with named_failures():
        facts = CompleteFacts(region_pack(pack or here.pack, here.data), seed, today)
        for person, values, known in facts.people_with_registers(people):
            line = {"id": person, "facts": values, "known": known}
            typer.echo(json.dumps(line, ensure_ascii=False))


def _progress() -> Progress:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    return Progress(*columns, console=Console(stderr=True))


def _enter_calls(database: Database, here: CommandLine, centre: CallCentre, seed: int) -> None:
    pack = region_pack(here.pack, here.data)
    with _progress() as progress:
        task = progress.add_task("days of calls", total=DAYS)
        enter_call_centre(
            database, pack, here.vault(), centre, seed, lambda days: progress.update(task, completed=days)
        )


def _fill(database: Database, here: CommandLine, plan: DemoPlan) -> tuple[EnteredPersona, ...]:
    here.region_ca()  # fail before the long work, not after it
    with _progress() as progress:
        task = progress.add_task("people", total=plan.people)
        return fill(
            database,
            region_pack(here.pack, here.data),
            plan,
            lambda stored: progress.update(task, completed=stored),
        )
