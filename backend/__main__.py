"""`python -m backend`: the backend's front door."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer
from sqlalchemy import make_url

from backend.app import build_api
from backend.bookings.commands import booking_commands
from backend.cards.commands import card_commands
from backend.clock import utc_now
from backend.command_line import CommandLine, fail
from backend.database.opening import database_file
from backend.demo.commands import demo, demo_facts
from backend.events.commands import plan_commands, poster_commands
from backend.feeds.commands import calendar_commands
from backend.fhir.commands import fhir_commands
from backend.kiosks.commands import kiosk_commands
from backend.maintenance.commands import backup, check, restore
from backend.matching.commands import match
from backend.messages.queue_news import QueueNews
from backend.migrating import migrate_to_newest
from backend.named_failures import named_failures
from backend.operators.commands import operator_commands
from backend.packs.commands import pack_commands
from backend.people.commands import person_commands
from backend.queues.commands import queue_commands
from backend.reception.referral_commands import referral_commands
from backend.region_ca import RegionCa, end_of, ensure_server_identity, load_server_identity
from backend.sealing_key import make_sealing_key
from backend.serving import Listening, server_for, sole_worker
from backend.stock.commands import stock_commands
from backend.telephony.commands import line_commands
from backend.tickets.commands import ticket_key
from backend.till.commands import payment_commands
from backend.wiring import beside_of, post_office_of_commands, teller_of_commands, wire
from config.backend import BackendSettings, load_backend_settings
from config.server_log import quiet_libraries
from config.service_manager import ServiceManager
from config.toml_settings import SettingsInvalid
from config.web_server import listening_sockets

app = typer.Typer(
    name="okno-backend",
    no_args_is_help=True,
    pretty_exceptions_enable=False,  # they print source and values, which may be people's data
    help="The one backend of kiosks and call centre.",
)
app.add_typer(kiosk_commands, name="kiosk")
app.add_typer(person_commands, name="person")
app.add_typer(card_commands, name="card")
app.add_typer(operator_commands, name="operator")
app.add_typer(pack_commands, name="pack")
booking_commands.add_typer(plan_commands, name="plan")
booking_commands.add_typer(poster_commands, name="poster")
app.add_typer(booking_commands, name="bookings")
app.add_typer(stock_commands, name="stock")
app.add_typer(payment_commands, name="payments")
app.add_typer(queue_commands, name="queues")
app.add_typer(fhir_commands, name="fhir")
app.add_typer(calendar_commands, name="calendar")
app.add_typer(line_commands, name="line")
app.command("ticket-key")(ticket_key)
app.add_typer(referral_commands, name="referral")
for command in (demo, demo_facts, match, backup, restore, check):
    app.command()(command)


@app.callback()
def front_door(
    context: typer.Context,
    config: Annotated[Path | None, typer.Option(help="The backend's settings, a TOML file.")] = None,
    data: Annotated[Path | None, typer.Option(help="Folder of keys, region CA and SQLite file.")] = None,
    database: Annotated[str | None, typer.Option(help="sqlite:////path or postgresql://…")] = None,
) -> None:
    """The one backend of kiosks and call centre."""
    try:
        settings = load_backend_settings(config, os.environ, {"data": data, "database_url": database})
    except SettingsInvalid as error:
        raise fail(error.code, str(error)) from None
    context.obj = CommandLine(
        data=settings.data,
        url=settings.url,
        pack=settings.pack,
        issuer=settings.issuer,
        clock=utc_now,
        zone=ZoneInfo(settings.time_zone),
        teller=lambda: teller_of_commands(settings),
        tells=settings.sms != "none" or settings.mail != "none",
        queue_teller=lambda: QueueNews(post_office_of_commands(settings)).tell,
    )
    context.meta["settings"] = settings


@app.command()
def setup(context: typer.Context) -> None:
    """Make the region CA, the server's certificate, the sealing key and the tables, where missing."""
    settings = settings_of(context)
    with named_failures():
        settings.data.mkdir(mode=0o700, parents=True, exist_ok=True)
        authority = RegionCa.load_or_make(settings.data, utc_now())
        ensure_server_identity(authority, settings.data, settings.names, utc_now())
        make_sealing_key(settings.data)
        migrate_to_newest(settings.url)
    typer.echo(f"{settings.data} is ready.")


@app.command()
def certificate(context: typer.Context) -> None:
    """Renew the server's certificate if it ends within a month; a serving backend takes it at its restart."""
    settings = settings_of(context)
    with named_failures():
        authority = RegionCa.load(settings.data)
        identity = ensure_server_identity(authority, settings.data, settings.names, utc_now())
        typer.echo(f"The server's certificate is good until {end_of(identity):%Y-%m-%d}.")


@app.command()
def migrate(context: typer.Context) -> None:
    """Bring the tables to the newest form."""
    settings = settings_of(context)
    with named_failures():
        migrate_to_newest(settings.url)
    typer.echo("The tables are up to date.")


@app.command()
def serve(context: typer.Context) -> None:
    """Serve the API until stopped."""
    settings = settings_of(context)
    with named_failures():
        file = database_file(settings.url) if make_url(settings.url).get_backend_name() == "sqlite" else None
        authority = RegionCa.load_certificate(settings.data)
        with sole_worker(file):
            services = wire(settings)
            identity = None
            if not settings.plain_http:
                identity = load_server_identity(authority, settings.data, settings.names, utc_now())
                services = replace(services, certificate_until=end_of(identity))
            quiet_libraries(services.log)
            listening = Listening(settings.host, settings.port, identity)
            beside = beside_of(settings, services)
            server = server_for(services, listening, ServiceManager.of_this_process(), beside)
            with listening_sockets(listening.host, listening.port, shared=settings.shared_port) as sockets:
                services.log.info(
                    "serving",
                    host=listening.host,
                    port=sockets[0].getsockname()[1],
                    scheme="http" if identity is None else "https",
                    dialect=services.database.dialect,
                    pack=services.disclosure.pack_hash,
                )
                server.run(sockets)


@app.command()
def openapi(context: typer.Context) -> None:
    """Print the OpenAPI document."""
    with named_failures():
        api = build_api(wire(settings_of(context)))
    typer.echo(json.dumps(api.openapi(), ensure_ascii=False, indent=2))


def settings_of(context: typer.Context) -> BackendSettings:
    """What the front door has read."""
    settings = context.meta["settings"]
    assert isinstance(settings, BackendSettings)
    return settings


def main() -> None:
    """Run the command line."""
    app()


if __name__ == "__main__":
    main()
