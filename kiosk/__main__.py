"""The kiosk's front door: run it, enrol it, seal the technician's code."""

from __future__ import annotations

import gc
import os
import secrets
from importlib import import_module
from pathlib import Path
from typing import Annotated

import typer

from config.kiosk import KioskSettings, SettingsError, load_kiosk_settings
from config.service_manager import ServiceManager
from kiosk.identity import NotEnrolledError
from kiosk.service_access import seal_code

# Imported by the commands that need them: the window's library opens a display when it is imported,
# and the link's libraries would hold up the first frame.
WINDOW = "kiosk.wiring"
ENROLMENT = "kiosk.enrolment"

app = typer.Typer(
    help="Okno infokiosk.", invoke_without_command=True, no_args_is_help=False, add_completion=False
)
Config = Annotated[Path | None, typer.Option(help="The kiosk's settings, a TOML file.")]
SALT_BYTES = 16
SHORTEST_CODE, LONGEST_CODE = 6, 8


@app.callback()
def front_door(context: typer.Context) -> None:
    """Without a command the kiosk runs with its default settings."""
    if context.invoked_subcommand is None:
        run(None)


@app.command()
def run(config: Config = None) -> None:
    """Run the kiosk until its window is closed."""
    settings = _settings(config)
    gc.disable()  # until the first frame: collecting during the imports costs a fifth of the start
    import_module(WINDOW).build_kiosk(settings, ServiceManager.of_this_process()).run()


@app.command()
def enrol(
    code: Annotated[str, typer.Option(help="The one-time code of `backend kiosk invite`.")],
    backend: Annotated[str, typer.Option(help="The backend's address, https://…")],
    ca: Annotated[Path, typer.Option(help="The region CA's certificate (PEM).")],
    config: Config = None,
) -> None:
    """Make this kiosk's key here, and have the backend take its public half."""
    settings = _settings(config)
    enrolment = import_module(ENROLMENT)
    try:
        identity = enrolment.enrol_kiosk(settings.data, code, backend, ca)
    except NotEnrolledError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from None
    typer.echo(f"{identity.kiosk}: {identity.title} ({identity.reader_profile})")


@app.command()
def service_code() -> None:
    """Ask for the technician's code and print the line for the settings' [service] table."""
    code = typer.prompt("Code", hide_input=True, confirmation_prompt=True)
    if not (code.isascii() and code.isdigit() and SHORTEST_CODE <= len(code) <= LONGEST_CODE):
        typer.echo(f"The code is {SHORTEST_CODE} to {LONGEST_CODE} digits.", err=True)
        raise typer.Exit(1)
    typer.echo(f'code = "{seal_code(code.encode(), secrets.token_bytes(SALT_BYTES))}"')


def _settings(config: Path | None) -> KioskSettings:
    try:
        return load_kiosk_settings(config, os.environ)
    except SettingsError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(2) from None


def main() -> None:
    """The console script."""
    app()


if __name__ == "__main__":
    main()
