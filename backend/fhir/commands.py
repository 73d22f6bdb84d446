"""`python -m backend fhir …`: register a client with its public key, list clients, withdraw one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

import typer
from joserfc.errors import JoseError
from joserfc.jwk import ECKey
from rich.console import Console
from rich.table import Table

from backend.command_line import command_line, fail
from backend.fhir import service
from backend.fhir.assertions import ALGORITHMS, is_client_id
from backend.fhir.values import SCOPES, Client
from backend.named_failures import named_failures
from content.cache import load_or_compile

fhir_commands = typer.Typer(help="Programs of other institutions that ask over FHIR.", no_args_is_help=True)


@fhir_commands.command()
def register(
    context: typer.Context,
    client: Annotated[str, typer.Argument(help="Its id: small letters, digits, hyphens.")],
    title: Annotated[str, typer.Option(help="Whose program it is.")],
    key: Annotated[
        Path, typer.Option(exists=True, dir_okay=False, help="Its public key: JWK or JWKS, P-256 or P-384.")
    ],
    scope: Annotated[list[str], typer.Option(help=f"One or more of: {', '.join(SCOPES)}.")],
    place: Annotated[
        list[str] | None,
        typer.Option(help="A place of the pack whose appointments it may see; none: only its own."),
    ] = None,
) -> None:
    """Let a program in; it signs in with its key, as SMART Backend Services say."""
    here = command_line(context)
    with named_failures():
        places = frozenset(known.id for known in load_or_compile(here.pack).places)
        unknown = [each for each in scope if each not in SCOPES] + [
            each for each in place or () if each not in places
        ]
        if unknown or not is_client_id(client):
            raise fail("client-invalid", f"check {', '.join(unknown) or client}")
        new = Client(
            client=client,
            title=title[:200],
            public_key=public_key_in(key),
            scopes=tuple(dict.fromkeys(scope)),
            places=tuple(dict.fromkeys(place or ())),
            registered_at=here.now(),
        )
        with here.transaction() as connection:
            if not service.register(connection, new, here.actor()):
                raise fail("client-invalid", f"{client} stands already; choose another id")
    typer.echo(f"{client} may ask for {' '.join(new.scopes)}.")


@fhir_commands.command("list")
def list_clients(context: typer.Context) -> None:
    """List the clients and what each may do."""
    with named_failures(), command_line(context).transaction() as connection:
        found = service.clients(connection)
    table = Table("client", "title", "scopes", "places", "stands")
    for each in found:
        standing = "withdrawn" if each.withdrawn else "serves"
        table.add_row(each.client, each.title, " ".join(each.scopes), " ".join(each.places), standing)
    Console().print(table)


@fhir_commands.command()
def withdraw(context: typer.Context, client: Annotated[str, typer.Argument(help="Its id.")]) -> None:
    """Refuse the client from now on; what it booked stands."""
    here = command_line(context)
    with named_failures(), here.transaction() as connection:
        if not service.withdraw(connection, client, here.now(), here.actor()):
            raise fail("client-unknown", "see `python -m backend fhir list`")
    typer.echo(f"{client} is withdrawn.")


def public_key_in(file: Path) -> dict[str, str]:
    """The public members of the file's one key; `client-invalid`."""
    try:
        told: Any = json.loads(file.read_text("utf-8"))
        keys = told.get("keys", [told])
        (jwk,) = keys
        key = ECKey.import_key(dict(jwk))
        public = {name: str(jwk[name]) for name in ("kty", "crv", "x", "y")}
    except (JoseError, ValueError, KeyError, TypeError, AttributeError):
        raise fail("client-invalid", f"{file}: no single EC key as JWK") from None
    if public["crv"] not in ALGORITHMS or key.is_private:
        raise fail("client-invalid", f"{file}: send the public half of a P-256 or P-384 key")
    return public
