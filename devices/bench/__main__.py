"""`python -m devices bench`: sets the bench up, takes what already runs, and opens the page."""

from __future__ import annotations

import socket
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Annotated

import typer
import uvicorn

from devices.bench.app import make_app
from devices.bench.cards import CardTable
from devices.bench.stage import HeadsetLine, Stage
from devices.simulators.control import ControlFailed, ReaderControl
from devices.simulators.printer.control import PrinterControl
from devices.simulators.printer.engine import Model
from devices.simulators.printer.hand import PrinterHand
from devices.simulators.printer.server import SimulatedPrinter
from devices.simulators.printer.tickets import TicketFolder
from devices.simulators.private_pcscd import SOCKET_VARIABLE, PcscdUnavailable, PrivatePcscd
from devices.simulators.scanner_line import ScannerLine

LOOPBACK = "127.0.0.1"
GOODBYE_SECONDS = 1  # how long open pages may keep the program from ending


def run(
    cards: Annotated[
        Path | None, typer.Option(help="Virtual cards, made by `python -m backend card issue --virtual DIR`.")
    ] = None,
    tickets: Annotated[
        Path | None,
        typer.Option(
            help="Where papers are kept, also by a printer that already runs; else a temporary folder."
        ),
    ] = None,
    port: Annotated[int, typer.Option(help="Port of the page on 127.0.0.1; 0 takes a free one.")] = 8090,
    printer_port: Annotated[
        int, typer.Option(help="Port of the simulated printer; 0 takes a free one.")
    ] = 9100,
    printer_control: Annotated[
        Path | None, typer.Option(help="Control socket of a simulated printer that already runs.")
    ] = None,
    pcscd_dir: Annotated[
        Path | None, typer.Option(help="Folder of a private pcscd: taken if it runs, else started there.")
    ] = None,
    headset: Annotated[
        Path | None, typer.Option(help="FIFO that stands for the headphone plug; made where it is missing.")
    ] = None,
) -> None:
    """Put cards in, take the paper away, plug the headset, and see the papers come out."""
    with ExitStack() as bench:
        folder = Path(bench.enter_context(tempfile.TemporaryDirectory(prefix="okno-bench-")))
        papers = tickets or folder / "tickets"
        printer = printer_control or bench.enter_context(_printer(papers, printer_port, folder))
        reader = bench.enter_context(_reader(pcscd_dir or folder / "pcscd"))
        plug = HeadsetLine(headset or (pcscd_dir or folder) / "headset")
        bench.callback(plug.close)
        scanner = ScannerLine((pcscd_dir or folder) / "scanner")
        bench.callback(scanner.close)
        table = CardTable(cards, folder / "foreign")
        stage = Stage(PrinterHand(printer), reader, plug, table, papers, scanner)
        door = bench.enter_context(socket.create_server((LOOPBACK, port)))
        typer.echo(f"headset OKNO_HEADSET={plug.path}")
        typer.echo(f"scanner OKNO_SCANNER={scanner.path}")
        typer.echo(f"ready http://{LOOPBACK}:{door.getsockname()[1]}/")
        _serve(stage, door)


@contextmanager
def _printer(papers: Path, port: int, folder: Path) -> Iterator[Path]:
    control = folder / "printer.sock"
    model = Model()
    keep = TicketFolder(papers, model.dots).keep
    with (
        SimulatedPrinter(model=model, port=port, on_ticket=keep) as printer,
        PrinterControl(printer, control),
    ):
        typer.echo(f"printer OKNO_PRINTER=tcp://{LOOPBACK}:{printer.port}")
        yield control


@contextmanager
def _reader(folder: Path) -> Iterator[ReaderControl | None]:
    """Take a private pcscd that runs there, else start one; without one the bench works on."""
    running = ReaderControl(folder)
    try:
        running.list()
    except ControlFailed:
        pass
    else:
        yield running
        return
    with ExitStack() as started:
        try:
            pcscd = started.enter_context(PrivatePcscd(folder.resolve()))
        except PcscdUnavailable as error:
            typer.echo(f"no card reader: {error}", err=True)
            yield None
            return
        typer.echo(f"reader {SOCKET_VARIABLE}={pcscd.socket}")
        yield pcscd


def _serve(stage: Stage, door: socket.socket) -> None:
    settings = uvicorn.Config(
        make_app(stage), log_level="warning", timeout_graceful_shutdown=GOODBYE_SECONDS, lifespan="off"
    )
    with suppress(KeyboardInterrupt):  # Ctrl-C is how one leaves
        uvicorn.Server(settings).run(sockets=[door])


if __name__ == "__main__":
    typer.run(run)
