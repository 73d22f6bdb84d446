"""What stands on the bench, a printer, a reader, a plug, cards and papers, and what can be done to them."""

from __future__ import annotations

import os
import threading
from pathlib import Path
from typing import Any

from devices.bench.cards import CardTable
from devices.bench.sample import SAMPLE
from devices.headset import plug_event
from devices.ports import NotPrinted
from devices.printer import EscPosPrinter
from devices.printer_address import TcpAddress
from devices.printer_profile import load_profile
from devices.simulators.control import ControlFailed, ReaderControl
from devices.simulators.printer.hand import PrinterHand, PrinterHandError
from devices.simulators.printer.tickets import CODE
from devices.simulators.scanner_line import ScannerLine

PRINTER_FLAGS = ("offline", "silent", "slow")
PAPER = ("ok", "low", "out")
READER_ORDERS = ("remove", "kill", "start", "restart", "plug", "unplug")
ROWS_LEFT, BYTES_LEFT = 5, 300  # "the paper ends soon", "the line breaks soon"


class CannotDoError(Exception):
    """The order makes no sense, or the simulated part did not obey; the message is for the trainer."""


class HeadsetLine:
    """A FIFO that stands for the input device of the headphone plug; one that is there already is used."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._ours = not path.exists()
        if self._ours:
            os.mkfifo(path, mode=0o600)
        self._line = os.open(path, os.O_RDWR | os.O_NONBLOCK | os.O_CLOEXEC)
        self.plugged = False

    def plug(self, plugged: bool) -> None:
        self.plugged = plugged
        os.write(self._line, plug_event(plugged))

    def close(self) -> None:
        os.close(self._line)
        if self._ours:
            self.path.unlink(missing_ok=True)


class Stage:
    """Calls come from the web server's threads, one order at a time."""

    def __init__(
        self,
        printer: PrinterHand,
        reader: ReaderControl | None,
        headset: HeadsetLine,
        cards: CardTable,
        tickets: Path,
        scanner: ScannerLine | None = None,
    ) -> None:
        self._printer = printer
        self._reader = reader
        self._headset = headset
        self._cards = cards
        self.tickets = tickets
        self._scanner = scanner
        self._turn = threading.Lock()

    def snapshot(self) -> dict[str, Any]:
        """Everything the page shows."""
        return {
            "printer": self._printer_state(),
            "reader": self._reader_state(),
            "headset": self._headset.plugged,
            "tickets": [path.name for path in sorted(self.tickets.glob("ticket-*.png"), reverse=True)],
            "codes": [] if self._scanner is None else sorted(path.stem for path in self._codes()),
        }

    def obey(self, order: dict[str, Any]) -> str:
        """Do one thing; return what the trainer should read, "" for nothing; raises CannotDoError."""
        with self._turn:
            try:
                return self._obey(order)
            except (PrinterHandError, ControlFailed, OSError) as error:
                raise CannotDoError(str(error)) from error

    def _obey(self, order: dict[str, Any]) -> str:
        match order:
            case {"device": "headset", "to": bool(plugged)}:
                self._headset.plug(plugged)
            case {"device": "scanner", "show": str(stem)}:
                self._show(stem)
            case {"device": "reader", "do": "insert", "card": str(identity)}:
                self._insert(identity)
            case {"device": "reader", "do": str(what)} if what in READER_ORDERS:
                self._hand().tell({"do": what})
            case {"device": "printer", "do": "print-sample"}:
                return self._print_sample()
            case {"device": "printer", **rest}:
                self._printer.tell(_printer_order(rest))
            case _:
                raise CannotDoError("Такого стенд не умеет.")
        return ""

    def _codes(self) -> list[Path]:
        return list(self.tickets.glob(f"ticket-*{CODE}"))

    def _show(self, stem: str) -> None:
        """Hold a paper to the scanner."""
        path = next((path for path in self._codes() if path.stem == stem), None)
        if path is None or self._scanner is None:
            raise CannotDoError("На этой бумаге кода нет.")
        try:
            self._scanner.scan(path.read_text("utf-8"))
        except ValueError:
            raise CannotDoError("Такой код сканер не наберёт: в нём не латиница.") from None

    def _insert(self, identity: str) -> None:
        card = self._cards.find(identity)
        if card is None:
            raise CannotDoError("Такой карты больше нет.")
        self._hand().insert(card.path)

    def _hand(self) -> ReaderControl:
        if self._reader is None:
            raise CannotDoError("Считывателя на этом стенде нет.")
        return self._reader

    def _print_sample(self) -> str:
        state = self._printer.state()
        printer = EscPosPrinter(TcpAddress("127.0.0.1", state["port"]), load_profile("generic-80"))
        result = printer.print(SAMPLE)
        return f"Не напечатано: {result.code}" if isinstance(result, NotPrinted) else "Напечатано."

    def _printer_state(self) -> dict[str, Any] | None:
        try:
            return self._printer.state()
        except PrinterHandError:
            return None

    def _reader_state(self) -> dict[str, Any]:
        cards = [
            {"id": card.id, "title": card.title, "foreign": card.foreign} for card in self._cards.cards()
        ]
        try:
            state = None if self._reader is None else self._reader.list()
        except ControlFailed:
            state = None
        if state is None:
            return {"available": False, "cards": cards, "present": None, "pcscd": False, "plugged": False}
        present = state["cards"].get("0")
        return {
            "available": True,
            "cards": cards,
            "present": None if present is None else Path(present).stem,
            "pcscd": state["pcscd"] is not None,
            "plugged": state["reader"],
        }


def _printer_order(order: dict[str, Any]) -> dict[str, Any]:
    """Translate what the page says into the simulated printer's own orders."""
    match order:
        case {"set": "paper", "to": str(paper)} if paper in PAPER:
            return {"do": "paper", "is": paper}
        case {"set": "cover_open", "to": bool(opened)}:
            return {"do": "cover", "is": "open" if opened else "closed"}
        case {"set": "powered", "to": bool(powered)}:
            return {"do": "power", "is": "on" if powered else "off"}
        case {"set": str(flag), "to": bool(value)} if flag in PRINTER_FLAGS:
            return {"do": flag, "is": value}
        case {"do": "paper-ends-soon"}:
            return {"do": "out-after", "is": ROWS_LEFT}
        case {"do": "line-breaks-soon"}:
            return {"do": "close-after", "is": BYTES_LEFT}
        case {"do": "healthy"}:
            return {"do": "healthy"}
    raise CannotDoError("Такого принтер не умеет.")
