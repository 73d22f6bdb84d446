"""`python -m backend operator …`: accounts from the command line."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from backend.audit import service as audit
from backend.audit.service import AuditEvent
from backend.command_line import command_line
from backend.named_failures import named_failures
from backend.operators import service
from backend.operators.accounts import make_account
from backend.operators.values import Role

operator_commands = typer.Typer(
    no_args_is_help=True, help="Accounts of operators, supervisors, technicians and auditors."
)

Login = Annotated[str, typer.Argument(help="What the operator signs in as.")]


@operator_commands.command()
def add(
    context: typer.Context,
    login: Login,
    name: Annotated[str, typer.Option(help="The operator's name, as colleagues see it.")],
    role: Annotated[list[Role], typer.Option(help="May be given several times.")],
) -> None:
    """Add an account; prints its password and authenticator secret once."""
    here = command_line(context)
    with named_failures():
        account, handover = make_account(login, name, frozenset(role), here.now(), here.vault())
        with here.transaction() as connection:
            service.add(connection, account)
            audit.record(connection, AuditEvent(here.now(), here.actor(), "operator.add"))
    typer.echo(f"login: {handover.login}")
    typer.echo(f"password: {handover.password}")
    typer.echo(f"authenticator: {handover.authenticator_uri()}")


@operator_commands.command("list")
def list_accounts(context: typer.Context) -> None:
    """List logins and whether they are open."""
    here = command_line(context)
    with named_failures(), here.transaction() as connection:
        rows = service.logins(connection)
    table = Table("login", "name", "open")
    for login, display_name, is_open in rows:
        table.add_row(login, display_name, "yes" if is_open else "no")
    Console().print(table)


@operator_commands.command()
def close(context: typer.Context, login: Login) -> None:
    """Close an account for good."""
    here = command_line(context)
    with named_failures(), here.transaction() as connection:
        service.close(connection, login, here.now())
        audit.record(connection, AuditEvent(here.now(), here.actor(), "operator.close"))
    typer.echo(f"{login} is closed")
