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


@operator_commands.command("sign-out")
def sign_out(context: typer.Context, login: Login) -> None:
    """End every session of an account: a telephone or a computer was lost."""
    here = command_line(context)
    with named_failures(), here.transaction() as connection:
        account = service.find(connection, login)
        if account is None:
            raise service.OperatorRefused("login-unknown", "See `python -m backend operator list`.")
        service.sign_out_everywhere(connection, account.operator, here.actor(), here.now())
    typer.echo(f"{login} is signed out everywhere")


@operator_commands.command()
def link(
    context: typer.Context,
    login: Login,
    subject: Annotated[str, typer.Option(help="What the identity provider calls them; empty: unlink.")],
) -> None:
    """Let an account in through the identity provider (OpenID Connect)."""
    here = command_line(context)
    with named_failures(), here.transaction() as connection:
        service.link(connection, login, subject)
        audit.record(connection, AuditEvent(here.now(), here.actor(), "operator.link"))
    typer.echo(f"{login} is {'linked' if subject else 'unlinked'}")


@operator_commands.command()
def close(context: typer.Context, login: Login) -> None:
    """Close an account for good."""
    here = command_line(context)
    with named_failures(), here.transaction() as connection:
        service.close(connection, login, here.now())
        audit.record(connection, AuditEvent(here.now(), here.actor(), "operator.close"))
    typer.echo(f"{login} is closed")
