"""A payment terminal that takes nobody's money: over real TCP, as `devices.terminal` describes it.

python -m devices.simulators.terminal --port 9200 --answer approve      until Ctrl-C
"""

from __future__ import annotations

import json
import socketserver
from datetime import UTC, datetime
from threading import Event, Thread
from types import TracebackType
from typing import Annotated, Final, Literal, Self, get_args

import typer

Answer = Literal["approve", "decline", "cancel", "hang-up", "garble"]
NAME: Final = "T0001"
_REFUSED: Final = {"decline": "declined", "cancel": "cancelled"}


class SimulatedTerminal:
    """Answers every sale as told; `sales` holds what was asked for."""

    def __init__(self, answer: Answer = "approve", port: int = 0) -> None:
        self.answer: Answer = answer
        self.sales: list[dict[str, object]] = []
        terminal = self

        class Talk(socketserver.StreamRequestHandler):
            def handle(self) -> None:
                line = self.rfile.readline()
                if line:
                    self.wfile.write(terminal._answered(json.loads(line)["pay"]))

        self._server = socketserver.ThreadingTCPServer(("127.0.0.1", port), Talk)
        self._server.daemon_threads = True
        self._thread = Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)

    @property
    def port(self) -> int:
        return int(self._server.server_address[1])

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()

    def _answered(self, sale: dict[str, object]) -> bytes:
        self.sales.append(sale)
        if self.answer == "hang-up":
            return b""
        if self.answer == "garble":
            return b"\x02\x00?\n"
        if self.answer in _REFUSED:
            return json.dumps({"declined": _REFUSED[self.answer]}).encode() + b"\n"
        now = datetime.now(UTC)  # noqa: TID251  an edge of its own: it stands beside Okno
        slip = {
            "terminal": NAME,
            "reference": f"{len(self.sales):012d}",
            "at": now.isoformat(timespec="seconds"),
        }
        return json.dumps({"approved": slip}).encode() + b"\n"


def main(
    port: Annotated[int, typer.Option(help="TCP port on the loopback.")] = 9200,
    answer: Annotated[str, typer.Option(help="approve, decline, cancel, hang-up or garble.")] = "approve",
) -> None:
    """Stand in for a payment terminal until Ctrl-C."""
    known = {one: one for one in get_args(Answer)}
    with SimulatedTerminal(known[answer], port) as terminal:
        typer.echo(f"tcp://127.0.0.1:{terminal.port}")
        Event().wait()


if __name__ == "__main__":
    typer.run(main)
