"""`python -m backend line …`: telephone lines from the command line."""

from __future__ import annotations

from secrets import token_bytes, token_urlsafe
from typing import Annotated

import typer

from backend.audit import service as audit
from backend.audit.service import AuditEvent
from backend.command_line import command_line
from backend.idempotency.sealing import SEAL_NONCE_BYTES
from backend.named_failures import named_failures
from backend.telephony import service

KEY_BYTES = 32

line_commands = typer.Typer(no_args_is_help=True, help="Telephone lines of the call centre.")

Line = Annotated[str, typer.Argument(help="The line's name, «desk-1».")]


@line_commands.command()
def add(context: typer.Context, line: Line) -> None:
    """Add a line; prints the key its events are sealed with, once."""
    here = command_line(context)
    key = token_urlsafe(KEY_BYTES)
    with named_failures(), here.transaction() as connection:
        service.add_line(connection, here.vault(), line, key, token_bytes(SEAL_NONCE_BYTES), here.now())
        audit.record(connection, AuditEvent(here.now(), here.actor(), "line.add"))
    typer.echo(f"key: {key}")


@line_commands.command("list")
def list_lines(context: typer.Context) -> None:
    """List lines, whether somebody sits there, and which are withdrawn."""
    here = command_line(context)
    with named_failures(), here.transaction() as connection:
        found = service.lines(connection)
    for name, is_taken, is_in_service in found:
        typer.echo(f"{name}\t{'withdrawn' if not is_in_service else 'taken' if is_taken else 'empty'}")


@line_commands.command()
def withdraw(context: typer.Context, line: Line) -> None:
    """Take a line out of service for good; its key opens nothing any more."""
    here = command_line(context)
    with named_failures(), here.transaction() as connection:
        service.withdraw_line(connection, line, here.now())
        audit.record(connection, AuditEvent(here.now(), here.actor(), "line.withdraw"))
    typer.echo("withdrawn")
