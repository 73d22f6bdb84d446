"""`python -m backend kiosk …`: invite, list, withdraw."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from backend.command_line import command_line, fail
from backend.kiosks import service
from backend.kiosks.service import Invitation
from backend.published_packs import published_packs
from backend.secret_values import new_code

kiosk_commands = typer.Typer(help="Kiosks as devices.", no_args_is_help=True)


class Profile(StrEnum):
    INSERT = "insert"
    LAY = "lay"
    TAP = "tap"


@kiosk_commands.command()
def invite(
    context: typer.Context,
    title: Annotated[str, typer.Option(help="Where the kiosk stands.")],
    profile: Annotated[Profile, typer.Option(help="How its reader takes a card.")] = Profile.INSERT,
    hours: Annotated[int, typer.Option(min=1, max=24 * 14, help="How long the code is good.")] = 24,
) -> None:
    """Print a one-time code for enrolling a kiosk."""
    here = command_line(context)
    code = new_code()
    invitation = Invitation(
        service.invitation_hash(here.vault(), code), title, profile.value, here.now(), timedelta(hours=hours)
    )
    with here.transaction() as connection:
        service.invite(connection, invitation, here.actor())
    typer.echo(code)


@kiosk_commands.command("list")
def list_kiosks(
    context: typer.Context,
    json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
) -> None:
    """List the serving kiosks and what needs a technician."""
    here = command_line(context)
    published = published_packs(here.data).current()
    expected = published.pack_hash if published else None
    with here.transaction() as connection:
        kiosks = service.statuses(connection, here.now(), pack_hash=expected)
    if json:
        typer.echo(kiosks.model_dump_json(indent=2))
        return
    table = Table("kiosk", "title", "last heard", "attention")
    for kiosk in kiosks.kiosks:
        heard = "never" if kiosk.last_seen is None else f"{kiosk.last_seen:%Y-%m-%d %H:%M:%S} UTC"
        table.add_row(kiosk.kiosk, kiosk.title, heard, ", ".join(kiosk.attention) or "fine")
    Console().print(table)


@kiosk_commands.command()
def withdraw(context: typer.Context, kiosk: Annotated[str, typer.Argument(help="Its id.")]) -> None:
    """Refuse the kiosk from now on."""
    here = command_line(context)
    with here.transaction() as connection:
        if not service.withdraw(connection, kiosk, here.now(), here.actor()):
            raise fail("kiosk-unknown", "No such serving kiosk; see `python -m backend kiosk list`.")
    typer.echo(f"{kiosk} is withdrawn.")
