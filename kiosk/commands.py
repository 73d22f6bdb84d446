"""The kiosk's command line: run it, enrol it, examine it, seal the technician's code."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Annotated

import typer

from kiosk.identity import NotEnrolledError
from kiosk.service_code import seal_code

# The link's libraries are heavy; only this command needs them.
ENROLMENT = "kiosk.enrolment"

Config = Annotated[Path | None, typer.Option(help="The kiosk's settings, a TOML file.")]
SALT_BYTES = 16
SHORTEST_CODE, LONGEST_CODE = 6, 8


def command_line(
    run_kiosk: Callable[[Path | None], None],
    data_folder: Callable[[Path | None], Path],
    tell_health: Callable[[Path | None, bool], int],
) -> typer.Typer:
    """The commands; the functions take the settings' file and belong to the front door."""
    app = typer.Typer(
        help="Okno infokiosk.", no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False
    )

    @app.command()
    def run(config: Config = None) -> None:
        """Run the kiosk until its window is closed."""
        run_kiosk(config)

    @app.command()
    def health(
        config: Config = None,
        as_data: Annotated[bool, typer.Option("--json", help="JSON instead of a table.")] = False,
    ) -> None:
        """Ask this kiosk's own devices how they are. Ends with 0: all works, 1: in part, 3: cannot serve."""
        raise typer.Exit(tell_health(config, as_data))

    @app.command()
    def enrol(
        code: Annotated[str, typer.Option(help="The one-time code of `backend kiosk invite`.")],
        backend: Annotated[str, typer.Option(help="The backend's address, https://…")],
        ca: Annotated[Path, typer.Option(help="The region CA's certificate (PEM).")],
        config: Config = None,
    ) -> None:
        """Make this kiosk's key here, and have the backend take its public half."""
        folder = data_folder(config)
        try:
            identity = import_module(ENROLMENT).enrol_kiosk(folder, code, backend, ca)
        except NotEnrolledError as error:
            typer.echo(str(error), err=True)
            raise typer.Exit(1) from None
        typer.echo(f"{identity.kiosk}: {identity.title} ({identity.reader_profile})")

    @app.command()
    def service_code() -> None:
        """Ask for the technician's code and print the line for the table `service` of the settings."""
        typed = typer.prompt("Code", hide_input=True, confirmation_prompt=True)
        if not (typed.isascii() and typed.isdigit() and SHORTEST_CODE <= len(typed) <= LONGEST_CODE):
            typer.echo(f"The code is {SHORTEST_CODE} to {LONGEST_CODE} digits.", err=True)
            raise typer.Exit(1)
        typer.echo(f'code = "{seal_code(typed.encode(), secrets.token_bytes(SALT_BYTES))}"')

    return app
