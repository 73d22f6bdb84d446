"""A receipt printer on a TCP port of this machine: real ESC/POS in, tickets out, faults on demand.

It behaves as a real one does where it hurts: what is in its buffer when the paper ends is printed when
paper is put back, whoever's it was; the buffer outlives a connection and ends with the power.
"""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable
from dataclasses import replace
from types import TracebackType
from typing import Self

from devices.simulators.printer.commands import Command, next_command
from devices.simulators.printer.engine import Engine, Model
from devices.simulators.printer.paper import Ticket
from devices.simulators.printer.realtime import CLEAR, CLEARED, Condition, split, status_answer

LOOPBACK = "127.0.0.1"
SLOW_ROW_SECONDS = 0.3
_RECEIVE_BYTES = 4096


class SimulatedPrinter:
    """Start it with `with SimulatedPrinter() as printer`; `port` tells where it listens."""

    def __init__(
        self,
        *,
        model: Model | None = None,
        port: int = 0,
        on_ticket: Callable[[Ticket], None] | None = None,
    ) -> None:
        self.model = model or Model()
        self.port = port
        self._on_ticket = on_ticket
        self._engine = Engine(self.model)
        self._buffer = bytearray()
        self._condition = Condition()
        self._tickets: list[Ticket] = []
        self._connections: list[socket.socket] = []
        self._listener: socket.socket | None = None
        self._stopped = False
        self._changed = threading.Condition(threading.RLock())
        self._head = threading.Thread(target=self._print_on, name="printer-head", daemon=True)

    def __enter__(self) -> Self:
        self._head.start()
        self.power_on()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.power_off()
        with self._changed:
            self._stopped = True
            self._changed.notify_all()
        self._head.join(timeout=5)

    # What a trainer or a test does to it

    @property
    def condition(self) -> Condition:
        with self._changed:
            return self._condition

    @property
    def powered(self) -> bool:
        return self._listener is not None

    @property
    def tickets(self) -> tuple[Ticket, ...]:
        with self._changed:
            return tuple(self._tickets)

    @property
    def unknown_commands(self) -> tuple[bytes, ...]:
        with self._changed:
            return tuple(self._engine.unknown)

    @property
    def waiting_bytes(self) -> int:
        """How much the buffer holds that is not printed yet."""
        with self._changed:
            return len(self._buffer)

    def set(self, condition: Condition) -> None:
        with self._changed:
            self._condition = condition
            self._changed.notify_all()

    def wait_for_tickets(self, count: int, seconds: float = 5.0) -> tuple[Ticket, ...]:
        """Wait until so many tickets have come out, or until the time is over; return what there is."""
        with self._changed:
            self._changed.wait_for(lambda: len(self._tickets) >= count, timeout=seconds)
            return tuple(self._tickets)

    def power_on(self) -> None:
        if self._listener is not None:
            return
        listener = socket.create_server((LOOPBACK, self.port))
        self.port = listener.getsockname()[1]
        self._listener = listener
        threading.Thread(target=self._accept, args=(listener,), name="printer-door", daemon=True).start()

    def power_off(self) -> None:
        """Connections end and the buffer is lost, as with a real one; the paper in it stays."""
        listener, self._listener = self._listener, None
        if listener is not None:
            _shut(listener)
        with self._changed:
            for connection in self._connections:
                _shut(connection)
            self._connections.clear()
            self._buffer.clear()
            self._engine.forget_line()

    # What goes on inside

    def _accept(self, listener: socket.socket) -> None:
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            with self._changed:
                self._connections.append(connection)
            threading.Thread(
                target=self._receive, args=(connection,), name="printer-port", daemon=True
            ).start()

    def _receive(self, connection: socket.socket) -> None:
        tail = b""
        try:
            while data := connection.recv(_RECEIVE_BYTES):
                with self._changed:
                    closing = self._close_after(len(data))
                    orders, rest, tail = split(tail + (data if closing is None else data[:closing]))
                    for order in orders:
                        self._obey(order, connection)
                    self._buffer += rest
                    self._changed.notify_all()
                if closing is not None:
                    break
        except OSError:
            pass
        finally:
            with self._changed:
                if connection in self._connections:
                    self._connections.remove(connection)
            _shut(connection)

    def _close_after(self, received: int) -> int | None:
        """Return how many of the received bytes are still taken before the connection breaks."""
        limit = self._condition.closes_after
        if limit is None:
            return None
        if received < limit:
            self._condition = replace(self._condition, closes_after=limit - received)
            return None
        self._condition = replace(self._condition, closes_after=None)
        return limit

    def _obey(self, order: bytes, connection: socket.socket) -> None:
        if order == CLEAR:
            if self.model.clears:
                self._buffer.clear()
                self._engine.forget_line()
                self._answer(connection, CLEARED)
            return
        self._answer(connection, status_answer(self._condition, order[2]))

    def _print_on(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._stopped or self._next() is not None)
                if self._stopped:
                    return
                command = self._next()
                if command is None:
                    continue
                del self._buffer[: len(command.raw)]
                outcome = self._engine.execute(command, self._condition.paper_status)
                self._condition = self._condition.after_rows(outcome.printed_rows)
                if outcome.answer and self._connections:
                    self._answer(self._connections[-1], outcome.answer)
                pause = SLOW_ROW_SECONDS * outcome.printed_rows if self._condition.slow else 0.0
            if outcome.ticket is not None:
                self._give(outcome.ticket)
            if pause:
                with self._changed:
                    self._changed.wait_for(lambda: self._stopped, timeout=pause)

    def _next(self) -> Command | None:
        return next_command(bytes(self._buffer)) if self._condition.prints else None

    def _give(self, ticket: Ticket) -> None:
        if self._on_ticket is not None:
            self._on_ticket(ticket)
        with self._changed:
            self._tickets.append(ticket)
            self._changed.notify_all()

    def _answer(self, connection: socket.socket, answer: bytes) -> None:
        if self._condition.silent:
            return
        try:
            connection.sendall(answer)
        except OSError:
            return


def _shut(connection: socket.socket) -> None:
    try:
        connection.shutdown(socket.SHUT_RDWR)
    except OSError:
        pass
    finally:
        connection.close()
