"""What is looked at again and again: printer and headset for the walk, a heartbeat for the technicians."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event as Flag
from threading import Thread
from typing import Final

from config.faults import where_raised
from devices.ports import Printer, PrinterState
from kiosk.flow.events import BackendReported, Event, HeadsetReported, PrinterReported
from kiosk.journal import Journal
from kiosk.ports.backend import Refused

PRINTER_SECONDS: Final = 3.0
STOCK_SECONDS: Final = 20.0
STOCK_RETRY_SECONDS: Final = 5.0
HEARTBEAT_SECONDS: Final = 60.0
HEARTBEAT_RETRY_SECONDS: Final = 10.0


class Repeated:
    """A thread that does one thing again and again; the thing says how long to wait until the next time."""

    def __init__(self, name: str, work: Callable[[], float], journal: Journal, after_fault: float) -> None:
        self._work = work
        self._journal = journal
        self._after_fault = after_fault
        self._name = name
        self._stopping = Flag()
        self._thread = Thread(target=self._run, name=name, daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """More than once is the same."""
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join(2.0)

    def _run(self) -> None:
        wait = 0.0
        while not self._stopping.wait(wait):
            try:
                wait = self._work()
            except Exception as error:
                self._journal.note("watch-failed", part=self._name, where=where_raised(error))
                wait = self._after_fault


class PrinterWatch:
    """Tells the walk when the printer's state changes."""

    def __init__(self, printer: Printer, post: Callable[[Event], None]) -> None:
        self._printer = printer
        self._post = post
        self._last: PrinterState | None = None

    def look(self) -> float:
        state = self._printer.state()
        if state is not self._last:
            self._last = state
            self._post(PrinterReported(state))
        return PRINTER_SECONDS


class HeadsetWatch:
    """Tells the walk when a headset is plugged in or out; what was said into it must not go on aloud."""

    def __init__(self, silence: Callable[[], None], post: Callable[[Event], None]) -> None:
        self._silence = silence
        self._post = post

    def changed(self, plugged: bool) -> None:
        """Called at once with each change, on the thread that watches the plug."""
        if not plugged:
            self._silence()
        self._post(HeadsetReported(plugged))


class StockWatch:
    """Keeps token, connection and nonces ready, so that a tap waits for one call only."""

    def __init__(self, prepare: Callable[[], Refused | None]) -> None:
        self._prepare = prepare

    def look(self) -> float:
        return STOCK_RETRY_SECONDS if self._prepare() else STOCK_SECONDS


class HeartbeatWatch:
    """Sends a heartbeat each minute and tells the walk whether the backend can be reached."""

    def __init__(self, send: Callable[[], Refused | None], post: Callable[[Event], None]) -> None:
        self._send = send
        self._post = post
        self._last = ""

    def look(self) -> float:
        refused = self._send()
        code = refused.code if refused else ""
        if code != self._last:
            self._last = code
            self._post(BackendReported(code))
        return HEARTBEAT_RETRY_SECONDS if refused else HEARTBEAT_SECONDS
