"""The same printer on a serial line and on USB, and addresses as they stand in the settings."""

from __future__ import annotations

import os
import socket
import threading
import tty
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from escpos.printer import Network

from devices.escpos_library import open_link
from devices.ports import NotPrinted, Printed, PrinterState
from devices.printer import EscPosPrinter
from devices.printer_address import (
    PrinterAddressError,
    SerialAddress,
    TcpAddress,
    UsbAddress,
    parse_address,
)
from devices.printer_profile import UnknownProfileError, load_profile
from devices.printer_talk import LinkClosedError
from devices.simulators.printer.realtime import Condition
from devices.simulators.printer.server import SimulatedPrinter
from tests.devices.printing import QUICK, SHEET

PROFILE = load_profile("generic-80")


@contextmanager
def serial_line_to(simulated: SimulatedPrinter) -> Iterator[str]:
    """A pseudo-terminal whose other end is the simulated printer."""
    ours, theirs = os.openpty()
    tty.setraw(theirs)
    printer = socket.create_connection(("127.0.0.1", simulated.port))

    def towards_printer() -> None:
        try:
            while data := os.read(ours, 4096):
                printer.sendall(data)
        except OSError:
            return

    def towards_host() -> None:
        try:
            while data := printer.recv(4096):
                os.write(ours, data)
        except OSError:
            return

    threads = [threading.Thread(target=each, daemon=True) for each in (towards_printer, towards_host)]
    for thread in threads:
        thread.start()
    try:
        yield os.ttyname(theirs)
    finally:
        printer.shutdown(socket.SHUT_RDWR)
        printer.close()
        os.close(theirs)
        os.close(ours)


def test_a_printer_on_a_serial_line_prints_and_tells_its_state() -> None:
    with SimulatedPrinter() as simulated, serial_line_to(simulated) as device:
        printer = EscPosPrinter(SerialAddress(device), PROFILE, QUICK)
        assert printer.state() is PrinterState.READY
        assert printer.print(SHEET) == Printed()
        assert "Иванова М. П." in simulated.tickets[0].text
        simulated.set(Condition(paper="out"))
        assert printer.print(SHEET) == NotPrinted("printer-paper-out")


@pytest.mark.parametrize(
    "nobody",
    [SerialAddress("/dev/okno-no-such-line"), UsbAddress(0xFFFF, 0xFFFF), TcpAddress("127.0.0.1", 1)],
)
def test_where_there_is_no_printer_it_is_offline(
    nobody: SerialAddress | UsbAddress | TcpAddress,
) -> None:
    with pytest.raises(LinkClosedError):
        open_link(nobody, QUICK)
    printer = EscPosPrinter(nobody, PROFILE, QUICK)
    assert printer.state() is PrinterState.OFFLINE
    assert printer.print(SHEET) == NotPrinted("printer-offline")


class Reset(Network):  # type: ignore[misc]
    """A printer that accepts and resets at once, so that no option of the connection can be set."""

    def open(self, _raise_not_found: bool = True) -> None:
        super().open(_raise_not_found)
        self.device.close()


def test_a_printer_that_resets_while_it_is_connected_to_is_offline(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("devices.escpos_library.Network", Reset)
    with SimulatedPrinter() as simulated:
        printer = EscPosPrinter(TcpAddress("127.0.0.1", simulated.port), PROFILE, QUICK)
        assert printer.state() is PrinterState.OFFLINE
        assert printer.print(SHEET) == NotPrinted("printer-offline")


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("tcp://10.0.0.5", TcpAddress("10.0.0.5", 9100)),
        ("tcp://printer.hall:9101", TcpAddress("printer.hall", 9101)),
        ("serial:///dev/ttyUSB0", SerialAddress("/dev/ttyUSB0", 19200)),
        ("serial:///dev/ttyS1?baud=115200", SerialAddress("/dev/ttyS1", 115200)),
        ("usb://04b8:0e15", UsbAddress(0x04B8, 0x0E15)),
    ],
)
def test_addresses(text: str, address: object) -> None:
    assert parse_address(text) == address


@pytest.mark.parametrize("text", ["", "10.0.0.5", "tcp://", "usb://x", "serial:", "ftp://x", "tcp://h:99999"])
def test_a_wrong_address_is_refused_with_what_would_be_right(text: str) -> None:
    with pytest.raises(PrinterAddressError, match="tcp://HOST"):
        parse_address(text)


def test_an_unknown_profile_is_refused_with_the_known_ones() -> None:
    with pytest.raises(UnknownProfileError, match="generic-80"):
        load_profile("../../etc/passwd")
