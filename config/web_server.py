"""What every web server here shares: sockets whose failures have names, and what systemd is told."""

from __future__ import annotations

import asyncio
import errno
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from socket import SOCK_STREAM, create_server, getaddrinfo, socket
from typing import Final, Protocol

import uvicorn

WAITING_CONNECTIONS: Final = 1024
NO_WATCHDOG_PAUSE: Final = 3600.0


class PlainHttpRefused(Exception):
    """Without TLS a server listens on the loopback interface only."""

    code = "plain-http-refused"


class PortInUse(Exception):
    """Another program listens on this address and port already."""

    code = "port-in-use"


class AddressUnusable(Exception):
    """The address is not one of this machine, or the port is not for this user."""

    code = "address-unusable"


class Watcher(Protocol):
    """The service manager, as far as a server talks to it."""

    watchdog_seconds: float

    def ready(self) -> None: ...
    def alive(self) -> None: ...
    def stopping(self) -> None: ...


class WatchedServer(uvicorn.Server):
    """Tells the service manager when it answers, and pings the watchdog from its own loop."""

    def __init__(self, config: uvicorn.Config, watcher: Watcher) -> None:
        super().__init__(config)
        self._watcher = watcher

    async def main_loop(self) -> None:
        """Serve until told to stop; it begins when the sockets are listened to."""
        self._watcher.ready()
        pinging = asyncio.create_task(self._ping())
        await super().main_loop()
        pinging.cancel()
        self._watcher.stopping()

    async def _ping(self) -> None:
        while True:
            self._watcher.alive()
            await asyncio.sleep(self._watcher.watchdog_seconds or NO_WATCHDOG_PAUSE)


@contextmanager
def listening_sockets(host: str, port: int, *, shared: bool = False) -> Iterator[list[socket]]:
    """Sockets on every address of the host, closed at the end; `PortInUse`, `AddressUnusable`.

    A `shared` port (SO_REUSEPORT) is listened to by several processes of one user, and the kernel
    deals new connections out among them.
    """
    with ExitStack() as opened:
        try:
            addresses = dict.fromkeys(
                (each[0], each[4][:2]) for each in getaddrinfo(host, port, type=SOCK_STREAM)
            )
            sockets = [
                opened.enter_context(
                    create_server(address, family=family, backlog=WAITING_CONNECTIONS, reuse_port=shared)
                )
                for family, address in addresses
            ]
        except OSError as error:  # socket.gaierror is one
            raise _named(error, host, port) from None
        yield sockets


def _named(error: OSError, host: str, port: int) -> Exception:
    if error.errno == errno.EADDRINUSE:
        return PortInUse(f"another program listens on {host}, port {port}: stop it, or set another `port`")
    return AddressUnusable(f"{host}, port {port}: {error.strerror}")
