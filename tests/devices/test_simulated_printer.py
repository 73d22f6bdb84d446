"""The simulated printer as a program: files it leaves, orders it takes."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from devices.ports import NotPrinted, Printed, PrinterState, QrCode
from devices.printer import EscPosPrinter
from devices.printer_address import TcpAddress
from devices.printer_profile import load_profile
from devices.printer_talk import Limits
from devices.simulators.printer.commands import next_command
from devices.simulators.printer.control import carry_out
from devices.simulators.printer.drawing import INK
from devices.simulators.printer.server import SimulatedPrinter
from devices.simulators.printer.tickets import TicketFolder
from tests.devices.printing import SHEET, printer_at


def test_each_ticket_is_left_as_bytes_text_and_picture(tmp_path: Path) -> None:
    folder = TicketFolder(tmp_path, 576)
    with SimulatedPrinter(on_ticket=folder.keep) as simulated:
        assert printer_at(simulated, limits=Limits()).print(SHEET) == Printed()
    names = sorted(path.name for path in tmp_path.iterdir())
    assert names == ["ticket-01.bin", "ticket-01.png", "ticket-01.qr", "ticket-01.txt"]
    (code,) = [element.data for element in SHEET.elements if isinstance(element, QrCode)]
    assert (tmp_path / "ticket-01.qr").read_text(encoding="utf-8") == code
    assert "12 345,67 руб." in (tmp_path / "ticket-01.txt").read_text(encoding="utf-8")
    assert "Иванова".encode("cp866") in (tmp_path / "ticket-01.bin").read_bytes()
    with Image.open(tmp_path / "ticket-01.png") as picture:
        assert picture.width > 2 * 576
        colours = picture.convert("RGB").getcolors(1 << 24)
    assert colours is not None
    assert any(colour == INK and count > 10_000 for count, colour in colours)


def test_numbers_go_on_where_they_ended(tmp_path: Path) -> None:
    for expected in (1, 2):
        with SimulatedPrinter(on_ticket=TicketFolder(tmp_path, 576).keep) as simulated:
            assert printer_at(simulated, limits=Limits()).print(SHEET) == Printed()
        assert len(list(tmp_path.glob("ticket-*.png"))) == expected


@pytest.mark.slow
def test_the_program_prints_and_takes_faults_over_its_socket(tmp_path: Path) -> None:
    program = subprocess.Popen(
        [sys.executable, "-m", "devices.simulators.printer", "--port", "0", "--out", str(tmp_path)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )
    try:
        assert program.stdout is not None
        ready = program.stdout.readline()
        port = int(ready.rsplit(":", 1)[1])
        printer = EscPosPrinter(TcpAddress("127.0.0.1", port), load_profile("generic-80"))
        assert printer.print(SHEET) == Printed()
        with socket.socket(socket.AF_UNIX) as control:
            control.connect(str(tmp_path / "printer.sock"))
            lines = control.makefile("rw")
            lines.write('{"do": "paper", "is": "out"}\n')
            lines.flush()
            assert json.loads(lines.readline())["paper"] == "out"
        assert printer.print(SHEET) == NotPrinted("printer-paper-out")
    finally:
        program.terminate()
        assert program.wait(timeout=10) == 0
    assert not (tmp_path / "printer.sock").exists()


def test_orders_of_a_trainer() -> None:
    with SimulatedPrinter() as simulated:
        printer = printer_at(simulated)
        orders: list[tuple[dict[str, object], PrinterState]] = [
            ({"do": "paper", "is": "low"}, PrinterState.PAPER_LOW),
            ({"do": "paper", "is": "out"}, PrinterState.PAPER_OUT),
            ({"do": "cover", "is": "open"}, PrinterState.COVER_OPEN),
            ({"do": "healthy"}, PrinterState.READY),
            ({"do": "offline", "is": True}, PrinterState.OFFLINE),
            ({"do": "healthy"}, PrinterState.READY),
            ({"do": "power", "is": "off"}, PrinterState.OFFLINE),
            ({"do": "power", "is": "on"}, PrinterState.READY),
        ]
        for order, state in orders:
            assert "error" not in carry_out(simulated, order)
            assert printer.state() is state, order
        before = simulated.condition
        assert "error" in carry_out(simulated, {"do": "paper", "is": "burning"})
        assert simulated.condition == before


@given(st.binary(max_size=200))
def test_any_bytes_are_cut_into_commands_without_loss(data: bytes) -> None:
    rest = data
    taken = b""
    while (command := next_command(rest)) is not None:
        assert command.raw
        taken += command.raw
        rest = rest[len(command.raw) :]
    assert taken + rest == data
