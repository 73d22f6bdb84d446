"""`python -m backend calendar …`: make a key of a resource's feed, list what stands, revoke."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from backend.command_line import command_line, fail
from backend.feeds import service
from backend.feeds.addresses import feed_address
from backend.named_failures import named_failures
from backend.secret_values import new_secret

calendar_commands = typer.Typer(help="Feeds that tell a provider when it is busy.", no_args_is_help=True)
Resource = Annotated[str, typer.Argument(help="The doctor, office or event.")]


@calendar_commands.command("key")
def make_key(context: typer.Context, resource: Resource) -> None:
    """Print the address of a resource's calendar once; whoever has it reads when it is busy."""
    here, key = command_line(context), new_secret()
    with named_failures(), here.transaction() as connection:
        if not service.add_key(connection, resource, key, here.now(), here.actor()):
            raise fail("resource-unknown", "see the timetable that was imported")
    typer.echo(feed_address(resource, key))


@calendar_commands.command("list")
def list_keys(context: typer.Context) -> None:
    """List the resources whose calendars can be read, and since when."""
    with named_failures(), command_line(context).transaction() as connection:
        found = service.keys(connection)
    table = Table("resource", "keys", "the newest made")
    for each in found:
        table.add_row(each.resource, str(each.keys), f"{each.made_at:%Y-%m-%d %H:%M} UTC")
    Console().print(table)


@calendar_commands.command()
def revoke(context: typer.Context, resource: Resource) -> None:
    """Let no key of the resource open its calendar any more."""
    here = command_line(context)
    with named_failures(), here.transaction() as connection:
        revoked = service.revoke_keys(connection, resource, here.now(), here.actor())
    typer.echo(f"{revoked} keys of {resource} are revoked.")
