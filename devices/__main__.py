"""`python -m devices health | bench`: what works in this kiosk, and a bench to train and try on."""

from __future__ import annotations

import os
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated

import typer

from devices.health import KioskParts, examine
from devices.health_report import tell
from devices.printer_address import PrinterAddressError, parse_address
from devices.printer_profile import UnknownProfileError, load_profile

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="The devices of a kiosk.",
)


@app.command()
def health(  # noqa: PLR0913, PLR0917 (one parameter an option)
    as_data: Annotated[bool, typer.Option("--json", help="JSON instead of a table.")] = False,
    reader: Annotated[
        str, typer.Option(envvar="OKNO_READER", help="Words or a pattern of the card reader's PC/SC name.")
    ] = "*",
    contact_reader: Annotated[
        str, typer.Option(envvar="OKNO_CONTACT_READER", help="The same for a contact slot beside it.")
    ] = "",
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
    scanner: Annotated[
        Path | None, typer.Option(envvar="OKNO_SCANNER", help="Event device of a code scanner that types.")
    ] = None,
    data: Annotated[Path, typer.Option(envvar="OKNO_DATA", help="Where the kiosk keeps its files.")] = Path(),
) -> None:
    """Ask every part how it is. Ends with 0: all works, 1: serves in part, 3: cannot serve."""
    try:
        parts = KioskParts(
            reader=reader,
            contact_reader=contact_reader,
            printer=parse_address(printer),
            printer_profile=load_profile(profile),
            headset=headset,
            scanner=scanner,
            data=data,
            environment=dict(os.environ),
        )
    except (PrinterAddressError, UnknownProfileError) as error:
        raise typer.BadParameter(str(error)) from error
    raise typer.Exit(tell(examine(parts), as_data))


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
