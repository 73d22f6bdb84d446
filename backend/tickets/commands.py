"""`python -m backend ticket-key`: what a reader without a line needs."""

from __future__ import annotations

import typer

from backend.command_line import command_line
from backend.named_failures import named_failures
from backend.tickets.signing import load_or_make_signer


def ticket_key(context: typer.Context) -> None:
    """Print the public key by which tickets are checked (PEM)."""
    with named_failures():
        typer.echo(load_or_make_signer(command_line(context).data).public_pem(), nl=False)
