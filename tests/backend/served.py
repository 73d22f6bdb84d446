"""The backend of a test behind real TLS on a free port."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from threading import Thread
from time import monotonic, sleep

import uvicorn

from backend.client import BackendAddress, Patience
from backend.region_ca import CA_CERTIFICATE_FILE, RegionCa, ensure_server_identity
from backend.serving import Listening, server_of
from config.service_manager import ServiceManager
from tests.backend.ready_apps import AppOnDemand
from tests.backend.region import Region

LONGEST_START = 10.0
LONGEST_SILENCE = 30.0  # seconds, on a machine with much else to do
UNWATCHED = ServiceManager({}, 1)


@dataclass(frozen=True)
class Served:
    """A running server."""

    region: Region
    port: int
    folder: Path

    def address(self, region_ca: Path | None = None, patience: Patience | None = None) -> BackendAddress:
        return BackendAddress(
            f"https://127.0.0.1:{self.port}",
            region_ca or self.folder / CA_CERTIFICATE_FILE,
            patience or Patience(connect=1.0, answer=2.0),
        )

    def requests(self) -> list[str]:
        """Routes in the access log."""
        lines = self.region.log.getvalue().splitlines()
        return [line.split('"route": "')[1].split('"')[0] for line in lines if '"request"' in line]

    def send_raw(self, content: bytes) -> bytes:
        """Send bytes over TLS, as many as the server takes, and read until it closes or falls silent."""
        context = ssl.create_default_context(cafile=self.folder / CA_CERTIFICATE_FILE)
        with (
            socket.create_connection(("127.0.0.1", self.port), timeout=LONGEST_SILENCE) as plain,
            context.wrap_socket(plain, server_hostname="127.0.0.1") as line,
        ):
            answer = b""
            with suppress(ConnectionError, ssl.SSLError):  # it may answer and close before it has read all
                line.sendall(content)
            try:
                while piece := line.recv(65536):
                    answer += piece
            except (TimeoutError, ConnectionError, ssl.SSLError):
                pass
            return answer


@contextmanager
def serving(region: Region, folder: Path, now: datetime | None = None) -> Iterator[Served]:
    """Serve the region for the block; `now` is when the certificates are made."""
    moment = now or datetime.now(UTC)
    authority = RegionCa.load_or_make(folder, moment, "Test TLS CA")
    identity = ensure_server_identity(authority, folder, ("localhost", "127.0.0.1"), moment)
    server = server_of(AppOnDemand(region.services), Listening("127.0.0.1", 0, identity), UNWATCHED)
    thread = Thread(target=server.run, daemon=True)
    thread.start()
    try:
        yield Served(region, port_of(server), folder)
    finally:
        server.should_exit = True
        thread.join(timeout=LONGEST_START)


def port_of(server: uvicorn.Server) -> int:
    """The port the system chose."""
    until = monotonic() + LONGEST_START
    while not server.started:
        if monotonic() > until:
            raise TimeoutError("the server does not start")
        sleep(0.01)
    return int(server.servers[0].sockets[0].getsockname()[1])
