"""Orders for a running simulated printer over a UNIX socket: one JSON object a line, one answer a line.

`{"do": "paper", "is": "ok" | "low" | "out"}`, `{"do": "cover", "is": "open" | "closed"}`,
`{"do": "offline" | "silent" | "slow", "is": true | false}`, `{"do": "power", "is": "on" | "off"}`,
`{"do": "close-after", "is": bytes}`, `{"do": "out-after", "is": rows}`, `{"do": "healthy"}`,
`{"do": "state"}`.
"""

from __future__ import annotations

import json
import socketserver
import threading
from dataclasses import asdict, replace
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from devices.simulators.printer.realtime import Condition
from devices.simulators.printer.server import SimulatedPrinter


def carry_out(printer: SimulatedPrinter, order: dict[str, Any]) -> dict[str, Any]:
    """Do what is ordered and return the printer's state; an order that is not known changes nothing."""
    wanted, value = order.get("do"), order.get("is")
    now = printer.condition
    match wanted, value:
        case "paper", ("ok" | "low" | "out") as paper:
            printer.set(replace(now, paper=paper, out_after_rows=None))
        case "cover", ("open" | "closed"):
            printer.set(replace(now, cover_open=value == "open"))
        case "offline", bool():
            printer.set(replace(now, offline=value))
        case "silent", bool():
            printer.set(replace(now, silent=value))
        case "slow", bool():
            printer.set(replace(now, slow=value))
        case "power", "on":
            printer.power_on()
        case "power", "off":
            printer.power_off()
        case "close-after", int():
            printer.set(replace(now, closes_after=value))
        case "out-after", int():
            printer.set(replace(now, out_after_rows=value))
        case "healthy", None:
            printer.set(Condition())
            printer.power_on()
        case "state", None:
            pass
        case _:
            return {"error": "unknown order", **state_of(printer)}
    return state_of(printer)


def state_of(printer: SimulatedPrinter) -> dict[str, Any]:
    return {
        "port": printer.port,
        "powered": printer.powered,
        "tickets": len(printer.tickets),
        "waiting_bytes": printer.waiting_bytes,
        **asdict(printer.condition),
    }


class PrinterControl:
    """Listens on a UNIX socket of this user until it is left."""

    def __init__(self, printer: SimulatedPrinter, path: Path) -> None:
        self._path = path
        path.unlink(missing_ok=True)

        class Handler(socketserver.StreamRequestHandler):
            def handle(self) -> None:
                for line in self.rfile:
                    self.wfile.write(_reply(printer, line))

        class Server(socketserver.ThreadingUnixStreamServer):
            daemon_threads = True

        self._server = Server(str(path), Handler)
        path.chmod(0o600)

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, name="printer-control", daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._path.unlink(missing_ok=True)


def _reply(printer: SimulatedPrinter, line: bytes) -> bytes:
    try:
        order = json.loads(line)
    except ValueError:
        order = None
    answer = carry_out(printer, order) if isinstance(order, dict) else {"error": "one JSON object a line"}
    return json.dumps(answer).encode() + b"\n"
