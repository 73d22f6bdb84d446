"""A line that breaks: TCP between kiosk and backend, reset after some bytes of either direction."""

from __future__ import annotations

import select
import socket
import struct
from contextlib import suppress
from random import Random
from threading import Event, Thread
from time import monotonic, sleep
from types import TracebackType

RESET = struct.pack("ii", 1, 0)  # SO_LINGER: close with RST, what waits in buffers is gone
PIECE = 65536
LOOK_SECONDS = 0.2
NEVER = 1 << 40
LONGEST_UP, LONGEST_DOWN = 24_000, 14_000  # bytes; a handshake and three filings take about that


class CuttingProxy:
    """Listens on a free port of loopback; every connection gets a fate out of `random`."""

    def __init__(self, backend_port: int, random: Random) -> None:
        self._backend_port = backend_port
        self._random = random
        self._door = socket.create_server(("127.0.0.1", 0))
        self._stopping = Event()
        self._thread = Thread(target=self._accept, daemon=True)
        self.port: int = self._door.getsockname()[1]
        self.cuts = 0
        self.faulty = True

    def __enter__(self) -> CuttingProxy:
        self._thread.start()
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self._stopping.set()
        self._door.close()

    def wait_for_cut(self, after: int, seconds: float) -> None:
        """Until there were more than `after` cuts, at most so long."""
        until = monotonic() + seconds
        while self.cuts <= after and monotonic() < until:
            sleep(0.005)

    def _accept(self) -> None:
        while not self._stopping.is_set():
            try:
                kiosk, _ = self._door.accept()
            except OSError:
                return
            Thread(target=self._carry, args=(kiosk, *self._fate()), daemon=True).start()

    def _fate(self) -> tuple[int, int]:
        """After how many bytes towards the backend, and from it, the line is cut: none lives for ever."""
        if not self.faulty:
            return NEVER, NEVER
        up, down = self._random.randrange(LONGEST_UP), self._random.randrange(LONGEST_DOWN)
        return self._random.choice(((0, NEVER), (up, NEVER), (NEVER, down), (NEVER, down)))

    def _carry(self, kiosk: socket.socket, up: int, down: int) -> None:
        left = {kiosk: up}
        backend: socket.socket | None = None
        try:
            if up == 0:
                self._cut(kiosk)
                return
            backend = socket.create_connection(("127.0.0.1", self._backend_port), timeout=5)
            left[backend] = down
            while not self._stopping.is_set():
                ready, _, _ = select.select([kiosk, backend], [], [], LOOK_SECONDS)
                for end in ready:
                    piece = end.recv(min(PIECE, left[end]))
                    if not piece:
                        return
                    (backend if end is kiosk else kiosk).sendall(piece)
                    left[end] -= len(piece)
                    if left[end] <= 0:
                        self._cut(kiosk, backend)
                        return
        except OSError:
            return
        finally:
            for open_end in left:
                open_end.close()

    def _cut(self, *ends: socket.socket) -> None:
        self.cuts += 1
        for end in ends:
            with suppress(OSError):
                end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
                end.close()
