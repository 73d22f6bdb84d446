"""`python -m devices.simulators.printer --port 0 --out DIR`: a receipt printer that is not there."""

from __future__ import annotations

import signal
from pathlib import Path
from typing import Annotated

import typer

from devices.simulators.printer.control import PrinterControl
from devices.simulators.printer.engine import Model
from devices.simulators.printer.server import SimulatedPrinter
from devices.simulators.printer.tickets import TicketFolder

STOP_SIGNALS = {signal.SIGINT, signal.SIGTERM}
NARROW = Model(name="OKNO-58", columns=32, dots=384, native_qr=False)


def run(
    out: Annotated[Path, typer.Option(help="Where tickets are kept as .bin, .txt and .png.")],
    port: Annotated[int, typer.Option(help="TCP port on 127.0.0.1; 0 takes a free one.")] = 9100,
    narrow: Annotated[bool, typer.Option(help="58 mm paper instead of 80 mm.")] = False,
    control: Annotated[Path | None, typer.Option(help="UNIX socket for faults; see control.py.")] = None,
) -> None:
    """Print to PNG what an ESC/POS program sends to 127.0.0.1:PORT, until interrupted."""
    signal.pthread_sigmask(signal.SIG_BLOCK, STOP_SIGNALS)  # before any thread: sigwait gets them
    model = NARROW if narrow else Model()
    folder = TicketFolder(out, model.dots)
    with (
        SimulatedPrinter(model=model, port=port, on_ticket=folder.keep) as printer,
        PrinterControl(printer, control or out / "printer.sock"),
    ):
        typer.echo(f"ready 127.0.0.1:{printer.port}")
        signal.sigwait(STOP_SIGNALS)


if __name__ == "__main__":
    typer.run(run)
