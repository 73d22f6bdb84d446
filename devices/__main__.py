"""`python -m devices health | bench`: what works in this kiosk, and a bench to train and try on."""

from __future__ import annotations

import json
import os
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from devices.health import KioskParts, examine
from devices.health_words import as_json, as_table
from devices.printer_address import PrinterAddressError, parse_address
from devices.printer_profile import UnknownProfileError, load_profile

SERVES, SERVES_IN_PART, CANNOT_SERVE = 0, 1, 3  # 2 is Typer's own: a wrong command line
TABLE_WIDTH = 120

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="The devices of a kiosk.",
)


@app.command()
def health(
    as_data: Annotated[bool, typer.Option("--json", help="JSON instead of a table.")] = False,
    reader: Annotated[
        str, typer.Option(envvar="OKNO_READER", help="Pattern of the card reader's PC/SC name.")
    ] = "*",
    printer: Annotated[
        str,
        typer.Option(envvar="OKNO_PRINTER", help="tcp://HOST:PORT, serial:///dev/NAME, usb://VENDOR:PRODUCT"),
    ] = "tcp://127.0.0.1:9100",
    profile: Annotated[
        str, typer.Option(envvar="OKNO_PRINTER_PROFILE", help="A name from config/printers.")
    ] = "generic-80",
    headset: Annotated[
        Path | None, typer.Option(envvar="OKNO_HEADSET", help="Event device of the headphone plug.")
    ] = None,
    data: Annotated[Path, typer.Option(envvar="OKNO_DATA", help="Where the kiosk keeps its files.")] = Path(),
) -> None:
    """Ask every part how it is. Ends with 0: all works, 1: serves in part, 3: cannot serve."""
    try:
        parts = KioskParts(
            reader=reader,
            printer=parse_address(printer),
            printer_profile=load_profile(profile),
            headset=headset,
            data=data,
            environment=dict(os.environ),
        )
    except (PrinterAddressError, UnknownProfileError) as error:
        raise typer.BadParameter(str(error)) from error
    report = examine(parts)
    if as_data:
        typer.echo(json.dumps(as_json(report), ensure_ascii=False, indent=2))
    else:
        Console(width=None if sys.stdout.isatty() else TABLE_WIDTH).print(as_table(report))
    if not report.can_serve:
        raise typer.Exit(CANNOT_SERVE)
    raise typer.Exit(SERVES if report.complete else SERVES_IN_PART)


@app.command(
    add_help_option=False, context_settings={"allow_extra_args": True, "ignore_unknown_options": True}
)
def bench(context: typer.Context) -> None:
    """Open a local page to put cards in, pull paper and plug the headset (extra "bench")."""
    # A program of its own: a kiosk has neither its web server nor its page installed.
    if find_spec("uvicorn") is None or find_spec("starlette") is None:
        typer.echo("The bench is not installed here: pip install 'okno[bench]'.", err=True)
        raise typer.Exit(1)
    os.execv(sys.executable, [sys.executable, "-m", "devices.bench", *context.args])  # noqa: S606


def main() -> None:
    app()


if __name__ == "__main__":
    main()
