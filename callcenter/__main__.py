"""`python -m callcenter`: the console's front door."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from callcenter.serving import (
    CertificateUnusable,
    Listening,
    server_for,
)
from callcenter.session import SessionKeyUnusable
from callcenter.wiring import RegionCaUnusable, wire
from config.callcenter import load_callcenter_settings
from config.server_log import quiet_libraries
from config.service_manager import ServiceManager
from config.toml_settings import SettingsInvalid
from config.web_server import AddressUnusable, PlainHttpRefused, PortInUse, listening_sockets
from content.problems import PackError

app = typer.Typer(
    name="okno-callcenter",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="The web console of operators and technicians.",
)


@app.callback()
def front_door() -> None:
    """The web console of operators and technicians."""


@app.command()
def serve(
    config: Annotated[Path | None, typer.Option(help="The console's settings, a TOML file.")] = None,
    host: Annotated[str | None, typer.Option(help="Listen on this address.")] = None,
    port: Annotated[int | None, typer.Option(help="Listen on this port.")] = None,
) -> None:
    """Serve the console until stopped."""
    try:
        settings = load_callcenter_settings(config, os.environ, {"host": host, "port": port})
        console = wire(settings)
        quiet_libraries(console.log)
        listening = Listening(settings.host, settings.port, settings.certificate, settings.key)
        server = server_for(console, listening, ServiceManager.of_this_process())
        with listening_sockets(listening.host, listening.port) as sockets:
            console.log.info(
                "serving",
                host=listening.host,
                port=sockets[0].getsockname()[1],
                scheme="https" if server.config.is_ssl else "http",
            )
            server.run(sockets)
    except (
        SettingsInvalid,
        RegionCaUnusable,
        SessionKeyUnusable,
        CertificateUnusable,
        PlainHttpRefused,
        PortInUse,
        AddressUnusable,
        PackError,
    ) as error:
        what = str(error).removeprefix(f"{error.code}: ")
        typer.echo(f"{error.code}: {what}", err=True)
        raise typer.Exit(1) from None


def main() -> None:
    """Run the command line."""
    app()


if __name__ == "__main__":
    main()
