"""`python -m backend pack …`: publish a signed pack to the kiosks, show what is published."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from backend.audit import service as audit
from backend.audit.service import AuditEvent
from backend.command_line import command_line
from backend.contract.packs import PublishedPack
from backend.named_failures import named_failures
from backend.published_packs import NOTHING, published_packs
from content.compiled import read

pack_commands = typer.Typer(help="The content pack of the kiosks.", no_args_is_help=True)


@pack_commands.command()
def publish(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="A pack as `content publish` wrote it.")],
    public_key: Annotated[
        Path | None,
        typer.Option("--public-key", help="The key that signs packs (PEM); needed once, then it is kept."),
    ] = None,
) -> None:
    """Verify a pack and hand it to the kiosks: each takes it when nobody stands before it."""
    here = command_line(context)
    packs = published_packs(here.data)
    with named_failures():
        sealed = read(file)
        with here.transaction() as connection:  # undone where the pack is refused
            audit.record(connection, AuditEvent(here.now(), here.actor(), "pack.publish"))
            published = packs.publish(sealed, public_key or packs.key_file)
    typer.echo(_told(published))


@pack_commands.command()
def show(context: typer.Context) -> None:
    """Say what is published now."""
    published = published_packs(command_line(context).data).current()
    typer.echo(NOTHING if published is None else _told(published))


def _told(published: PublishedPack) -> str:
    return (
        f"{published.id} {published.version}, {published.size} bytes\n"
        f"source {published.pack_hash}\nfile {published.file_hash}"
    )
